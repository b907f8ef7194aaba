import { TelepadError } from '../core/errors.js';
import type { Fit, Point, Rotation, Size, SizedPoint } from '../core/geometry.js';
import { watchFrames } from './frame-watch.js';
import type { GameControls } from './game/game-controls.js';
import { attachInput } from './input/attach-input.js';
import { checkInputOptions } from './input/check-input-options.js';
import type { InputOptions } from './input/input-options.js';
import { createMediaOutput } from './media-output.js';
import { createPicture } from './picture.js';
import type { PhoneSession } from './session.js';
import { vendorNotLoaded } from './session-errors.js';
import { createStillFrame } from './still-frame.js';

export interface ViewOptions {
  /** How the picture fills the container; `contain` by default. */
  fit?: Fit;
  /** Clockwise degrees by which the picture is shown turned; 0 by default. The phone does not turn. */
  rotation?: Rotation;
  /** True plays no sound; false by default. */
  muted?: boolean;
  /**
   * False shows the phone without taking pointer, wheel and keyboard; true by default. An object says how they are
   * taken. A session with the role `watch` never takes them.
   *
   * While the view has the focus, the phone gets the keyboard except what the page and the browser need: Tab moves
   * the focus on, so that nobody is trapped; reload, tabs, address bar, zoom and developer tools keep their keys;
   * Ctrl or Command with V types the clipboard's text.
   */
  input?: boolean | InputOptions;
}

/** A session shown in an element. */
export interface PhoneView {
  /**
   * The view's own element, which fills the container. It takes the keyboard while it has the focus. Inside a shadow
   * root its `::part(picture)` can be styled, for example with rounded corners.
   *
   * Its `data-state` is the session's state. While the session recovers, and after it has ended, the last picture
   * stays, dimmed by the CSS filter `--telepad-old-picture`.
   */
  readonly root: HTMLElement;
  readonly video: HTMLVideoElement;
  fit: Fit;
  rotation: Rotation;
  muted: boolean;
  /**
   * True while the browser plays no sound because the user has not touched the page yet. The next tap or key press
   * on the view is enough.
   */
  readonly needsTapForAudio: boolean;
  /** The same for the picture: some browsers refuse even silent video, for example to save power. */
  readonly needsTapForVideo: boolean;
  /**
   * Calls the listener after `fit`, `rotation`, `muted`, `needsTapForAudio`, `needsTapForVideo`, or the size of the
   * picture or of the view changed, until the function it returns is called.
   */
  onChange(listener: () => void): () => void;
  /** Tries to play picture and sound; for a button of the page's own, while they need a tap. */
  play(): void;
  /** Gives the keyboard to the phone. */
  focus(): void;
  /** The place on the phone's screen that is shown at this place of the page (`MouseEvent.clientX`, `clientY`);
   * undefined beside the picture. */
  devicePoint(clientX: number, clientY: number): SizedPoint | undefined;
  /** The place of the page, in client px, where this place of the phone is shown. */
  clientPoint(devicePoint: SizedPoint): Point | undefined;
  /**
   * Keys, mouse and gamepad as fingers on the phone, or as its gamepad. The code behind it is loaded at the first call;
   * each view has one such object. Rejects with `not_supported` where the view takes no input, with
   * `argument_invalid` for a wrong option of `ViewOptions.input`, and with `vendor_load_failed` when the code did not
   * load (another call tries again).
   */
  gameControls(): Promise<GameControls>;
  /** Releases input and removes everything from the container; the session stays. Safe to call twice. */
  close(): void;
}

/**
 * Shows a session in `container`, which must have a size of its own, and lets the user control the phone.
 * @throws TelepadError `argument_invalid` when there is no container, or for an option of `input` that cannot be read
 */
