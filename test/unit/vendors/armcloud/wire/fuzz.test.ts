import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ControlMessage } from '../../../../../src/core/control.js';
import { isTelepadError } from '../../../../../src/core/errors.js';
import type { FeatureEvent, FeatureMessage } from '../../../../../src/core/features.js';
import { parseJson } from '../../../../../src/core/json.js';
import {
  readBatchRow,
  readEnvelope,
} from '../../../../../src/vendors/armcloud/wire/batch-apply-token.js';
import { decodeClientFrame } from '../../../../../src/vendors/armcloud/wire/client-frame.js';
import { decodeControl } from '../../../../../src/vendors/armcloud/wire/decode-control.js';
import { encodeControl } from '../../../../../src/vendors/armcloud/wire/encode-control.js';
import {
  decodeFeature,
  encodeFeature,
} from '../../../../../src/vendors/armcloud/wire/feature-codec.js';
import {
  decodeFeatureEvent,
  encodeFeatureEvent,
} from '../../../../../src/vendors/armcloud/wire/feature-event-codec.js';
import {
  addressees,
  decodeBroadcast,
  kickedOut,
} from '../../../../../src/vendors/armcloud/wire/group-codec.js';
import {
  decodePhoneEvent,
  encodePhoneEvent,
} from '../../../../../src/vendors/armcloud/wire/phone-event-codec.js';
import { readSdkTokenAnswer } from '../../../../../src/vendors/armcloud/wire/sdk-apply-token.js';
import { readSdkSealedField } from '../../../../../src/vendors/armcloud/wire/sdk-sealed-field.js';
import {
  readIceServerList,
  readRoomToken,
  readSignalServer,
  signallingUrl,
} from '../../../../../src/vendors/armcloud/wire/server-addresses.js';
import {
  decodeSignal,
  encodeToClient,
} from '../../../../../src/vendors/armcloud/wire/signal-codec.js';
import {
  authorizationV1,
  readAuthorizationV1,
} from '../../../../../src/vendors/armcloud/wire/signature-v1.js';
import {
  rateLimitWaitMs,
  vendorCodeMeaning,
} from '../../../../../src/vendors/armcloud/wire/vendor-codes.js';
import {
  clientFrames,
  fuzzRuns,
  fuzzTimeoutMs,
  phoneFrames,
  signallingFrames,
  spoilt,
} from '../mutated-frames.js';

let cases = 0;

/** Runs `predicate` this often in a normal run, and counts. A failure prints the seed. */
function fuzz<Value>(runs: number, values: fc.Arbitrary<Value>, predicate: (value: Value) => void) {
  fc.assert(
    fc.property(values, (value) => {
      cases += 1;
      predicate(value);
    }),
    { numRuns: fuzzRuns(runs) },
  );
}

