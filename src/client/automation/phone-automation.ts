import type { PhoneOrientation } from '../../core/features.js';
import { type ScreenshotOptions, takeScreenshot } from '../features/screenshot.js';
import { vendorNotLoaded } from '../session-errors.js';
import type { AutomationHost } from './automation-host.js';
import type {
  AutomationCallOptions,
  PasteOptions,
  PinchOptions,
  PressOptions,
  RotateOptions,
  SwipeOptions,
  TimedCallOptions,
} from './call-options.js';
import { type AutomationCallName, callNames, prepareCall } from './calls.js';
import { OutgoingInput } from './outgoing-input.js';
import type { PhoneRecorder, Recorder, RecordOptions } from './recorder.js';
import type { PhoneRecording } from './recording.js';
import type { ReplayOptions } from './replay.js';
import type { ScreenPoint } from './screen-point.js';
import { Turns } from './turns.js';

/**
 * Input that a page makes by itself; from `PhoneSession.automation()`.
 *
 * Every call resolves when all of it was sent, and waits for those before it. It rejects with `argument_invalid` before
 * anything is sent; with `not_connected`, `watch_only`, `session_closed` and `not_supported` as `PhoneSession.send`;
 * with `aborted` when its signal was aborted, somebody touched the phone during its gesture, or the screen turned; and
 * with `connection_lost`. Whatever ends it in the middle, its fingers and keys are let go at once.
 */
export interface PhoneAutomation {
  /** A short touch. */
  tap(point: ScreenPoint, options?: AutomationCallOptions): Promise<void>;
  /** Two short touches, 100 ms apart. */
  doubleTap(point: ScreenPoint, options?: AutomationCallOptions): Promise<void>;
  /** A touch that stays: 600 ms unless told otherwise. */
  longPress(point: ScreenPoint, options?: TimedCallOptions): Promise<void>;
  /** A finger that goes from one place to the other: in 300 ms unless told otherwise. */
  swipe(from: ScreenPoint, to: ScreenPoint, options?: SwipeOptions): Promise<void>;
  /**
   * Two fingers on both sides of a place, which go apart or together: in 400 ms unless told otherwise.
   * @param scale by what their distance grows, 0.1 to 10: above 1 zooms in
   */
  pinch(center: ScreenPoint, scale: number, options?: PinchOptions): Promise<void>;
  /**
   * Turns a mouse wheel over a place.
   * @param notches -1000 to 1000; positive shows what is further down
   */
  scroll(point: ScreenPoint, notches: number, options?: AutomationCallOptions): Promise<void>;
  /**
   * Presses and releases a key.
   * @param key an Android key code, its Android name (`ENTER`, `A`, `F5`) or a `KeyboardEvent.code` (`ArrowUp`)
   */
  press(key: number | string, options?: PressOptions): Promise<void>;
  /**
   * Types into the focused field. A line break presses ENTER; everything else goes as text.
   * @param text up to 100,000 UTF-16 units
   */
  type(text: string, options?: AutomationCallOptions): Promise<void>;
  /**
   * Sets the phone's clipboard and pastes it into the focused field, line breaks and all.
   * @param text up to 100,000 UTF-16 units
   */
  paste(text: string, options?: PasteOptions): Promise<void>;
  back(options?: PressOptions): Promise<void>;
  home(options?: PressOptions): Promise<void>;
  recents(options?: PressOptions): Promise<void>;
  power(options?: PressOptions): Promise<void>;
  volumeUp(options?: PressOptions): Promise<void>;
  volumeDown(options?: PressOptions): Promise<void>;
  /**
   * Turns the phone; without an orientation, from upright to lying or back. Resolves when the phone tells its new
   * screen. Loads the features; where the phone itself does not turn, as in an app that is always upright, it ends
   * with `phone_timeout`.
   * @throws TelepadError `phone_refused`, `phone_timeout`, and as `PhoneSession.features`
   */
  rotate(orientation?: PhoneOrientation, options?: RotateOptions): Promise<void>;
  /**
   * Does nothing for a while.
   * @param ms 0 to 60,000
   */
  wait(ms: number, options?: Pick<AutomationCallOptions, 'signal'>): Promise<void>;
  /** The phone's present picture, a PNG unless told otherwise. @throws TelepadError as `PhoneFeatures.takeScreenshot` */
  screenshot(options?: ScreenshotOptions & Pick<AutomationCallOptions, 'signal'>): Promise<Blob>;

