import type { PeerOptions } from '../../../src/client/peer.js';
import type { LinkPeer } from '../../../src/client/webrtc-link.js';
import type { IceCandidate, SessionDescription, WireData } from '../../../src/core/ports/client.js';

/** A peer connection that a test moves by hand, through the callbacks in `options`. */
export class FakePeer implements LinkPeer {
  readonly options: PeerOptions;
  readonly accepted: SessionDescription[] = [];
  readonly candidates: IceCandidate[] = [];
  readonly sent: WireData[] = [];
  isChannelOpen = false;
  bufferedAmount = 0;
  closeCalls = 0;

  constructor(options: PeerOptions) {
    this.options = options;
  }

  readonly connection = {} as RTCPeerConnection;

  accept(description: SessionDescription): void {
    this.accepted.push(description);
  }

  addCandidate(candidate: IceCandidate): void {
    this.candidates.push(candidate);
  }

  send(data: WireData): void {
    this.sent.push(data);
  }

  openChannel(): void {
    this.isChannelOpen = true;
    this.options.onChannelOpen();
  }

  close(): void {
    this.closeCalls += 1;
    this.isChannelOpen = false;
  }
}
