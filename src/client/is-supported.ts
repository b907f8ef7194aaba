/**
 * Whether this browser has what a session needs: WebRTC with data channels. Some browsers have it and forbid it, by
 * their settings or by policy: `connect` says so then, with `webrtc_unsupported`.
 */
export function isSupported(): boolean {
  return (
    typeof RTCPeerConnection === 'function' && 'createDataChannel' in RTCPeerConnection.prototype
  );
}
