import { describe, expect, it } from 'vitest';
import { withStartBitrate } from '../../../../src/emulator/node/start-bitrate.js';

describe('the start bitrate', () => {
  it('is written behind each video codec that has no parameters, and nowhere else', () => {
    const sdp = [
      'v=0',
      'm=video 9 UDP/TLS/RTP/SAVPF 96 97 98',
      'a=rtpmap:96 VP8/90000',
      'a=rtcp-fb:96 nack',
      'a=rtpmap:97 rtx/90000',
      'a=fmtp:97 apt=96',
      'a=rtpmap:98 VP9/90000',
      'a=fmtp:98 profile-id=0',
      'm=audio 9 UDP/TLS/RTP/SAVPF 111',
      'a=rtpmap:111 opus/48000/2',
      '',
    ];
    const expected = [...sdp];
    expected.splice(3, 0, 'a=fmtp:96 x-google-start-bitrate=4000');
    expect(withStartBitrate(sdp.join('\r\n'), 4000)).toBe(expected.join('\r\n'));
  });

  it('leaves junk alone', () => {
    expect(withStartBitrate('hello', 4000)).toBe('hello');
  });
});
