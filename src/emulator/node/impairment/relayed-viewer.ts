import type { IceCandidate, SessionDescription } from '../../../core/ports/client.js';
import type { PhonePeer, PhoneViewer } from '../../../core/ports/emulator.js';
import {
  type Endpoint,
  endpointOf,
  endpointsOf,
  relayedCandidate,
  relayedSdp,
  sdpWithoutCandidates,
} from './rewrite-candidates.js';
import type { UdpRelay } from './udp-relay.js';

/** What the phone tells its viewer, with the relay in the phone's place. Order stays; the relay ends soon after the peer. */
export function relayedViewer(viewer: PhoneViewer, relay: UdpRelay): PhoneViewer {
  const ports = new Map<string, number>();
  const portOf = ({ address, port }: Endpoint) => ports.get(`${address} ${port}`);
  let outbox = Promise.resolve();
  let isClosed = false;

  async function open(endpoint: Endpoint): Promise<void> {
    try {
      ports.set(`${endpoint.address} ${endpoint.port}`, await relay.portTo(endpoint));
    } catch {
      // Without a port the candidate is left out.
    }
  }

  function say(endpoints: readonly Endpoint[], tell: () => void): void {
    outbox = outbox.then(async () => {
      await Promise.all(endpoints.map(open));
      if (!isClosed) tell();
    });
  }

  return {
    iceServers: viewer.iceServers,
    channelLabel: viewer.channelLabel,
    ...(viewer.replyLabel !== undefined && { replyLabel: viewer.replyLabel }),
    channelOpened: () => viewer.channelOpened?.(),
    channelReceived: (data) => viewer.channelReceived(data),
    phoneEvent: (event) => viewer.phoneEvent(event),
    description: ({ type, sdp }: SessionDescription) =>
      say(endpointsOf(sdp), () => viewer.description({ type, sdp: relayedSdp(sdp, portOf) })),
    candidate: (found: IceCandidate) => {
      const endpoint = endpointOf(found.candidate);
      if (!endpoint) return;
      say([endpoint], () => {
        const candidate = relayedCandidate(found.candidate, portOf);
        if (candidate !== undefined) viewer.candidate({ ...found, candidate });
      });
    },
    closed: () => {
      isClosed = true;
      relay.closeSoon();
      viewer.closed();
    },
  };
}

/** What the viewer tells the phone. The phone learns no address: it answers whoever knocks, which is the relay. */
export function relayedPeer(peer: PhonePeer): PhonePeer {
  return {
    acceptDescription: ({ type, sdp }) =>
      peer.acceptDescription({ type, sdp: sdpWithoutCandidates(sdp) }),
    addCandidate: () => {},
    send: (data) => peer.send(data),
    setMedia: (kind, isOpen) => peer.setMedia(kind, isOpen),
    setQuality: (quality) => peer.setQuality(quality),
    setCapture: (kind, isOpen) => peer.setCapture(kind, isOpen),
    close: () => peer.close(),
  };
}
