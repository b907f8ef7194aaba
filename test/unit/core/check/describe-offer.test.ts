import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeCandidates,
  describeOffer,
  summarizeOffer,
} from '../../../../src/core/check/describe-offer.js';

const offer = [
  'v=0',
  'a=group:BUNDLE 0 1 2',
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97 98',
  'a=sendonly',
  'a=rtpmap:96 H264/90000',
  'a=rtpmap:97 rtx/90000',
  'a=rtpmap:98 H265/90000',
  'a=rtpmap:99 H264/90000',
  'a=candidate:1 1 udp 2122260223 192.0.2.7 51000 typ host generation 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=rtpmap:111 opus/48000/2',
  'a=rtpmap:112 telephone-event/8000',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'a=sctp-port:5000',
].join('\r\n');

describe('an offer in words', () => {
  it('has media with direction and codecs, and tells of a data channel', () => {
    expect(describeOffer(summarizeOffer(offer))).toBe(
      'video (sendonly): H264, H265; audio (sendrecv): opus; a data channel',
    );
  });

  it('is nothing where there is no SDP', () => {
    expect(describeOffer(summarizeOffer('{"sdp":"no"}'))).toBe('nothing');
  });

  it('takes no name from the other side that is none', () => {
    const sdp = 'm=video 9 X 96\na=rtpmap:96 \u001b[31mred/90000\na=rtpmap:97 a b/90000';
    expect(describeOffer(summarizeOffer(sdp))).toBe(
      'video (sendrecv): no codec that could be read',
    );
  });

  it('is made of whatever comes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        describeOffer(summarizeOffer(text));
        describeOffer(summarizeOffer(`m=video ${text}\na=rtpmap:${text}`));
      }),
    );
  });
});

describe('candidates in words', () => {
  it('are counted by kind, protocol and version, without their addresses', () => {
    const text = describeCandidates([
      ...summarizeOffer(offer).candidates,
      'candidate:2 1 UDP 1 192.0.2.8 51001 typ host',
      'candidate:3 1 tcp 1 192.0.2.8 9 typ host tcptype active',
      'candidate:4 1 udp 1 2001:db8::1 51002 typ srflx raddr :: rport 0',
      'candidate:5 1 udp 1 203.0.113.1 3478 typ relay',
      'rubbish 192.0.2.9',
    ]);
    expect(text).toBe(
      '2 host over UDP, 1 host over TCP, 1 srflx over UDP (IPv6), 1 relay over UDP',
    );
  });

  it('are none where there are none', () => {
    expect(describeCandidates([''])).toBe('none');
  });
});
