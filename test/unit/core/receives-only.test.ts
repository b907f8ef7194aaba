import { describe, expect, it } from 'vitest';
import { receivesOnly } from '../../../src/core/receives-only.js';

const sdp = (...lines: string[]) => ['v=0', 's=-', 't=0 0', ...lines, ''].join('\r\n');
const audio = 'm=audio 9 UDP/TLS/RTP/SAVPF 111';
const video = 'm=video 9 UDP/TLS/RTP/SAVPF 96';
const data = 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel';

describe('a description that only receives', () => {
  it.each([
    ['sound and pictures', sdp(audio, 'a=recvonly', video, 'a=recvonly', data)],
    ['whatever Firefox says for all lines', sdp('a=sendrecv', audio, 'a=recvonly', data)],
    ['nothing', sdp(audio, 'a=inactive', data)],
    ['a channel', sdp(data)],
    ['the channel of older browsers', sdp('m=application 9 DTLS/SCTP 5000')],
    ['a refused line', sdp('m=video 0 UDP/TLS/RTP/SAVPF 0', 'a=inactive')],
  ])('%s', (_name, text) => {
    expect(receivesOnly(text)).toBe(true);
  });
});

describe('a description that sends, or may be read so', () => {
  it.each([
    ['sound', sdp(audio, 'a=sendrecv', video, 'a=recvonly')],
    ['pictures', sdp(audio, 'a=recvonly', video, 'a=sendonly')],
    ['by saying nothing', sdp(audio, data)],
    ['by saying both', sdp(audio, 'a=recvonly', 'a=sendrecv')],
    ['for all lines at once', sdp('a=sendrecv', audio)],
    ['only what stands before all lines', sdp('a=recvonly', audio)],
    ['in large letters', sdp(audio, 'a=recvonly', 'a=SENDRECV')],
    ['with something behind it', sdp(audio, 'a=recvonly', 'a=sendrecv x')],
    ['a receiving that has something behind it', sdp(audio, 'a=recvonly x')],
    ['a line that is refused and meant', sdp('m=video 0 UDP/TLS/RTP/SAVPF 96', 'a=bundle-only')],
    ['media under the name of a channel', sdp('m=application 9 UDP/TLS/RTP/SAVPF 96')],
    ['another kind of line', sdp('m=text 9 RTP/AVP 98')],
    ['behind half a line end', sdp(audio, 'a=recvonly', 'a=x\ra=sendrecv')],
    ['behind the other half', sdp(audio, 'a=recvonly', 'a=x\na=sendrecv')],
    ['behind a line end of another script', sdp(audio, 'a=recvonly', 'a=x\u2028a=sendrecv')],
    ['behind a NUL', sdp(audio, 'a=recvonly', 'a=x\0a=sendrecv')],
    ['behind a blank', sdp(audio, 'a=recvonly', ' a=sendrecv')],
    ['a media line behind a blank', sdp(data, ` ${audio}`)],
    ['a media line in large letters', sdp(data, audio.toUpperCase())],
    ['before half a line end', sdp(audio, 'a=x\ra=recvonly')],
  ])('%s', (_name, text) => {
    expect(receivesOnly(text)).toBe(false);
  });
});
