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
      'diagnose',
      'isSupported',
      'isTelepadError',
      'phoneClipboard',
      'pressKey',
      'readTicket',
      'version',
    ],
    types: [
      'AdaptOptions',
      'AdaptationStatistics',
      'AnswerOptions',
      'ArmcloudStsGroupOptions',
      'ArmcloudStsOptions',
      'AudioCounters',
      'AudioStatistics',
      'AutomationCallName',
      'AutomationCallOptions',
      'AutomationTiming',
      'BrokerTicketFunction',
      'BrokerTicketOptions',
      'CameraControl',
      'CameraEncoding',
      'Capability',
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
      'DeviceMotionOptions',
      'DiagnoseOptions',
      'Diagnosis',
      'DiagnosisCheck',
      'DisplayEvent',
      'DropFiles',
      'DroppedFileOptions',
      'EnterKeyHint',
      'ErrorCode',
      'FeatureEvents',
      'FeatureMessage',
      'Finding',
      'FindingStatus',
      'Fit',
      'FrameRates',
      'GameControl',
      'GameControls',
      'GameEvents',
      'GameLayout',
      'GameOptions',
      'GameOverlayMode',
      'GameProfile',
      'GamepadChange',
      'GamepadMapping',
      'GroupFailure',
      'GroupOptions',
      'GroupText',
      'GroupTicket',
      'GroupTicketSource',
      'HoldControl',
      'IceServer',
      'InputOptions',
      'InputStateEvent',
      'JoystickControl',
      'KeyboardMode',
      'LatencyStatistics',
      'LeaveCause',
      'LocationFollowOptions',
      'NetworkQuality',
      'OperationEvent',
      'PasteOptions',
      'PathCounters',
      'PathStatistics',
      'PhoneAutomation',
      'PhoneClipboard',
      'PhoneEvents',
      'PhoneFeatures',
      'PhoneGroup',
      'PhoneGroupEvents',
      'PhoneModifier',
      'PhoneOrientation',
      'PhoneRecorder',
      'PhoneRecording',
      'PhoneSession',
      'PhoneStatistics',
      'PhoneView',
      'PinchOptions',
      'Place',
      'Point',
      'PointerPlace',
      'PreparationProgress',
      'PreparationStage',
      'PressOptions',
      'Quality',
      'QualityEvent',
      'QualityPreset',
      'RecordOptions',
      'RecordedCallStep',
      'RecordedMessage',
      'RecordedMessageStep',
      'RecordingStep',
      'ReplayOptions',
      'RetryPolicy',
      'Role',
      'RotateOptions',
      'Rotation',
      'RouteEnd',
      'RouteOptions',
      'RoutePlayback',
      'RoutePoint',
      'RoutePosition',
      'RouteSource',
      'ScreenPoint',
      'ScreenshotOptions',
      'SessionPolicy',
      'SessionStateName',
      'ShellOutputEvent',
      'SizedPoint',
      'SwipeControl',
      'SwipeOptions',
      'TapControl',
      'Ticket',
      'TicketFunction',
      'TicketSource',
      'TimedCallOptions',
      'VideoCounters',
      'VideoFile',
      'VideoFileEvent',
      'VideoFileStatus',
      'VideoStatistics',
      'ViewOptions',
    ],
  },
  element: {
    values: ['registerPhoneStrings'],
    types: [
      'Autoconnect',
      'PhoneCommand',
      'PhoneStrings',
      'PhoneStringsSource',
      'PhoneTheme',
      'SomePhoneStrings',
      'TelepadPhoneAttributes',
      'TelepadPhoneElement',
      'TelepadPhoneEventMap',
      'TelepadPhoneHandlers',
    ],
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
      'UploadOptions',
      'UploadProgress',
      'WaitForTaskOptions',
    ],
  },
  broker: {
    values: [
      'TelepadError',
      'createArmcloudAccount',
      'createBroker',
      'createKoophoneAccount',
      'createServerTools',
    ],
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
      'FileOptions',
      'FileStore',
      'FileTask',
      'FileToCache',
      'Grant',
      'GrantedPhone',
      'GroupTicket',
      'IceServer',
      'KoophoneAccount',
      'KoophoneAccountOptions',
      'KoophoneApp',
      'KoophoneAppPackage',
      'KoophoneCallOptions',
      'KoophoneCommandResult',
      'KoophoneJob',
      'KoophoneKeyCredentials',
      'KoophoneOrder',
      'KoophoneOrdered',
      'KoophonePasswordCredentials',
      'KoophonePhone',
      'KoophonePhoneFilter',
      'KoophonePhonePage',
      'KoophonePhoneStatus',
      'KoophonePolling',
      'KoophoneSettings',
      'KoophoneSku',
      'KoophoneSkus',
      'KoophoneTask',
      'KoophoneUserPhone',
      'KoophoneVideo',
      'KoophoneVideoSetting',
      'PhoneStatus',
      'RateLimit',
      'RateLimitOptions',
      'RateLimitStore',
      'RelayObserver',
      'RelayRules',
      'Role',
      'ServerCallOptions',
      'SignallingRelay',
      'TaskState',
      'TaskStatus',
      'Ticket',
    ],
  },
  'broker-node': {
    values: ['createDiskFileStore', 'createNodeListener', 'createSignallingRelay', 'serveBroker'],
    types: [
      'BrokerServer',
      'DiskFileStoreOptions',
      'NodeListener',
      'NodeListenerOptions',
      'NodeRequest',
      'NodeSignallingRelay',
      'RelayEnd',
      'RelayLimits',
      'RelayLogEntry',
      'RelayRefusal',
      'ServeBrokerOptions',
      'SignallingRelayOptions',
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
      'NetworkConditions',
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
  // A function may be declared several times, once for each way to call it.
  return { values: [...new Set(values)].sort(), types: types.sort() };
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
      './element/react',
      './element/preact',
      './element/vue',
      './element/svelte',
      './device',
      './broker',
      './broker/node',
      './emulator',
      './telepad-phone.js',
      './custom-elements.json',
      './package.json',
    ]);
  });
});
