import type { ControlMessage } from '../../core/control.js';
import { TelepadError } from '../../core/errors.js';
import type { LinkSilence } from '../../core/session-state.js';
import {
  beginStallState,
  findStall,
  type StallLook,
  type StallState,
} from '../../core/stall-detector.js';
import { type LinkSigns, readSigns } from '../../core/stall-signs.js';
import type { PhoneStatistics } from '../../core/statistics.js';
import { isHidden } from '../page-attention.js';
import type { ChannelProbe } from './channel-probe.js';
import type { MediaReport } from './report-source.js';
import type { UpkeepHost } from './upkeep-host.js';
import type { UpkeepPart } from './upkeep-part.js';

/** A look that comes so much later than it was due, in ms, measures the page's own hang, or the device's sleep. */
const lateMs = 1000;
/** While the session recovers, the next sign of life is looked for so often, in ms. */
const recoveringMs = 300;
/** A phone that is there again is asked for a picture so often, in ms. */
const askEveryMs = 1000;
/** Still again so soon after the last time, in ms, although a recovery came between: it was none that one could end. */
const fruitlessMs = 60_000;
/** What the user does is proven to have arrived so often, in ms. */
const provePeriodMs = 2000;

const messages: Readonly<Record<LinkSilence, string>> = {
  path: 'Nothing comes from the phone any more, though the browser calls it connected. The session looks for another path.',
  media:
    'The phone is there, but sends no picture that can be shown. The session renews its connection.',
  channel:
    'The phone does not hear what is sent to it, or does not answer any more. The session renews its connection.',
};

/** What the user does to change the picture. */
const uses: ReadonlySet<ControlMessage['type']> = new Set(['touch', 'scroll', 'key', 'text']);

export interface StallWatch extends UpkeepPart {
  /**
   * Looks for what is silent, and says so.
   * @returns when it wants the next look, in ms; undefined when that has time
   */
  inspect(media: MediaReport): number | undefined;
}

