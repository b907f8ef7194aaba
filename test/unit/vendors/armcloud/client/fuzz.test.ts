import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TouchAction, TouchMessage, TouchPointer } from '../../../../../src/core/control.js';
import type { DialectOutput } from '../../../../../src/core/ports/client.js';
import { ArmcloudDialect } from '../../../../../src/vendors/armcloud/client/armcloud-dialect.js';
import { armcloudFeatures } from '../../../../../src/vendors/armcloud/client/armcloud-features.js';
import { decodeControl } from '../../../../../src/vendors/armcloud/wire/decode-control.js';
import {
  clientFrames,
  fuzzRuns,
  fuzzTimeoutMs,
  phoneFrames,
  signallingFrames,
  spoilt,
} from '../mutated-frames.js';

const padCode = 'AC77000000012';
let cases = 0;

function fuzz<Value>(runs: number, values: fc.Arbitrary<Value>, predicate: (value: Value) => void) {
  fc.assert(
    fc.property(values, (value) => {
      cases += 1;
      predicate(value);
    }),
    { numRuns: fuzzRuns(runs) },
  );
}

/** Written apart from the reader under test: what of a signalling frame changes a session. */
function meaning(text: string): 'session' | 'joined' | 'nothing' {
  const frame = opened(text);
  if (frame?.event === 'ownJoinRoom') return 'joined';
  if (frame?.event !== 'specifiedMsg') return 'nothing';
  const message = opened(frame.data);
  const value = opened(message?.value);
  const key = message?.key;
  if (key === 'ice_candidate' && typeof value?.candidate === 'string') return 'session';
  const isDescription = key === 'offer' || key === 'answer' || key === 're_answer';
  return isDescription && typeof value?.sdp === 'string' && value.sdp !== ''
    ? 'session'
    : 'nothing';
}

function opened(value: unknown): Record<string, unknown> | undefined {
  let object = value;
  try {
    if (typeof value === 'string') object = JSON.parse(value);
  } catch {
    return undefined;
  }
  const isObject = typeof object === 'object' && object !== null && !Array.isArray(object);
  return isObject ? (object as Record<string, unknown>) : undefined;
}

/** A whole handshake, and what a dialect makes of it. */
function handshake(dialect: ArmcloudDialect): readonly (readonly DialectOutput[])[] {
  const fromPhone = (key: string, value: object) =>
    JSON.stringify({
      event: 'specifiedMsg',
      data: JSON.stringify({ key, value: JSON.stringify(value) }),
    });
  const candidate = (text: string) =>
    fromPhone('ice_candidate', { candidate: text, label: 0, id: '0' });
  return [
    dialect.signalReceived('{"event":"ownJoinRoom"}'),
    dialect.signalReceived(fromPhone('offer', { sdp: 'their offer' })),
    dialect.signalReceived(candidate('candidate:early')),
    dialect.localDescription({ type: 'answer', sdp: 'our answer' }),
    dialect.signalReceived(candidate('candidate:late')),
    dialect.localDescription({ type: 'offer', sdp: 'our offer' }),
    dialect.signalReceived(fromPhone('re_answer', { sdp: 'their answer' })),
    dialect.channelReceived('{"key":"message","data":"still here"}'),
  ];
}

const kinds = (outputs: readonly DialectOutput[]) => outputs.map(({ type }) => type);

describe('a dialect among broken signalling frames', () => {
  const frames = fc.array(spoilt([...signallingFrames, ...clientFrames, ...phoneFrames]), {
    minLength: 1,
    maxLength: 6,
  });

  it('is as if it had never heard them', { timeout: fuzzTimeoutMs }, () => {
    fuzz(12_000, fc.tuple(frames, fc.nat(6)), ([heard, answerAt]) => {
      const dialect = new ArmcloudDialect(padCode);
      // Hears only what has a meaning.
      const reference = new ArmcloudDialect(padCode);
      for (const [index, text] of heard.entries()) {
        if (index === answerAt) {
          const answer = { type: 'answer', sdp: 'in between' } as const;
          expect(dialect.localDescription(answer)).toEqual(reference.localDescription(answer));
        }
        const outputs = dialect.signalReceived(text);
        if (meaning(text) === 'session') {
          expect(outputs).toEqual(reference.signalReceived(text));
        } else if (meaning(text) === 'joined') {
          expect(kinds(outputs)).toEqual(['joined']);
        } else {
          expect(['', 'unreadable']).toContain(kinds(outputs).join());
        }
      }
      expect(handshake(dialect)).toEqual(handshake(reference));
    });
  });
});

