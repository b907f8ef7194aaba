import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Endpoint,
  endpointOf,
  endpointsOf,
  relayedCandidate,
  relayedSdp,
  sdpWithoutCandidates,
} from '../../../../../src/emulator/node/impairment/rewrite-candidates.js';

const hostCandidate =
  'candidate:3229573512 1 udp 2122194687 192.0.2.2 36474 typ host generation 0 ufrag pIOZ network-id 1';

describe('a candidate of the phone', () => {
  it('reads the same but for its address and its port', () => {
    expect(endpointOf(hostCandidate)).toEqual({ address: '192.0.2.2', port: 36474 });
    expect(relayedCandidate(hostCandidate, () => 5000)).toBe(
      'candidate:3229573512 1 udp 2122194687 127.0.0.1 5000 typ host generation 0 ufrag pIOZ network-id 1',
    );
    expect(relayedCandidate('candidate:1 1 UDP 1 10.0.0.1 7 typ host', () => 5000)).toBe(
      'candidate:1 1 UDP 1 127.0.0.1 5000 typ host',
    );
  });

  it.each([
    ['over TCP', 'candidate:1 1 tcp 1518214911 192.0.2.2 60469 typ host tcptype passive'],
    ['over IPv6', 'candidate:1 1 udp 2122265343 fd00::2 44406 typ host generation 0'],
    ['with a hidden address', 'candidate:1 1 udp 2122265343 0a1b.local 44406 typ host'],
    ['of a STUN server', 'candidate:1 1 udp 1 198.51.100.7 1 typ srflx raddr 192.0.2.2 rport 2'],
    ['of a TURN server', 'candidate:1 1 udp 1 198.51.100.7 1 typ relay raddr 192.0.2.2 rport 2'],
    ['of a kind that only begins like one', 'candidate:1 1 udp 1 192.0.2.2 1 typ hostess'],
    ['that is none', 'junk'],
    ['at the end', ''],
  ])('%s is left out', (_name, candidate) => {
    expect(endpointOf(candidate)).toBeUndefined();
    expect(relayedCandidate(candidate, () => 5000)).toBeUndefined();
  });

  it('for which there is no port is left out', () => {
    expect(relayedCandidate(hostCandidate, () => undefined)).toBeUndefined();
  });
});

describe('a description', () => {
  const sdp = [
    'v=0',
    'o=- 42 2 IN IP4 127.0.0.1',
    'm=video 36474 UDP/TLS/RTP/SAVPF 96 97',
    'c=IN IP4 192.0.2.2',
    'a=rtcp:36475 IN IP4 192.0.2.2',
    `a=${hostCandidate}`,
    'a=candidate:1 1 tcp 1518214911 192.0.2.2 60469 typ host tcptype passive',
    'a=ice-ufrag:pIOZ',
    'm=audio 0 UDP/TLS/RTP/SAVPF 111',
    'c=IN IP6 fd00::2',
    '',
  ].join('\r\n');

  it('of the phone names the relay only', () => {
    expect(endpointsOf(sdp)).toEqual([{ address: '192.0.2.2', port: 36474 }]);
    expect(relayedSdp(sdp, () => 5000).split('\r\n')).toEqual([
      'v=0',
      'o=- 42 2 IN IP4 127.0.0.1',
      'm=video 9 UDP/TLS/RTP/SAVPF 96 97',
      'c=IN IP4 0.0.0.0',
      'a=rtcp:9 IN IP4 0.0.0.0',
      'a=candidate:3229573512 1 udp 2122194687 127.0.0.1 5000 typ host generation 0 ufrag pIOZ network-id 1',
      'a=ice-ufrag:pIOZ',
      'm=audio 0 UDP/TLS/RTP/SAVPF 111',
      'c=IN IP4 0.0.0.0',
      '',
    ]);
  });

  it('of the browser names nobody', () => {
    expect(sdpWithoutCandidates(sdp)).not.toMatch(/192\.0\.2\.2|fd00|36474|a=candidate/);
    expect(sdpWithoutCandidates(sdp)).toContain('\r\na=ice-ufrag:pIOZ\r\n');
  });

  const port = fc.integer({ min: 1, max: 65_535 });
  const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant('a-b.local'));
  const candidate = fc
    .tuple(
      fc.stringMatching(/^[a-zA-Z0-9+/]{1,32}$/),
      fc.constantFrom('udp', 'UDP', 'tcp'),
      address,
      port,
      fc.constantFrom('host', 'srflx', 'relay', 'prflx'),
      fc.constantFrom(
        '',
        ' generation 0',
        ' ufrag a+/ network-cost 999',
        ' raddr 10.1.2.3 rport 1',
      ),
    )
    .map(
      ([foundation, protocol, ip, number, type, tail]) =>
        `a=candidate:${foundation} 1 ${protocol} 2122194687 ${ip} ${number} typ ${type}${tail}`,
    );
  const other = fc.stringMatching(/^[b-ln-z]=[ -~]{0,40}$/).filter((line) => !/^c=IN/.test(line));
  const lineEnd = fc.constantFrom('\r\n', '\n');

  it('keeps every line but the candidates, in order, and each candidate that is relayed, whatever else it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(candidate, other)), lineEnd, (lines, end) => {
        const ports = new Map<string, number>();
        const portOf = ({ address: ip, port: number }: Endpoint) => ports.get(`${ip} ${number}`);
        const text = lines.map((line) => line + end).join('');
        for (const { address: ip, port: number } of endpointsOf(text)) {
          ports.set(`${ip} ${number}`, 10_000 + ports.size);
        }
        const out = relayedSdp(text, portOf).split(end).slice(0, -1);
        const isCandidate = (line: string) => line.startsWith('a=candidate:');
        expect(out.filter((line) => !isCandidate(line))).toEqual(
          lines.filter((line) => !isCandidate(line)),
        );
        const relayed = out.filter(isCandidate);
        expect(relayed).toHaveLength(endpointsOf(text).length);
        for (const line of relayed) expect(endpointOf(line)?.address).toBe('127.0.0.1');
        expect(relayed.map((line) => endpointOf(line)?.port)).toEqual(
          endpointsOf(text).map(portOf),
        );
        expect(sdpWithoutCandidates(text)).toBe(
          lines
            .filter((line) => !isCandidate(line))
            .map((line) => line + end)
            .join(''),
        );
      }),
    );
  });

  it('that is rewritten twice through the same ports is the same', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(candidate, other)), (lines) => {
        const text = lines.map((line) => `${line}\r\n`).join('');
        const once = relayedSdp(text, () => 5000);
        expect(relayedSdp(once, () => 5000)).toBe(once);
      }),
    );
  });
});
