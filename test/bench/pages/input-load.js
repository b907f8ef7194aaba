// What a mouse of 1000 Hz does to a page, and what a slow channel does to the moves. It runs in the page.
import { pointer } from './measure.js';

const isMove = (data) => typeof data === 'string' && /"action":2\b/.test(data);

/** Drags for so long, with a move in each millisecond. Moves are up to date: who comes late makes up for it. */
async function drag(durationMs) {
  const { video, target } = globalThis.bench;
  const box = video.getBoundingClientRect();
  const at = (step) => [
    box.left + box.width * (0.5 + 0.4 * Math.sin(step / 50)),
    box.top + box.height * 0.6,
  ];
  const startedAt = performance.now();
  target.dispatchEvent(pointer('pointerdown', ...at(0), 1));
  let made = 0;
  for (;;) {
    const elapsed = performance.now() - startedAt;
    for (; made < Math.min(elapsed, durationMs); made += 1)
      target.dispatchEvent(pointer('pointermove', ...at(made), 1));
    if (elapsed >= durationMs) break;
    // A task of its own, so that frames and timers get their turn.
    await new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  }
  target.dispatchEvent(pointer('pointerup', ...at(made), 0));
  return { made, tookMs: performance.now() - startedAt };
}

/** Puts something around every channel's `send` while `use` runs. */
async function watchSends(onSend, bufferedAmount, use) {
  const { prototype } = RTCDataChannel;
  const { send } = prototype;
  const amount = Object.getOwnPropertyDescriptor(prototype, 'bufferedAmount');
  prototype.send = function (data) {
    onSend(data);
    return send.call(this, data);
  };
  if (bufferedAmount) Object.defineProperty(prototype, 'bufferedAmount', { get: bufferedAmount });
  try {
    return await use();
  } finally {
    prototype.send = send;
    Object.defineProperty(prototype, 'bufferedAmount', amount);
  }
}

/** Messages of moves per second. */
export async function movesSentPerSecond(durationMs) {
  let moves = 0;
  const { made, tookMs } = await watchSends(
    (data) => {
      if (isMove(data)) moves += 1;
    },
    undefined,
    () => drag(durationMs),
  );
  return { sent: (moves * 1000) / tookMs, made: (made * 1000) / tookMs };
}

/**
 * How long each message of a move would have waited in a channel that takes so many bytes a second, in ms. The channel
 * is a model: what is sent fills it, time drains it, and `bufferedAmount` tells what is left.
 */
export async function queueUnderBackpressure(durationMs, bytesPerSecond) {
  let waiting = 0;
  let lookedAt = performance.now();
  const drained = () => {
    const now = performance.now();
    waiting = Math.max(0, waiting - ((now - lookedAt) * bytesPerSecond) / 1000);
    lookedAt = now;
    return waiting;
  };
  const waitsMs = [];
  await watchSends(
    (data) => {
      waiting = drained() + data.length;
      if (isMove(data)) waitsMs.push((waiting * 1000) / bytesPerSecond);
    },
    drained,
    () => drag(durationMs),
  );
  return waitsMs;
}
