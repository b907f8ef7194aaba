// The same page with Telepad.
import { attachView, brokerTicket, connect } from '/dist/index.js';

export async function start({ phoneId, container, onFirstFrame }) {
  const session = connect({ ticket: brokerTicket({ url: '/telepad', phoneId }) });
  const view = attachView(session, container, {});
  view.video.requestVideoFrameCallback(() => onFirstFrame());
  await session.whenLive();
  return { target: view.root, video: view.video, close: () => session.close() };
}
