import { readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

/**
 * Everything that users can import, literally. A name that is added here is a promise; one that is taken
 * away or renamed breaks somebody's build.
 */
const publicApi = {
  index: {
    values: [
      'TelepadError',
      'androidKeys',
      'armcloudGroupTicketFromSts',
      'armcloudTicketFromSts',
      'attachView',
      'brokerTicket',
      'connect',
      'isSupported',
      'isTelepadError',
      'pressKey',
      'readTicket',
      'version',
    ],
    types: [
      'AnswerOptions',
      'ArmcloudStsGroupOptions',
      'ArmcloudStsOptions',
      'AudioStatistics',
      'BrokerTicketOptions',
      'CameraEncoding',
      'CaptureChange',
      'CaptureFollowOptions',
      'CaptureKind',
      'CaptureRequestEvent',
      'CaptureSource',
      'CaptureState',
      'CaptureWish',
      'CloseReason',
      'Connect',
      'ConnectOptions',
      'ControlMessage',
      'DeviceInfoEvent',
      'DisplayEvent',
      'EnterKeyHint',
      'ErrorCode',
      'FeatureEvents',
      'FeatureMessage',
      'Fit',
      'GroupFailure',
      'GroupOptions',
      'GroupText',
      'GroupTicket',
      'GroupTicketSource',
      'IceServer',
      'InputStateEvent',
      'NetworkQuality',
      'OperationEvent',
      'PhoneEvents',
      'PhoneFeatures',
      'PhoneGroup',
      'PhoneGroupEvents',
      'PhoneSession',
      'PhoneStatistics',
      'PhoneView',
      'Point',
      'PointerPlace',
      'Quality',
      'QualityEvent',
      'QualityPreset',
      'RetryPolicy',
      'Role',
      'Rotation',
      'ScreenshotOptions',
      'SessionPolicy',
      'SessionStateName',
      'ShellOutputEvent',
      'SizedPoint',
      'Ticket',
      'TicketSource',
      'VideoFile',
      'VideoFileEvent',
      'VideoFileStatus',
      'VideoStatistics',
      'ViewOptions',
    ],
  },
  element: {
    values: [],
    types: ['TelepadPhoneElement', 'TelepadPhoneEventMap'],
  },
  device: {
    values: ['TelepadError', 'createDeviceApi', 'isTelepadError'],
    types: [
      'DeviceApi',
      'DeviceApiOptions',
      'DeviceArguments',
      'DeviceCallOptions',
      'DeviceInput',
      'DeviceMethods',
      'DeviceOperationName',
      'DeviceOutput',
      'ErrorCode',
      'PhoneStatus',
      'TaskState',
      'TaskStatus',
      'WaitForTaskOptions',
    ],
  },
  broker: {
    values: ['TelepadError', 'createArmcloudAccount', 'createBroker', 'createServerTools'],
    types: [
      'AccountCallOptions',
      'AppToCache',
      'ArmcloudAccount',
      'ArmcloudSettings',
      'Broker',
      'BrokerLogEntry',
      'BrokerNews',
      'BrokerOptions',
      'CallbackKind',
      'CallbackOptions',
      'CallbackTarget',
      'DeviceOperationName',
      'ErrorCode',
      'FileTask',
      'FileToCache',
      'Grant',
      'GroupTicket',
      'IceServer',
      'PhoneStatus',
      'RateLimit',
      'RateLimitOptions',
      'RateLimitStore',
      'Role',
      'ServerCallOptions',
      'TaskState',
      'TaskStatus',
      'Ticket',
    ],
  },
  'broker-node': {
    values: ['createNodeListener', 'serveBroker'],
    types: [
      'BrokerServer',
      'NodeListener',
      'NodeListenerOptions',
      'NodeRequest',
      'ServeBrokerOptions',
    ],
  },
  emulator: {
    values: ['TelepadError', 'startEmulator'],
    types: [
      'CloudAccess',
      'Emulator',
      'EmulatorFaults',
      'EmulatorOptions',
      'ErrorCode',
      'FrameRate',
      'IceServer',
      'PhoneHandle',
      'PhoneState',
    ],
  },
} as const satisfies Record<string, { values: readonly string[]; types: readonly string[] }>;

/** What an entry's source exports, by name. */
function exportsOf(entry: string): { values: string[]; types: string[] } {
  const file = `src/${entry}.ts`;
  const { program } = parseSync(file, readFileSync(file, 'utf8'), { lang: 'ts' });
  const values: string[] = [];
  const types: string[] = [];
  for (const statement of program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    const add = (isType: boolean, name: string) => (isType ? types : values).push(name);
    for (const { exported, exportKind } of statement.specifiers) {
      const name = exported.type === 'Literal' ? exported.value : exported.name;
      add(statement.exportKind === 'type' || exportKind === 'type', name);
    }
    const { declaration } = statement;
    if (declaration?.type === 'VariableDeclaration') {
      for (const { id } of declaration.declarations)
        if (id.type === 'Identifier') add(false, id.name);
    } else if (declaration && 'id' in declaration && declaration.id && 'name' in declaration.id) {
      add(/^TS(Interface|TypeAlias)/.test(declaration.type), declaration.id.name);
    }
  }
  return { values: values.sort(), types: types.sort() };
}

const entries = Object.keys(publicApi) as (keyof typeof publicApi)[];

describe('the public API', () => {
  for (const entry of entries) {
    it(`of the entry ${entry} is the list above`, () => {
      expect(exportsOf(entry)).toEqual(publicApi[entry]);
    });
  }

  // The element's entry registers a tag, which needs a browser; the end-to-end tests load it.
  for (const entry of entries.filter((name) => name !== 'element')) {
    it(`of the entry ${entry} is what a program gets that imports it`, async () => {
      const module: object = await import(`../src/${entry}.ts`);
      expect(Object.keys(module).sort()).toEqual(publicApi[entry].values);
    });
  }

  it('is reached through the addresses of package.json', () => {
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      exports: Record<string, unknown>;
    };
    expect(Object.keys(exports)).toEqual([
      '.',
      './element',
      './device',
      './broker',
      './broker/node',
      './emulator',
      './telepad-phone.js',
      './package.json',
    ]);
  });
});