/** An `expect` for each of 100,000 cases would take longer than the cases. */
function claim(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(what);
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function checkControl(message: ControlMessage): void {
  switch (message.type) {
    case 'touch': {
      const ids = message.pointers.map(({ id }) => id);
      claim(ids.length > 0 && ids.every((id) => Number.isInteger(id) && id >= 0 && id < 32), 'ids');
      const places = message.pointers.flatMap(({ x, y, pressure }) => [x, y, pressure]);
      claim([...places, message.width, message.height].every(Number.isFinite), 'places');
      claim(message.width > 0 && message.height > 0, 'space');
      claim(Number.isInteger(message.actionIndex) && message.actionIndex < 256, 'index');
      break;
    }
    case 'scroll':
      claim(Math.abs(message.notchesY) === 1, 'one frame is one notch');
      claim(Number.isFinite(message.x) && Number.isFinite(message.y), 'place');
      break;
    case 'key':
      claim(Number.isInteger(message.keyCode) && message.keyCode <= 0xffff, 'key code');
      claim(Number.isInteger(message.metaState) && message.metaState >= 0, 'meta state');
      break;
    case 'text':
    case 'clipboard':
      claim(typeof message.text === 'string', 'text');
      break;
    case 'media':
      claim(typeof message.isOpen === 'boolean', 'isOpen');
      break;
  }
}

/** What was read can be written, and reads the same from then on. */
function checkControlAgain(message: ControlMessage): void {
  for (const frame of encodeControl(message)) {
    const [again] = decodeControl(frame) ?? [];
    claim(again?.type === message.type, 'a frame of ours has another meaning');
    // A shortcut is one frame for two edges of a key.
    if (again && again.type !== 'key') {
      claim(isSame(encodeControl(again), [frame]), 'writing and reading changes a frame');
    }
  }
}

/** The phone's end takes more than we send: what we would not send is refused in a typed way. */
function checkFeatureAgain(message: FeatureMessage): void {
  let frame: string;
  try {
    frame = encodeFeature(message);
  } catch (error) {
    claim(isTelepadError(error) && error.code === 'argument_invalid', `threw ${error}`);
    return;
  }
  claim(isSame(decodeFeature(frame), message), 'a feature changes on its way');
}

function checkFeatureEventAgain(event: FeatureEvent): void {
  const again = decodeFeatureEvent(encodeFeatureEvent(event));
  claim(again !== undefined && again !== 'ignored', 'an event is lost on its way');
  if (event.type !== 'device-info') claim(isSame(again, event), 'an event changes on its way');
}

describe('whatever a client says to a phone', () => {
  it('is read as sound messages or as nothing, and never throws', {
    timeout: fuzzTimeoutMs,
  }, () => {
    fuzz(32_000, spoilt(clientFrames), (text) => {
      for (const message of decodeClientFrame(text) ?? []) {
        const control = decodeControl(text);
        if (control) checkControl(message as ControlMessage);
        if (control) checkControlAgain(message as ControlMessage);
        else checkFeatureAgain(message as FeatureMessage);
      }
    });
  });

  it('is no different with other settings', { timeout: fuzzTimeoutMs }, () => {
    fuzz(6000, spoilt(clientFrames), (text) => {
      const usual = decodeControl(text);
      const reversed = decodeControl(text, { inputDown: 0 });
      claim((usual === undefined) === (reversed === undefined), 'a setting decides what is broken');
      claim(usual?.length === reversed?.length, 'a setting decides how much is said');
    });
  });
});

describe('whatever a phone says to a client', () => {
  it('is read as sound events or as nothing, and never throws', { timeout: fuzzTimeoutMs }, () => {
    fuzz(32_000, spoilt(phoneFrames), (text) => {
      const event = decodePhoneEvent(text);
      if (event !== undefined && event !== 'ignored') {
        claim(isSame(decodePhoneEvent(encodePhoneEvent(event)), event), 'an event changes');
        if (event.type === 'display') claim(event.width > 0 && event.height > 0, 'display');
        return;
      }
      const feature = decodeFeatureEvent(text);
      if (feature === undefined || feature === 'ignored') return;
      claim(event === 'ignored', 'a frame that the dialect finds broken is a feature');
      checkFeatureEventAgain(feature);
    });
  });
});

describe('whatever a signalling server says', () => {
  it('is read as a frame or as nothing, and never throws', { timeout: fuzzTimeoutMs }, () => {
    fuzz(20_000, spoilt(signallingFrames), (text) => {
      const frame = decodeSignal(text);
      if (frame?.event === 'specifiedMsg') {
        claim(
          frame.targetUserIds.every((id) => typeof id === 'string'),
          'targets',
        );
        const again = decodeSignal(encodeToClient(frame.message));
        claim(
          again?.event === 'specifiedMsg' && isSame(again.message, frame.message),
          'a message changes on its way',
        );
      }
      const broadcast = decodeBroadcast(text);
      claim(broadcast === undefined || frame !== undefined, 'a broadcast is a frame');
      const whom = addressees(broadcast ?? text);
      claim(whom === 'all' || whom.every((pad) => typeof pad === 'string'), 'addressees');
      const gone = kickedOut(broadcast ?? text) ?? [];
      claim(
        gone.every((pad) => typeof pad === 'string'),
        'kicked out',
      );
    });
  });
});

const apiAnswers = [
  '{"code":200,"msg":"success","ts":1735787045000,"data":{"streamType":2,"roomToken":"001abcDEF/ghi+jkl==","signalServer":"wss://signal.example.test/rtc","stuns":"[{\\"uri\\":\\"stun:192.0.2.10:3478\\"}]","turns":"[{\\"uri\\":\\"turn:192.0.2.10:3478\\",\\"username\\":\\"u1\\",\\"pwd\\":\\"p1\\"}]"}}',
  '{"code":200,"data":[{"padCode":"AC1","roomToken":"a/b","signalServer":"192.0.2.1:5000","stuns":null,"turns":"[{\\"uri\\":\\"turns:h:1?transport=tcp\\",\\"username\\":\\"u\\",\\"pwd\\":\\"p\\"}]"}]}',
  '{"code":120005,"msg":"no such pad","ts":1735787045000,"data":null}',
];

describe('whatever the vendor’s API answers', () => {
  it('gives addresses that browsers take, or none', { timeout: fuzzTimeoutMs }, () => {
    fuzz(10_000, spoilt(apiAnswers), (text) => {
      const envelope = readEnvelope(parseJson(text));
      if (!envelope) return;
      const meaning = vendorCodeMeaning(envelope.code);
      claim(meaning.text.length > 0, 'every code has a meaning');
      const row = readBatchRow(envelope.data, 'AC1') ?? readSdkTokenAnswer(envelope.data);
      if (!row) return;
      for (const list of [row.stuns, row.turns]) {
        const field = readSdkSealedField(list);
        const { servers } = readIceServerList(field.form === 'plain' ? field.text : '');
        for (const { urls } of servers) claim(/^(stun|turn)s?:[^\s/]+$/.test(String(urls)), 'ICE');
      }
      const field = readSdkSealedField(row.signalServer);
      const server = field.form === 'plain' ? readSignalServer(field.text) : undefined;
      const token = readRoomToken(row.roomToken ?? '');
      if (server && token) {
        const url = signallingUrl(server, 'wss', token);
        claim(/^wss?:\/\/[^\s?#]+$/.test(url), 'signalling address');
      }
    });
  });

  it('has a wait within bounds, or none', { timeout: fuzzTimeoutMs }, () => {
    const headers = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String));
    fuzz(2000, headers, (header) => {
      const wait = rateLimitWaitMs(header, 1_735_787_045_000) ?? 1000;
      claim(wait >= 1000 && wait <= 60_000, `waits ${wait} ms`);
    });
  });

  it('has no signature that was not written', { timeout: fuzzTimeoutMs }, () => {
    const xDate = '20250102T030405Z';
    const written = authorizationV1({
      accessKey: 'AK',
      xDate,
      signature: '0'.repeat(64),
      credentialForm: 'full',
    });
    const anyEdit = fc.tuple(fc.nat(written.length), fc.nat(3), fc.string({ maxLength: 3 }));
    fuzz(2000, anyEdit, ([at, cut, piece]) => {
      const header = written.slice(0, at) + piece + written.slice(at + cut);
      const found = readAuthorizationV1(header, xDate);
      claim(found === undefined || /^[0-9a-f]{64}$/.test(found.signature), 'signature');
    });
  });
});

describe('text that is no frame at all', () => {
  const readers = [
    decodeClientFrame,
    decodePhoneEvent,
    decodeFeatureEvent,
    decodeSignal,
    decodeBroadcast,
    addressees,
    kickedOut,
    readSignalServer,
    readIceServerList,
    readRoomToken,
    readSdkSealedField,
  ] as const;

  it('never throws', { timeout: fuzzTimeoutMs }, () => {
    fuzz(4000, fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
      for (const read of readers) read(text);
    });
  });

  it.each([
    ['a wall of brackets', '['.repeat(100_000)],
    ['a deep frame', `{"touchType":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['a deep frame in text', `{"touchType":"eventSdk","content":"${'['.repeat(100_000)}"}`],
    ['a long host', `${'a.'.repeat(50_000)}!`],
    ['a long host with ports', `wss://${'a:1'.repeat(30_000)}`],
    ['long base64', `${'A'.repeat(100_001)}!`],
    ['a long number', `{"key":"refreshUiType","data":{"width":${'9'.repeat(100_000)},"height":1}}`],
    [
      'a long size',
      `{"key":"callBack","data":{"type":"definition","data":{"from":"${'9'.repeat(100_000)}"}}}`,
    ],
    ['blanks', ' '.repeat(100_000)],
    ['many fields', `{${'"a":1,'.repeat(30_000)}"touchType":"inputState"}`],
  ])('does not hang: %s', (_name, text) => {
    for (const read of readers) expect(() => read(text)).not.toThrow();
  });
});

describe('all of this', () => {
  it('has left the prototypes alone', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect({}).not.toHaveProperty('touchType');
    expect({}).not.toHaveProperty('isOpen');
  });

  it('was at least 100,000 cases', () => {
    expect(cases).toBeGreaterThanOrEqual(100_000);
  });
});