  /**
   * Writes down everything that is done to the phone, by whomever, from when it resolves. Records beside others, if
   * there are any. Its code, and that of the two below, is loaded at the first call: `vendor_load_failed`.
   */
  record(options?: RecordOptions): Promise<PhoneRecorder>;
  /**
   * Does again what was recorded, or what somebody wrote: `{ version: 1, steps: [{ call: 'tap', args: [point] }] }`.
   * Nothing in it is trusted: it is read as `readRecording` does. Waits for the calls before it, and is one call to
   * those after it.
   * @throws TelepadError `phone_timeout` when the phone does not turn as it did in the recording
   */
  replay(recording: PhoneRecording, options?: ReplayOptions): Promise<void>;
  /**
   * Checks a recording that came from a file or a network; what it does not know is left out.
   * @throws TelepadError `argument_invalid`, which names the step
   */
  readRecording(recording: unknown): Promise<PhoneRecording>;
}

type Calls = Pick<PhoneAutomation, AutomationCallName>;

/** A call of the page that runs. */
interface RunningCall {
  readonly name: AutomationCallName;
  readonly args: readonly unknown[];
  /** Takes it out of the recordings that have noted it; undefined until something of it was sent. */
  forget?: () => void;
}

/** Makes the automation of one session. */
export function createAutomation(host: AutomationHost): PhoneAutomation {
  const { session, life } = host;
  const output = new OutgoingInput(host);
  const turns = new Turns(host, output);
  const recorders = new Set<Recorder>();
  let running: RunningCall | undefined;

  const noteCall = (call: RunningCall) => {
    if (call.forget) return;
    const { name, args } = call;
    const undo = [...recorders].map((each) => each.noteCall(name, args, session.display));
    call.forget = () => {
      for (const each of undo) each();
    };
  };

  host.onSent((message) => {
    // A call is noted as what it is, and not as the messages that it makes.
    if (output.isSending && running) return noteCall(running);
    for (const each of recorders) {
      each.note(message);
      if (!each.isRecording) recorders.delete(each);
    }
  });

  const perform = async (name: AutomationCallName, args: readonly unknown[]): Promise<void> => {
    const action = prepareCall(name, args);
    await turns.take(
      async (run) => {
        const call: RunningCall = { name, args };
        running = call;
        // It is no control message that turns a phone.
        if (name === 'rotate') noteCall(call);
        try {
          await action(run);
        } catch (error) {
          call.forget?.();
          throw error;
        } finally {
          running = undefined;
        }
      },
      signalOf(args.at(-1)),
    );
  };

  return {
    ...(Object.fromEntries(
      callNames.map((name) => [name, (...args: unknown[]) => perform(name, args)]),
    ) as unknown as Calls),
    screenshot: ({ signal, ...options } = {}) =>
      turns.take((run) => run.until(takeScreenshot(session.videoStream, life, options)), signal),
    async record(options) {
      const { Recorder } = await loadRecordings();
      const recorder = new Recorder(options);
      recorders.add(recorder);
      return recorder;
    },
    replay: (recording, options) =>
      turns.take(async (run) => {
        const { prepareReplay } = await run.until(loadRecordings());
        await prepareReplay(recording, options)(run);
      }, options?.signal),
    async readRecording(recording) {
      const { readRecording } = await loadRecordings();
      return readRecording(recording);
    },
  };
}

/** Most scripts record nothing. */
const loadRecordings = () =>
  import('./recordings.js').catch((cause: unknown) => {
    throw vendorNotLoaded(cause);
  });

function signalOf(options: unknown): AbortSignal | undefined {
  return (options as AutomationCallOptions | undefined)?.signal;
}
