import { TelepadError } from '../core/errors.js';
import type { IceServer } from '../core/ticket.js';

/**
 * Makes a peer connection with the ticket's ICE servers. A browser refuses the whole list for one row that it
 * does not take, such as an address in a form that is new to it: such rows are left out, and the others may do.
 * @throws TelepadError `webrtc_unsupported`
 */
export function createPeerConnection(
  rows: readonly IceServer[],
  iceTransportPolicy: RTCIceTransportPolicy,
): RTCPeerConnection {
  if (typeof RTCPeerConnection === 'undefined') {
    throw new TelepadError(
      'webrtc_unsupported',
      'This browser has no WebRTC, or it is switched off. Use a current browser, or allow WebRTC.',
    );
  }
  try {
    return (
      connectionWith(rows, iceTransportPolicy) ??
      new RTCPeerConnection({ iceServers: rows.filter(isUsable), iceTransportPolicy })
    );
  } catch (cause) {
    throw new TelepadError(
      'webrtc_unsupported',
      'This browser could not make a peer connection. Allow WebRTC for this page.',
      { cause },
    );
  }
}

function connectionWith(
  rows: readonly IceServer[],
  iceTransportPolicy: RTCIceTransportPolicy = 'all',
): RTCPeerConnection | undefined {
  try {
    return new RTCPeerConnection({ iceServers: rows as RTCIceServer[], iceTransportPolicy });
  } catch {
    return undefined;
  }
}

function isUsable(row: IceServer): row is IceServer & RTCIceServer {
  const connection = connectionWith([row]);
  connection?.close();
  return connection !== undefined;
}
