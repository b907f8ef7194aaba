/**
 * Runs in the page: our own offers against a phone that is a second connection of the same browser, for what the
 * emulator's phones never do.
 */
import { OutgoingLine } from '../../../src/client/features/outgoing-line.js';
import { Renegotiation } from '../../../src/client/features/renegotiation.js';
import { TelepadError } from '../../../src/core/errors.js';

export interface NegotiationFacts {
  readonly offers: number;
  /** Of our lines, as both sides agreed. */
  readonly lines: readonly (string | null)[];
  readonly isSending: boolean;
}

/**
 * Sends a canvas to a phone that offered its video with this direction.
 * @param hasGlare the phone makes an offer of its own while our first one is on its way
 */
export async function sendToPhone(
  direction: 'sendonly' | 'sendrecv',
  hasGlare: boolean,
): Promise<NegotiationFacts> {
  const phone = new RTCPeerConnection();
  const connection = new RTCPeerConnection();
  const life = new AbortController();
  phone.onicecandidate = ({ candidate }) => void connection.addIceCandidate(candidate ?? undefined);
  connection.onicecandidate = ({ candidate }) => void phone.addIceCandidate(candidate ?? undefined);

  async function phoneOffers(): Promise<void> {
    await phone.setLocalDescription();
    await connection.setRemoteDescription(phone.localDescription as RTCSessionDescription);
    const answer = await connection.createAnswer();
    await connection.setLocalDescription(answer);
    await phone.setRemoteDescription(answer);
  }

  phone.addTransceiver('video', { direction });
  await phoneOffers();
  let offers = 0;
  const renegotiation = new Renegotiation({
    connection,
    signal: life.signal,
    whyLost: () => new TelepadError('session_closed', 'The probe is through.'),
    async offer(offer) {
      offers += 1;
      if (hasGlare && offers === 1) return phoneOffers();
      await phone.setRemoteDescription(offer);
      await phone.setLocalDescription();
      await connection.setRemoteDescription(phone.localDescription as RTCSessionDescription);
    },
  });
  const canvas = document.createElement('canvas');
  canvas.getContext('2d');
  const [track] = canvas.captureStream(5).getVideoTracks();
  if (!track) throw new Error('The canvas gave no track.');
  const line = new OutgoingLine(connection, renegotiation, 'video');
  try {
    await line.send(track);
    return {
      offers,
      lines: connection.getTransceivers().map(({ currentDirection }) => currentDirection),
      isSending: line.sender?.track === track,
    };
  } finally {
    life.abort();
    track.stop();
    phone.close();
    connection.close();
  }
}
