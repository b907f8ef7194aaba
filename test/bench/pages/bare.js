// The yardstick: what a developer who knows WebRTC would write by hand for this one phone, and nothing more.
// It takes the same ticket from the same broker and speaks just enough of the vendor's language.

export async function start({ phoneId, video, onFirstFrame }) {
  const response = await fetch('/telepad/tickets', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phoneId }),
  });
  const ticket = await response.json();
  const connection = new RTCPeerConnection({ iceServers: ticket.iceServers });
  const channel = connection.createDataChannel('dataChannel');
  const socket = new WebSocket(ticket.signalling.url);
  const signal = (key, value) =>
    socket.send(
      JSON.stringify({
        event: 'specifiedMsg',
        targetUserIds: [phoneId],
        data: JSON.stringify({ key, value: JSON.stringify(value) }),
      }),
    );
  const held = [];
  let hasAnswered = false;

  socket.onmessage = async ({ data }) => {
    const frame = JSON.parse(data);
    if (frame.event !== 'specifiedMsg') return;
    const { key, value: text } = JSON.parse(frame.data);
    const value = JSON.parse(text);
    if (key === 'offer') {
      await connection.setRemoteDescription({ type: 'offer', sdp: value.sdp });
      await connection.setLocalDescription();
      signal('re_answer', { sdp: connection.localDescription.sdp });
      hasAnswered = true;
      for (const candidate of held) connection.addIceCandidate(candidate);
    } else if (key === 'ice_candidate') {
      const candidate = {
        candidate: value.candidate,
        sdpMLineIndex: value.label,
        sdpMid: value.id,
      };
      if (hasAnswered) connection.addIceCandidate(candidate);
      else held.push(candidate);
    }
  };
  connection.onicecandidate = ({ candidate }) => {
    if (!candidate) return;
    signal('ice_candidate', {
      candidate: candidate.candidate,
      label: candidate.sdpMLineIndex,
      id: candidate.sdpMid,
    });
  };
  connection.ontrack = ({ track }) => {
    if (track.kind !== 'video') return;
    video.srcObject = new MediaStream([track]);
    video.play();
    video.requestVideoFrameCallback(() => onFirstFrame());
  };
  channel.onopen = () => {
    const content = (fields) =>
      channel.send(JSON.stringify({ touchType: 'eventSdk', content: JSON.stringify(fields) }));
    content({ type: 'openAudioAndVideo', isOpen: true });
    content({ type: 'updateUiH5' });
  };

  const touch = (action, event) => {
    const box = video.getBoundingClientRect();
    channel.send(
      JSON.stringify({
        touchType: 'gesture',
        action,
        widthPixels: box.width,
        heightPixels: box.height,
        pointCount: 1,
        properties: [{ id: 0, toolType: 1 }],
        coords: [
          { x: event.clientX - box.left, y: event.clientY - box.top, pressure: 0.6, size: 0.06 },
        ],
      }),
    );
  };
  video.addEventListener('pointerdown', (event) => touch(0, event));
  video.addEventListener('pointermove', (event) => {
    if (event.buttons) touch(2, event);
  });
  video.addEventListener('pointerup', (event) => touch(1, event));

  return {
    target: video,
    close() {
      socket.close();
      connection.close();
    },
  };
}
