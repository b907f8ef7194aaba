// What both pages are measured with. It runs in the page and is told which of the two to start.
import { readStrip, stripHeight } from '/strip.js';

const nextFrame = (video) =>
  new Promise((resolve) =>
    video.requestVideoFrameCallback((now, frame) => resolve({ now, frame })),
  );

export async function prepare(kind, phoneId) {
  const { start } = await import(`./${kind}.js`);
  const container = document.querySelector('#phone');
  const ownVideo = document.querySelector('video');
  if (kind === 'telepad') ownVideo.remove();
  let firstFrameMs;
  const startedAt = performance.now();
  let seen;
  const firstFrame = new Promise((resolve) => {
    seen = resolve;
  });
  const running = await start({
    phoneId,
    container,
    video: ownVideo,
    onFirstFrame: () => {
      firstFrameMs = performance.now() - startedAt;
      seen();
    },
  });
  await firstFrame;
  const video = running.video ?? ownVideo;
  globalThis.bench = { ...running, video };
  return firstFrameMs;
}

/** The phone's count of inputs, as the picture shows it. */
function inputSequence(video, canvas) {
  const { videoWidth: width, videoHeight: height } = video;
  const rows = stripHeight(width, height);
  canvas.width = width;
  canvas.height = rows;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(video, 0, 0, width, rows, 0, 0, width, rows);
  return readStrip(context.getImageData(0, 0, width, rows).data, width, height, 'rgba')
    ?.inputSequence;
}

export function pointer(type, x, y, buttons) {
  return new PointerEvent(type, {
    bubbles: true,
    cancelable: true,
    composed: true,
    pointerId: 1,
    pointerType: 'mouse',
    isPrimary: true,
    button: type === 'pointermove' ? -1 : 0,
    buttons,
    clientX: x,
    clientY: y,
    pressure: buttons ? 0.5 : 0,
  });
}

/** From a press in the page to the first frame on screen that knows of it, in ms, `count` times. */
export async function inputToPhoton(count) {
  const { video, target } = globalThis.bench;
  const canvas = document.createElement('canvas');
  const box = video.getBoundingClientRect();
  const x = box.left + box.width / 2;
  const y = box.top + box.height * 0.7;
  const samples = [];
  for (let index = 0; index < count; index += 1) {
    await nextFrame(video);
    // Presses fall anywhere between two frames of the phone, as a person's do.
    const wait = Math.random() * 70;
    await new Promise((resolve) => setTimeout(resolve, wait));
    let before = inputSequence(video, canvas);
    while (before === undefined) {
      await nextFrame(video);
      before = inputSequence(video, canvas);
    }
    const pressedAt = performance.now();
    target.dispatchEvent(pointer('pointerdown', x, y, 1));
    let now;
    let sequence = before;
    while (sequence === undefined || sequence === before) {
      ({ now } = await nextFrame(video));
      sequence = inputSequence(video, canvas);
    }
    samples.push(now - pressedAt);
    target.dispatchEvent(pointer('pointerup', x, y, 0));
    // The release is an input too: wait until it has been seen, so that it is not taken for the next press.
    const released = sequence;
    do {
      await nextFrame(video);
      sequence = inputSequence(video, canvas);
    } while (sequence === undefined || sequence === released);
  }
  return samples;
}

/** Main-thread time per pointer move during a drag, in µs; each sample is the mean of one frame's moves. */
export async function pointerMoveCost(frames, movesPerFrame) {
  const { video, target } = globalThis.bench;
  const box = video.getBoundingClientRect();
  const at = (step) => [box.left + box.width * (0.3 + 0.4 * step), box.top + box.height * 0.7];
  target.dispatchEvent(pointer('pointerdown', ...at(0), 1));
  const samples = [];
  for (let frame = 0; frame < frames; frame += 1) {
    const moves = Array.from({ length: movesPerFrame }, (_, move) =>
      pointer('pointermove', ...at((frame + move / movesPerFrame) / frames), 1),
    );
    // What is put off to the next frame belongs to the cost: it runs between these two callbacks.
    let began = 0;
    requestAnimationFrame(() => {
      began = performance.now();
    });
    const startedAt = performance.now();
    for (const move of moves) target.dispatchEvent(move);
    const dispatched = performance.now() - startedAt;
    const deferred = await new Promise((resolve) => {
      requestAnimationFrame(() => resolve(performance.now() - began));
    });
    samples.push(((dispatched + deferred) * 1000) / movesPerFrame);
  }
  target.dispatchEvent(pointer('pointerup', ...at(1), 0));
  return samples;
}
