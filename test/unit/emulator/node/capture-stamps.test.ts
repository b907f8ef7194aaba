import { describe, expect, it } from 'vitest';
import { withCaptureStamps } from '../../../../src/emulator/node/capture-stamps.js';

const lines = (...list: string[]) => list.map((line) => `${line}\r\n`).join('');
const stamp = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time';

describe('stamps of capture', () => {
  it('are offered for the picture, by a number that no line of the offer has', () => {
    const audio = ['m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=extmap:14 urn:level', 'a=sendrecv'];
    const sdp = (...added: string[]) =>
      lines('v=0', ...audio, 'm=video 9 UDP/TLS/RTP/SAVPF 96', ...added, 'a=extmap:1 urn:toffset');
    expect(withCaptureStamps(sdp())).toBe(sdp(`a=extmap:13 ${stamp}`));
  });

  it('are offered once', () => {
    const sdp = lines('m=video 9 UDP/TLS/RTP/SAVPF 96', `a=extmap:3 ${stamp}`);
    expect(withCaptureStamps(sdp)).toBe(sdp);
  });

  it('are left out where there is no picture, no extension, or no number left', () => {
    const full = Array.from({ length: 14 }, (_, index) => `a=extmap:${index + 1} urn:x`);
    for (const sdp of [
      lines('m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=extmap:1 urn:x'),
      lines('m=video 9 UDP/TLS/RTP/SAVPF 96', 'm=audio 9 x 111', 'a=extmap:1 urn:x'),
      lines('m=video 9 UDP/TLS/RTP/SAVPF 96', ...full),
    ])
      expect(withCaptureStamps(sdp)).toBe(sdp);
  });
});
