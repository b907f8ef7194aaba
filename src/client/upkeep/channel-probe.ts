import type { DisplayEvent } from '../../core/control.js';
import type { UpkeepHost } from './upkeep-host.js';

/** How long a phone has for its answer when the caller does not say, in ms. */
export const probeTimeoutMs = 2000;

/**
 * Asks the phone something that it answers without being changed by it: its screen size. The channel is reliable and
 * keeps the order, so an answer proves that everything sent before the question has reached the phone.
 */
export interface ChannelProbe {
  /** True once this phone has answered a probe in this session; one that never does cannot be judged by its silence. */
  readonly hasAnswered: boolean;
  /** When the phone last said anything of its own or in answer, by `performance.now()`. */
  readonly heardAtMs: number;
  /** How many questions went out on the present connection, and how many of them have been answered: the first ones. */
  readonly askedCount: number;
  readonly answeredCount: number;
  /**
   * Asks now, also while earlier questions wait: one answer may prove several.
   * @param timeoutMs default `probeTimeoutMs`
   * @returns true when the phone answered; false when the time was over, the question could not be sent, the
   * connection was replaced, or the session ended. Never rejects. The answer may be a late one to an earlier question,
   * so it says that the phone answers; for what it has read, see `answeredCount`.
   */
  probe(timeoutMs?: number): Promise<boolean>;
}

interface Question {
  /** The connection it went out on: an answer over another one proves nothing. */
  readonly connection: RTCPeerConnection | undefined;
  settle(isAnswered: boolean): void;
}

const about = 'display';

export function createChannelProbe(host: UpkeepHost): ChannelProbe {
  const { session, life } = host;
  /** In the order in which they were asked, which is that of the answers. */
  const questions = new Set<Question>();
  let hasAnswered = false;
  let heardAtMs = performance.now();
  /** Of the present connection. `owed`: whose questions are not answered yet, the oldest first. */
  let counted = newCount(host.connection);
  const count = () => {
    if (host.connection !== counted.connection) counted = newCount(host.connection);
    return counted;
  };
  let known: DisplayEvent | undefined = session.display;

  const hear = () => {
    heardAtMs = performance.now();
  };
  // A phone tells another size unasked, and may have done so before it read the question.
  const isNews = ({ width, height }: DisplayEvent) =>
    width !== known?.width || height !== known.height;
  const hearDisplay = (display: DisplayEvent) => {
    hear();
    const mayBeAnswer = !isNews(display);
    known = display;
    if (!mayBeAnswer) return;
    if (count().owed.shift()) count().answered += 1;
    giveUp((question) => question.connection !== host.connection);
    const [first] = questions;
    hasAnswered ||= first !== undefined;
    first?.settle(true);
  };
  const giveUp = (isHopeless: (question: Question) => boolean) => {
    for (const question of [...questions]) if (isHopeless(question)) question.settle(false);
  };
  const ask = (
    asker: 'page' | 'upkeep',
    timeoutMs: number,
    resolve: (isAnswered: boolean) => void,
  ) => {
    const question: Question = {
      connection: host.connection,
      settle(isAnswered) {
        clearTimeout(timer);
        questions.delete(question);
        resolve(isAnswered);
      },
    };
    const timer = setTimeout(() => question.settle(false), timeoutMs);
    questions.add(question);
    count().asked += 1;
    count().owed.push(asker);
  };
  // The page has not asked, and the size is what it was: no news to the page.
  host.takeAnswers((event) => {
    if (event.type !== about || isNews(event) || count().owed[0] !== 'upkeep') return false;
    hearDisplay(event);
    return true;
  });
  const offs = [
    // The page's own question is answered in its turn; that answer is none to a later probe.
    host.onSent((message) => {
      if (message.type === 'query' && message.about === about)
        ask('page', probeTimeoutMs, () => {});
    }),
    session.on('display', hearDisplay),
    session.on('inputstate', hear),
    session.on('clipboard', hear),
    session.on('appmessage', hear),
    session.on('state', () => giveUp((question) => question.connection !== host.connection)),
  ];
  life.addEventListener('abort', () => {
    giveUp(() => true);
    for (const off of offs) off();
  });

  return {
    get hasAnswered() {
      return hasAnswered;
    },
    get heardAtMs() {
      return heardAtMs;
    },
    get askedCount() {
      return count().asked;
    },
    get answeredCount() {
      return count().answered;
    },
    probe(timeoutMs = probeTimeoutMs) {
      if (life.aborted) return Promise.resolve(false);
      try {
        host.send({ type: 'query', about });
      } catch {
        return Promise.resolve(false);
      }
      return new Promise((resolve) => ask('upkeep', timeoutMs, resolve));
    },
  };
}

function newCount(connection: RTCPeerConnection | undefined) {
  return { connection, asked: 0, answered: 0, owed: [] as ('page' | 'upkeep')[] };
}
