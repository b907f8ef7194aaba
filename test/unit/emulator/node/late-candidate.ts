/** Adds it, unless the connection was closed before it came, as when a test ends meanwhile. */
export async function addCandidate(
  connection: RTCPeerConnection,
  candidate: RTCIceCandidateInit,
): Promise<void> {
  try {
    await connection.addIceCandidate(candidate);
  } catch (error) {
    if (connection.signalingState !== 'closed') throw error;
  }
}
