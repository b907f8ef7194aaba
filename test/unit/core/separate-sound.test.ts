import { describe, expect, it } from 'vitest';
import { separateSound } from '../../../src/core/separate-sound.js';

const lines = (...lines: readonly string[]) => lines.map((line) => `${line}\r\n`).join('');

const session = lines(
  'v=0',
  'o=- 1 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0 1',
  'a=msid-semantic: WMS phone',
);
const video = lines('m=video 9 UDP/TLS/RTP/SAVPF 96', 'a=sendrecv', 'a=msid:phone picture');
const channel = lines('m=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'a=sctp-port:5000');
const audio = (...attributes: readonly string[]) =>
  lines('m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=sendrecv', ...attributes);

describe('separateSound', () => {
  it.each([
    ['in an attribute of its own', ['a=msid:phone sound'], ['a=msid:- sound']],
    [
      'in an attribute of its source too',
      ['a=msid:phone sound', 'a=ssrc:77 cname:phone', 'a=ssrc:77 msid:phone sound'],
      ['a=msid:- sound', 'a=ssrc:77 cname:phone', 'a=ssrc:77 msid:- sound'],
    ],
    ['without a track', ['a=msid:phone'], ['a=msid:-']],
    ['nowhere', ['a=rtcp-mux'], ['a=rtcp-mux', 'a=msid:- sound']],
    ['as none already', ['a=msid:- sound'], ['a=msid:- sound']],
  ])('takes the sound out of its stream, which is named %s', (_, before, after) => {
    expect(separateSound(session + audio(...before) + video + channel)).toBe(
      session + audio(...after) + video + channel,
    );
    expect(separateSound(session + video + audio(...before))).toBe(
      session + video + audio(...after),
    );
  });

  it('treats each section of sound so', () => {
    expect(separateSound(session + audio('a=msid:phone a') + video + audio('a=msid:phone b'))).toBe(
      session + audio('a=msid:- a') + video + audio('a=msid:- b'),
    );
  });

  it('leaves everything else as it is', () => {
    expect(separateSound(session + video + channel)).toBe(session + video + channel);
    expect(separateSound('')).toBe('');
  });

  it('takes lines that end without a carriage return', () => {
    expect(separateSound('v=0\nm=audio 9 X 0\na=msid:phone sound\nm=video 9 X 0\n')).toBe(
      'v=0\nm=audio 9 X 0\na=msid:- sound\nm=video 9 X 0\n',
    );
  });
});
