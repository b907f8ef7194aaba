import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../../../src/core/ticket.js';
import { armcloudRelayRules } from '../../../../../src/vendors/armcloud/broker/relay-rules.js';

const phoneId = 'AC00000000001';

const judge = (data: string | Uint8Array, role: Role = 'control') =>
  armcloudRelayRules({ phoneId, role }).fromBrowser(data);

/** As the client writes it: JSON in JSON in JSON. */
const toPhone = (key: string, value: unknown, targetUserIds: unknown = [phoneId]) =>
  JSON.stringify({
    event: 'specifiedMsg',
    targetUserIds,
    data: JSON.stringify({ key, value: JSON.stringify(value) }),
  });

const sdp = (...lines: string[]) => ['v=0', 's=-', 't=0 0', ...lines, ''].join('\r\n');
const watching = sdp(
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=mid:0',
  'a=recvonly',
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'a=inactive',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'a=sctp-port:5000',
);
const sending = watching.replace('a=recvonly', 'a=sendrecv');

describe('the frames that our client sends', () => {
  it.each([
    ['a heartbeat', '{"event":"ping"}'],
    [
      'the sample of the fact sheet',
      String.raw`{"event":"specifiedMsg","targetUserIds":["AC00000000001"],"data":"{\"key\":\"ice_candidate\",\"value\":\"{\\\"candidate\\\":\\\"candidate:1 1 udp 1 192.0.2.1 9 typ host\\\",\\\"label\\\":0,\\\"id\\\":\\\"0\\\"}\"}"}`,
    ],
    ['an answer', toPhone('re_answer', { sdp: watching })],
    ['an answer of the older name', toPhone('answer', { sdp: watching })],
    ['an offer, as of an ICE restart', toPhone('re_offer', { sdp: watching })],
    ['a candidate', toPhone('ice_candidate', { candidate: 'candidate:1', label: 2, id: 'data' })],
  ])('pass, whatever the role: %s', (_name, frame) => {
    expect(judge(frame)).toBe('pass');
    expect(judge(frame, 'watch')).toBe('pass');
  });

  it.each(['re_answer', 'answer', 're_offer'])('pass with media only for control: %s', (key) => {
    expect(judge(toPhone(key, { sdp: sending }))).toBe('pass');
    expect(judge(toPhone(key, { sdp: sending }), 'watch')).toBe('refuse');
  });
});

describe('everything else', () => {
  const candidate = { candidate: 'candidate:1', label: 0, id: '0' };
  it.each([
    ['a control message to all phones of a group', '{"event":"broadcastMsg","data":"{}"}'],
    ['an offer in the phone’s name', toPhone('offer', { sdp: watching })],
    ['a key that is not known', toPhone('shutdown', {})],
    ['another phone', toPhone('ice_candidate', candidate, ['AC00000000002'])],
    ['a second phone', toPhone('ice_candidate', candidate, [phoneId, 'AC00000000002'])],
    ['nobody', toPhone('ice_candidate', candidate, [])],
    ['a phone by an object', toPhone('ice_candidate', candidate, [{ id: phoneId }])],
    ['no sdp', toPhone('re_answer', {})],
    ['an sdp that is no text', toPhone('re_answer', { sdp: 7 })],
    ['a field besides', toPhone('re_answer', { sdp: watching, sudo: true })],
    [
      'a candidate as long as a book',
      toPhone('ice_candidate', { ...candidate, candidate: 'x'.repeat(2049) }),
    ],
    [
      'a candidate with a line of its own',
      toPhone('ice_candidate', { ...candidate, candidate: 'candidate:1\r\na=sendrecv' }),
    ],
    ['a line with two names', toPhone('ice_candidate', { ...candidate, id: '0\na=sendrecv' })],
    ['a line with a long name', toPhone('ice_candidate', { ...candidate, id: 'x'.repeat(65) })],
    ['a line by a text', toPhone('ice_candidate', { ...candidate, label: '0' })],
    ['a line below none', toPhone('ice_candidate', { ...candidate, label: -1 })],
    ['a line beyond all', toPhone('ice_candidate', { ...candidate, label: 256 })],
    ['a heartbeat with more in it', '{"event":"ping","data":"x"}'],
    ['a blank before it', ` ${toPhone('ice_candidate', candidate)}`],
    ['a name twice, for two parsers', '{"event":"broadcastMsg","event":"ping"}'],
    [
      'a name twice further in',
      toPhone('ice_candidate', candidate).replace(
        '"event":"specifiedMsg"',
        '"data":"x","event":"specifiedMsg"',
      ),
    ],
    ['another order of its fields', '{"data":"{}","event":"specifiedMsg","targetUserIds":[]}'],
    ['a welcome in the server’s name', '{"event":"ownJoinRoom"}'],
    ['an event that is not known', '{"event":"joinRoom","room":"other"}'],
    ['no JSON', 'ping'],
    ['nothing', ''],
    ['a list', '[]'],
    ['bytes', new TextEncoder().encode('{"event":"ping"}')],
  ])('is refused: %s', (_name, frame) => {
    expect(judge(frame)).toBe('refuse');
  });

  it('is refused without a throw, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 100 }),
          fc.uint8Array({ maxLength: 50 }),
          fc.json({ maxDepth: 2 }),
          fc
            .json({ maxDepth: 2 })
            .map((data) =>
              JSON.stringify({ event: 'specifiedMsg', targetUserIds: [phoneId], data }),
            ),
          fc
            .tuple(fc.string(), fc.jsonValue({ maxDepth: 2 }))
            .map(([key, value]) => toPhone(key, value)),
        ),
        (data) => {
          expect(judge(data, 'watch')).toBe('refuse');
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is also whatever differs by one character from what passes', () => {
    const frame = toPhone('re_answer', { sdp: watching });
    fc.assert(
      fc.property(
        fc.nat(frame.length),
        fc.nat(0xffff).map((code) => String.fromCharCode(code)),
        (at, more) => {
          const changed = frame.slice(0, at) + more + frame.slice(at);
          // Within the SDP a letter more is another SDP, which is the phone's to judge.
          const verdict = judge(changed);
          const isWellFormed = changed === toPhone('re_answer', readSdp(changed));
          expect(verdict).toBe(isWellFormed ? 'pass' : 'refuse');
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** The value of a frame, as any parser would read it; nothing for broken ones. */
function readSdp(frame: string): unknown {
  try {
    const { data } = JSON.parse(frame) as { data: string };
    const { value } = JSON.parse(data) as { value: string };
    const { sdp } = JSON.parse(value) as { sdp: unknown };
    return typeof sdp === 'string' ? { sdp } : undefined;
  } catch {
    return undefined;
  }
}