describe('a dialect among broken data channel frames', () => {
  it('reads them, leaves them to the features or drops them', { timeout: fuzzTimeoutMs }, () => {
    const fresh = JSON.stringify(handshake(new ArmcloudDialect(padCode)));
    const features = armcloudFeatures();
    fuzz(20_000, spoilt([...phoneFrames, ...clientFrames]), (text) => {
      const dialect = new ArmcloudDialect(padCode);
      const outputs = dialect.channelReceived(text);
      const [output] = outputs;
      expect(outputs).toHaveLength(1);
      expect(['phone-event', 'feature-frame', 'unreadable']).toContain(output?.type);
      if (output?.type === 'feature-frame') features.decode(output.data);
      if (output?.type === 'unreadable') {
        expect(output.reason).toBe('a data channel frame is not what ArmCloud sends');
      }
      expect(JSON.stringify(handshake(dialect))).toBe(fresh);
    });
  });

  it('reads bytes as it reads their text', { timeout: fuzzTimeoutMs }, () => {
    const features = armcloudFeatures();
    fuzz(3000, spoilt(phoneFrames), (text) => {
      const bytes = new TextEncoder().encode(text);
      const asText = new TextDecoder().decode(bytes);
      const [output] = new ArmcloudDialect(padCode).channelReceived(bytes);
      const [expected] = new ArmcloudDialect(padCode).channelReceived(asText);
      expect(output?.type).toBe(expected?.type);
      expect(features.decode(bytes)).toEqual(features.decode(asText));
    });
  });

  it('takes any bytes at all', { timeout: fuzzTimeoutMs }, () => {
    const features = armcloudFeatures();
    // Valid JSON around bytes that are no UTF-8.
    const framed = fc.uint8Array({ maxLength: 40 }).map((bytes) => {
      const [head, tail] = ['{"key":"message","data":"', '"}'].map((part) => Buffer.from(part));
      return new Uint8Array(Buffer.concat([head ?? bytes, bytes, tail ?? bytes]));
    });
    fuzz(5000, fc.oneof(fc.uint8Array({ maxLength: 80 }), framed), (bytes) => {
      const dialect = new ArmcloudDialect(padCode);
      expect(dialect.channelReceived(bytes)).toHaveLength(1);
      for (const { type } of dialect.signalReceived(bytes)) expect(type).toBe('unreadable');
      features.decode(bytes);
      features.group?.received(bytes);
      features.group?.broadcast(bytes);
    });
  });
});

/** Fingers that come and go as they like: at each step one lands, one is lifted, or all move. */
function gestures(steps: readonly (readonly [kind: number, finger: number])[]): TouchMessage[] {
  const messages: TouchMessage[] = [];
  let down: TouchPointer[] = [];
  const say = (action: TouchAction, actionIndex: number) =>
    messages.push({
      ...{ type: 'touch', action, actionIndex, pointers: [...down] },
      ...{ width: 100, height: 200 },
    });
  for (const [kind, finger] of steps) {
    const index = down.findIndex(({ id }) => id === finger);
    if (kind === 3 && down.length > 0) {
      say('cancel', 0);
      down = [];
    } else if (kind === 0 && index < 0) {
      down.push({ id: finger, x: finger * 10, y: messages.length % 200, pressure: 1 });
      say(down.length === 1 ? 'down' : 'pointer-down', down.length === 1 ? 0 : down.length - 1);
    } else if (kind === 1 && index >= 0) {
      say(down.length === 1 ? 'up' : 'pointer-up', down.length === 1 ? 0 : index);
      down.splice(index, 1);
    } else if (kind === 2 && down.length > 0) {
      down = down.map((pointer) => ({ ...pointer, y: messages.length % 200 }));
      say('move', 0);
    }
  }
  return messages;
}

describe('fingers that come and go', () => {
  const steps = fc.array(fc.tuple(fc.nat(3), fc.nat(9)), { maxLength: 40 });
  const read = (frame: unknown) => decodeControl(String(frame))?.[0] as TouchMessage | undefined;

  it('arrive as they were', { timeout: fuzzTimeoutMs }, () => {
    fuzz(1500, steps, (taken) => {
      const dialect = new ArmcloudDialect(padCode);
      for (const message of gestures(taken)) {
        expect(dialect.encode(message).map(read)).toEqual([message]);
      }
    });
  });

  it('arrive in the vendor’s way as whole gestures', { timeout: fuzzTimeoutMs }, () => {
    fuzz(1500, steps, (taken) => {
      const dialect = new ArmcloudDialect(padCode, { pointerActions: 'vendor' });
      let fingers = 0;
      for (const message of gestures(taken)) {
        const frames = dialect.encode(message);
        expect(frames).toHaveLength(message.action === 'pointer-up' ? 0 : 1);
        const told = read(frames[0]);
        if (!told) continue;
        // A gesture begins with one finger, never loses one, and ends with all of them.
        expect(told.pointers.map(({ id }) => id)).toEqual(told.pointers.map((_, index) => index));
        if (told.action === 'down') fingers = 0;
        expect(told.pointers.length).toBeGreaterThanOrEqual(fingers);
        expect(['down', 'pointer-down', 'move', 'up']).toContain(told.action);
        expect(told.actionIndex).toBe(told.action === 'pointer-down' ? 1 : 0);
        fingers = told.action === 'up' ? 0 : told.pointers.length;
      }
    });
  });
});

describe('all of this', () => {
  it('was at least 40,000 cases', () => {
    expect(cases).toBeGreaterThanOrEqual(40_000);
  });
});