/** @param decodeStalled see `UpkeepPart.decodeStalled` */
export function createStallWatch(
  host: UpkeepHost,
  probe: ChannelProbe,
  decodeStalled: () => void,
): StallWatch {
  const { session, life } = host;
  let state: StallState | undefined;
  let connection: RTCPeerConnection | undefined;
  let dueAtMs = Number.NEGATIVE_INFINITY;
  let wantsVideo = true;
  let usedAtMs = 0;
  /** The use that a question was last asked for. */
  let provenAtMs = 0;
  /** Since when a question to the phone has been waiting for its answer. */
  let probedAtMs: number | undefined;
  let network: Pick<StallLook, 'roundTripMs' | 'lossRate'> = { roundTripMs: 0, lossRate: 0 };
  /** What the present repair began with, or has gone by so far. */
  let repair: { arrived: number; frames: number | undefined; askedAtMs: number } | undefined;
  /** When the picture was last called silent because none came. */
  let stillAtMs = Number.NEGATIVE_INFINITY;
  /** How often in a row this phone has sent a picture when it was asked for one: by chance once, as when a minute is over. */
  let answers = 0;
  let isResting = false;

  const ask = () => {
    if (probedAtMs !== undefined || !session.isLive) return;
    const askedAtMs = performance.now();
    probedAtMs = askedAtMs;
    void probe.probe(provePeriodMs).then((isAnswered) => {
      // One without an answer goes on waiting for a sign of life, unless it was never sent or went down with its link.
      const hasWaited = performance.now() - askedAtMs >= provePeriodMs;
      if (isAnswered || !probe.hasAnswered || !hasWaited) probedAtMs = undefined;
    });
  };
  /** What was done right after the phone was heard is proven by the next look: it may be all that is ever done. */
  const proveUse = (atMs: number) => {
    const { hasAnswered, heardAtMs } = probe;
    if (!hasAnswered || usedAtMs <= heardAtMs || usedAtMs === provenAtMs) return;
    if (atMs - heardAtMs < provePeriodMs) return;
    provenAtMs = usedAtMs;
    ask();
  };
  const measureAnew = () => {
    state = undefined;
    probedAtMs = undefined;
  };
  const offs = [
    session.on('state', () => {
      // Each link begins with the picture; whoever wants none says so again when it is live.
      if (!session.isLive && host.connection !== connection) wantsVideo = true;
      measureAnew();
    }),
    session.on('live', () => {
      measureAnew();
      // Whether this phone answers at all has to be known before its silence can mean anything.
      if (!probe.hasAnswered) ask();
    }),
    host.onSent((message) => {
      if (message.type === 'media' && message.kind !== 'audio') wantsVideo = message.isOpen;
      if (!uses.has(message.type)) return;
      usedAtMs = performance.now();
      proveUse(usedAtMs);
    }),
  ];
  life.addEventListener('abort', () => {
    for (const off of offs) off();
  });
  if (session.isLive) ask();

  /** A link is whole again by a frame: sees to it that one comes, and that it is told where no view can tell it. */
  const watchRepair = ({ arrivals, video }: LinkSigns, atMs: number) => {
    if (session.state !== 'recovering') {
      repair = undefined;
      return undefined;
    }
    const arrived = [...arrivals.values()].reduce((sum, count) => sum + count, 0);
    const frames = video && (video.decoded ?? video.bytes);
    repair ??= { arrived, frames, askedAtMs: Number.NEGATIVE_INFINITY };
    repair.frames ??= frames;
    // Another path begins to count anew.
    repair.arrived = Math.min(repair.arrived, arrived);
    const hasArrived = arrived > repair.arrived;
    const [view] = host.videos;
    const isSeen = view && !isHidden();
    const hasFrame = frames !== undefined && frames > (repair.frames ?? frames);
    if (wantsVideo ? hasFrame && !isSeen : hasArrived) host.dispatch({ type: 'frame' });
    // The phone is there, and its screen may be still.
    if (wantsVideo && hasArrived && atMs - repair.askedAtMs >= askEveryMs) {
      Object.assign(repair, { arrived, askedAtMs: atMs });
      askForPicture(host);
    }
    return recoveringMs;
  };

  const stall = (silence: LinkSilence, atMs: number, wasAsked: boolean) => {
    measureAnew();
    // Of a picture that comes and cannot be shown nobody thinks that it rests.
    if (silence === 'media' && wasAsked && answers < 2) {
      // A whole recovery has brought nothing, and the phone is there: its picture rests.
      answers = 0;
      isResting = atMs - stillAtMs < fruitlessMs;
      stillAtMs = atMs;
      if (isResting) return;
    }
    host.dispatch({
      type: 'stalled',
      silence,
      error: new TelepadError('media_stalled', messages[silence]),
    });
  };

  return {
    look({ roundTripMs = 0, video }: PhoneStatistics) {
      // A lossy network has seconds without loss.
      network = { roundTripMs, lossRate: Math.max(video?.lossRate ?? 0, network.lossRate * 0.8) };
    },
    inspect({ report, connection: present, atMs }) {
      const isLate = atMs - dueAtMs > lateMs;
      const isOther = present !== connection;
      connection = present;
      const next = (ms?: number) => {
        dueAtMs = atMs + (ms ?? 1000);
        return ms;
      };
      if (!report || !present) {
        measureAnew();
        return next();
      }
      const signs = readSigns(report);
      if (isOther) repair = undefined;
      const repairMs = watchRepair(signs, atMs);
      if (!session.isLive || isHidden()) {
        measureAnew();
        return next(repairMs);
      }
      if (probedAtMs !== undefined && probe.heardAtMs >= probedAtMs) probedAtMs = undefined;
      proveUse(atMs);
      const look: StallLook = {
        ...network,
        atMs,
        signs,
        wantsVideo,
        // Where nobody can ask, a picture that does not come may always be a still one.
        isResting: isResting || !session.supports('key-frame'),
        usedAtMs,
        unansweredMs: probe.hasAnswered && probedAtMs !== undefined ? atMs - probedAtMs : 0,
        bufferedAmount: session.bufferedAmount,
      };
      if (isLate || isOther || !state) {
        measureAnew();
        state = beginStallState(look);
        return next();
      }
      const { askedAtMs = -1 } = state;
      const bytes = state.signs.video?.bytes ?? 0;
      const found = findStall(state, look);
      state = found.state;
      // What the user does changes the picture, too.
      if (askedAtMs >= usedAtMs && (signs.video?.bytes ?? 0) > bytes) answers += 1;
      if (found.silence) {
        stall(found.silence, atMs, state.askedAtMs !== undefined);
        return next(recoveringMs);
      }
      if (found.isDecodeStalled) decodeStalled();
      if (found.wantsProbe) ask();
      if (found.wantsPicture) askForPicture(host);
      return next(found.nextLookMs);
    },
  };
}

function askForPicture(host: UpkeepHost): void {
  try {
    host.send({ type: 'key-frame' });
  } catch {
    // Without a channel the silence will be called all the same.
  }
}
