import type { LinkEvidence } from '../../core/diagnosis.js';
import type { PhoneLink } from '../webrtc-link.js';

/** As many as a diagnosis reads: each restart of ICE tells of the same servers again. */
const maxErrors = 32;

/** What a link has seen of the way to the phone, also when it is closed already. */
export function evidenceOf({ connection, notes }: PhoneLink): LinkEvidence {
  const { serverErrors, ...facts } = notes;
  return {
    ...facts,
    localCandidateTypes: typesIn(connection.localDescription),
    remoteCandidateTypes: typesIn(connection.remoteDescription),
    iceServerErrors: serverErrors
      .slice(-maxErrors)
      .map(({ url, errorCode, errorText }) => ({ url, errorCode, errorText })),
  };
}

/** Browsers write the candidates that they know into the descriptions. */
function typesIn(description: RTCSessionDescription | null): ReadonlySet<string> {
  const found = description?.sdp.matchAll(/^a=candidate:.* typ (\w+)/gm) ?? [];
  return new Set([...found].map(([, type = '']) => type));
}
