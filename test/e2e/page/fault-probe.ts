/** Runs in the page: what a user does while the network fails, and what the page can tell of it afterwards. */
import type { ControlMessage, PhoneSession } from 'telepad';
import { type Census, census, livingPeers, openedSockets } from './living.js';
import { followPicture, type PictureLog, type SeenFrame } from './picture-log.js';
import { counts, get, type SessionLog } from './probe.js';

/** What a session said, and when, in ms since 1970. */
export interface Moment {
  readonly atMs: number;
  /** A state, or the code of an error. */
  readonly said: string;
}

interface Watched {
  readonly picture: PictureLog;
  readonly moments: Moment[];
  readonly lostTexts: string[];
}

const watched = new Map<string, Watched>();

/** The test's own eye on a session that has no view. */
function makeVideo(session: PhoneSession): HTMLVideoElement {
  const video = document.createElement('video');
  Object.assign(video, { muted: true, autoplay: true, srcObject: session.videoStream });
  video.style.cssText = 'position:absolute;width:90px;height:160px';
  document.body.append(video);
  return video;
}

const textsOf = (messages: readonly ControlMessage[]) =>
  messages.flatMap((message) => (message.type === 'text' ? [message.text] : []));

/** Begins to write down what a session shows and loses. */
export function watch(name: string): void {
  const { session, view } = get(name);
  const lostTexts: string[] = [];
  const moments: Moment[] = [];
  const say = (said: string) => moments.push({ atMs: Date.now(), said });
  session.on('state', say);
  session.on('trouble', ({ code }) => say(code));
  session.on('lost', (messages) => lostTexts.push(...textsOf(messages)));
  const picture = followPicture(view?.video ?? makeVideo(session));
  watched.set(name, { picture, moments, lostTexts });
}

/** A tap in px of the phone's screen, by the session itself. */
export function tap(name: string, x: number, y: number): void {
  const { session } = get(name);
  const { width = 0, height = 0 } = session.display ?? {};
  for (const action of ['down', 'up'] as const)
    session.send({
      type: 'touch',
      action,
      actionIndex: 0,
      pointers: [{ id: 0, x, y, pressure: 0.5 }],
      width,
      height,
    });
}

/** Sends a text; gives the code of the error that it met, or null. */
export function type(name: string, text: string): string | null {
  try {
    get(name).session.send({ type: 'text', text });
    return null;
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
}

/** Everything that tells how a session has fared. */
export interface FaultFacts {
  readonly state: string;
  readonly log: SessionLog;
  /** Peers that were made, sockets that were open. */
  readonly made: { readonly peers: number; readonly sockets: number };
  /** In ms since 1970; 0 before the first. */
  readonly lastSocketOpenedMs: number;
  readonly census: Census;
  /** Name fragments of the ICE sessions of the peers that are there: an ICE restart that was answered changes it. */
  readonly iceUfrags: readonly string[];
  readonly frames: readonly SeenFrame[];
  readonly moments: readonly Moment[];
  readonly lostTexts: readonly string[];
}

export function facts(name: string): FaultFacts {
  const { session, log } = get(name);
  const { picture, moments = [], lostTexts = [] } = watched.get(name) ?? {};
  return {
    state: session.state,
    log,
    made: { peers: counts.peers, sockets: openedSockets().count },
    lastSocketOpenedMs: openedSockets().lastMs,
    census: census(),
    iceUfrags: livingPeers().map(
      ({ currentLocalDescription }) =>
        /a=ice-ufrag:(\S+)/.exec(currentLocalDescription?.sdp ?? '')?.[1] ?? '',
    ),
    frames: picture?.frames ?? [],
    moments,
    lostTexts,
  };
}