export function attachView(
  session: PhoneSession,
  container: HTMLElement,
  options: ViewOptions = {},
): PhoneView {
  // What pages without types pass is often a `querySelector` that found nothing.
  if (!container?.ownerDocument)
    throw new TelepadError(
      'argument_invalid',
      'The container is no element. Check what the page looked for.',
    );
  const input = typeof options.input === 'object' ? options.input : {};
  checkInputOptions(input);
  const { ownerDocument } = container;
  const abort = new AbortController();
  const { signal } = abort;
  const listeners = new Set<() => void>();
  let { fit = 'contain', rotation = 0 } = options;
  let game: Promise<GameControls> | undefined;
  let box: Size | undefined;

  // Styles are set through the CSSOM only: a strict Content-Security-Policy allows that.
  // `clip` where it is known, also against scrolling by script and by focus.
  const root = ownerDocument.createElement('div');
  root.style.cssText = 'position:relative;width:100%;height:100%;overflow:hidden;overflow:clip';
  // Corners are rounded on this part and not on `root`, which would take no taps in them any more.
  const frame = ownerDocument.createElement('div');
  frame.setAttribute('part', 'picture');
  frame.style.cssText =
    'position:absolute;inset:0;pointer-events:none;overflow:hidden;overflow:clip';
  const stage = ownerDocument.createElement('div');
  stage.style.cssText = 'position:absolute;left:0;top:0;transform-origin:0 0;pointer-events:none';
  const video = ownerDocument.createElement('video');
  Object.assign(video, { muted: true, autoplay: true, playsInline: true });
  // Firefox would lay a button of its own over the phone, which takes the taps there.
  video.setAttribute('disablepictureinpicture', '');
  video.style.cssText =
    'position:absolute;width:100%;height:100%;max-width:none;max-height:none;object-fit:fill';
  const audio = ownerDocument.createElement('audio');
  stage.append(video);
  frame.append(stage);
  root.append(frame, audio);
  const picture = createPicture(root, stage);
  const stillFrame = createStillFrame(video);
  container.append(root);

  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  // A picture that is not the phone's present one must not look like it.
  const look = () => {
    root.dataset.state = session.state;
    const isOld = session.hasBeenLive && !session.isLive;
    frame.style.filter = isOld ? 'var(--telepad-old-picture, brightness(.5) saturate(.6))' : '';
  };
  const place = () => {
    const { display } = session;
    const size = video.videoWidth
      ? { width: video.videoWidth, height: video.videoHeight }
      : display;
    if (size) picture.place(box, size, rotation, fit);
    changed();
  };

  audio.muted = options.muted ?? false;
  const sound = createMediaOutput(audio, session.audioStream, () => !audio.muted, changed);
  const film = createMediaOutput(
    video,
    session.videoStream,
    () => true,
    () => {
      believe(!film.needsTap);
      changed();
    },
  );
  // Also because browsers may pause a muted video while its page is hidden.
  const play = () => {
    film.play();
    sound.play();
  };

  const observer = new ResizeObserver((entries) => {
    box = entries.at(-1)?.contentRect;
    place();
  });
  observer.observe(root);
  for (const type of ['loadedmetadata', 'resize']) video.addEventListener(type, place, { signal });
  for (const type of ['pointerdown', 'pointerup', 'keydown'])
    root.addEventListener(type, play, { signal, capture: true });
  ownerDocument.addEventListener('visibilitychange', play, { signal });
  const offs = [
    session.on('display', place),
    session.on('track', play),
    session.on('live', play),
    session.on('release', stillFrame.take),
    session.on('state', look),
  ];
  const detachInput =
    options.input === false
      ? undefined
      : attachInput(
          session,
          {
            root,
            stage,
            mapping: (isFresh) => picture.mapping(isFresh, session.display),
            invalidate: picture.invalidate,
          },
          input,
        );
  const believe = watchFrames(session, video, signal, stillFrame.remove);
  look();
  play();

  const view: PhoneView = {
    root,
    video,
    get fit() {
      return fit;
    },
    set fit(value) {
      if (value === fit) return;
      fit = value;
      place();
    },
    get rotation() {
      return rotation;
    },
    set rotation(value) {
      if (value === rotation) return;
      rotation = value;
      place();
    },
    get muted() {
      return audio.muted;
    },
    set muted(value) {
      if (value === audio.muted) return;
      audio.muted = value;
      sound.play();
      changed();
    },
    get needsTapForAudio() {
      return sound.needsTap;
    },
    get needsTapForVideo() {
      return film.needsTap;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    play,
    focus: () => root.focus({ preventScroll: true }),
    devicePoint: (x, y) => picture.devicePoint({ x, y }, session.display),
    clientPoint: (point) => picture.clientPoint(point),
    gameControls() {
      game ??= import('./game/game-controls.js').then(
        ({ createGameControls }) => createGameControls(view, detachInput?.context),
        (cause) => {
          game = undefined;
          throw vendorNotLoaded(cause);
        },
      );
      return game;
    },
    close() {
      if (signal.aborted) return;
      detachInput?.();
      abort.abort();
      observer.disconnect();
      for (const off of offs) off();
      listeners.clear();
      sound.close();
      film.close();
      root.remove();
    },
  };
  return view;
}
