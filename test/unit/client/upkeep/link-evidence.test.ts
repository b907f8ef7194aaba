import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../../../src/client/upkeep/link-evidence.js';
import type { PhoneLink } from '../../../../src/client/webrtc-link.js';

const candidate = (type: string) =>
  `a=candidate:1 1 udp 1 192.0.2.1 9 typ ${type} raddr 0.0.0.0 rport 9`;

function linkWith(local: string | null, remote: string | null, errors: object[] = []): PhoneLink {
  const description = (sdp: string | null) => (sdp === null ? null : { sdp });
  return {
    connection: { localDescription: description(local), remoteDescription: description(remote) },
    notes: { isJoined: true, isOffered: true, hasBeenConnected: false, serverErrors: errors },
  } as unknown as PhoneLink;
}

describe('what a link has seen', () => {
  it('is nothing before there are descriptions', () => {
    expect(evidenceOf(linkWith(null, null))).toEqual({
      isJoined: true,
      isOffered: true,
      hasBeenConnected: false,
      localCandidateTypes: new Set(),
      remoteCandidateTypes: new Set(),
      iceServerErrors: [],
    });
  });

  it('has the types of both sides’ candidates', () => {
    const local = `v=0\r\n${candidate('host')}\r\n${candidate('relay')}\r\n${candidate('host')}\r\n`;
    const remote = `v=0\r\na=mid:typ nonsense\r\n${candidate('srflx')}`;
    const { localCandidateTypes, remoteCandidateTypes } = evidenceOf(linkWith(local, remote));
    expect([...localCandidateTypes]).toEqual(['host', 'relay']);
    expect([...remoteCandidateTypes]).toEqual(['srflx']);
  });

  it('has the last errors of ICE servers, without what the browser puts beside them', () => {
    const errors = Array.from({ length: 40 }, (_, index) => ({
      url: `turn:host:${index}`,
      errorCode: 401,
      errorText: 'Unauthorized',
      address: '192.0.2.7',
    }));
    const { iceServerErrors } = evidenceOf(linkWith(null, null, errors));
    expect(iceServerErrors).toHaveLength(32);
    expect(iceServerErrors.at(-1)).toEqual({
      url: 'turn:host:39',
      errorCode: 401,
      errorText: 'Unauthorized',
    });
  });
});
