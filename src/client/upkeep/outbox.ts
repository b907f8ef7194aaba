import type { ControlMessage } from '../../core/control.js';
import { isTelepadError } from '../../core/errors.js';
import { HeldInput } from '../../core/held-input.js';
import { isTracked, Outbox } from '../../core/outbox.js';
import type { ChannelProbe } from './channel-probe.js';
import type { UpkeepHost } from './upkeep-host.js';
import type { UpkeepPart } from './upkeep-part.js';

/** The phone is asked at most so often whether what was sent has arrived, in ms. */
const askEveryMs = 1000;

/** How long it has for its answer, in ms: a slow network is no reason to ask again. */
const answerTimeoutMs = 5000;

/**
 * Of a phone that never answers: after so many looks, one a second, at which media arrived, what was sent before them
 * counts as delivered. A channel on a path that lives has long repeated what was lost on the way.
 */
const looksUntilDelivered = 5;

/**
 * Sees to it that text, clipboard and keys arrive once or are reported as lost, and that nothing stays pressed on the
 * phone when a connection dies with the release.
 */
export function createOutbox(host: UpkeepHost, probe: ChannelProbe): UpkeepPart {
  const { session, life } = host;
  const outbox = new Outbox();
  const held = new HeldInput();
  /** Android key codes that were pressed, and refused, while the session recovers. */
  const refusedKeys = new Set<number>();
  let connection = host.connection;
  let isNewConnection = false;
  let isAsking = false;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The answer to question `count` on this connection proves everything up to `number`. */
  let questions: { readonly count: number; readonly number: number }[] = [];
  /** The last number at each of the latest looks at which media arrived. */
  let livingMarks: number[] = [];

  const report = (messages: readonly ControlMessage[]) => {
    if (messages.length > 0) host.emit('lost', messages);
  };

  const prove = (number: number) => {
    outbox.prove(number);
    held.prove(number);
  };

  const ask = async () => {
    isAsking = true;
    askedAtMs = performance.now();
    const before = probe.askedCount;
    const answer = probe.probe(answerTimeoutMs);
    const count = probe.askedCount;
    if (count > before) questions.push({ count, number: outbox.lastNumber });
    await answer;
    isAsking = false;
    hearAnswer();
    plan();
  };

  /** Answers come in the order of the questions; a late one proves no more than it would have in time. */
  const hearAnswer = () => {
    checkConnection();
    const answered = questions.filter(({ count }) => count <= probe.answeredCount);
    questions = questions.slice(answered.length);
    for (const { number } of answered) prove(number);
  };

  const plan = () => {
    const isWanted = session.isLive && (outbox.hasUnproven || held.hasUnproven);
    if (!isWanted || isAsking || timer !== undefined || life.aborted) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        if (session.isLive) void ask();
      },
      Math.max(0, askedAtMs + askEveryMs - performance.now()),
    );
  };

  const note = (message: ControlMessage) => {
    checkConnection();
    const number = outbox.sent(message);
    held.take(message, number);
    plan();
  };

  const checkConnection = () => {
    if (host.connection === connection) return;
    if (connection) {
      report(outbox.giveUp());
      isNewConnection = true;
    }
    connection = host.connection;
    // What a new link asks by itself is answered by then.
    askedAtMs = performance.now();
    questions = [];
    livingMarks = [];
  };

  const letGo = (messages: readonly ControlMessage[]) => {
    for (const message of messages) {
      try {
        host.send(message);
        note(message);
      } catch {
        // The connection is gone already: the next one gets it.
      }
    }
  };

  const deliver = () => {
    const { due, tooOld } = outbox.takeHeld(performance.now());
    const refused: ControlMessage[] = [];
    for (const message of due) {
      try {
        session.send(message);
      } catch (error) {
        // A connection that is gone again: it waits for the next one.
        const isKept =
          isTelepadError(error) &&
          error.code === 'not_connected' &&
          outbox.hold(message, performance.now());
        if (!isKept) refused.push(message);
      }
    }
    report([...tooOld, ...refused]);
  };

  const offs = [
    host.onSent(note),
    session.on('state', (state) => {
      if (state === 'closed') return report(outbox.end());
      checkConnection();
      plan();
    }),
  ];
  life.addEventListener('abort', () => {
    clearTimeout(timer);
    for (const off of offs) off();
  });

  return {
    look({ networkQuality, video, audio }) {
      const isAlive = networkQuality !== 'down' && (video?.bitrate || audio?.bitrate);
      if (probe.hasAnswered || !isAlive) {
        livingMarks = [];
        return;
      }
      livingMarks.push(outbox.lastNumber);
      if (livingMarks.length > looksUntilDelivered) prove(livingMarks.shift() ?? 0);
    },
    hold(message) {
      if (message.type === 'key') {
        // Refused, because a key that comes late does harm; whoever typed it on a view hears of it all the same.
        const { action, keyCode } = message;
        if (action === 'down') refusedKeys.add(keyCode);
        if (refusedKeys.has(keyCode)) report([message]);
        if (action === 'up') refusedKeys.delete(keyCode);
        return false;
      }
      const isKept = outbox.hold(message, performance.now());
      if (!isKept && isTracked(message)) report([message]);
      return isKept;
    },
    resume() {
      checkConnection();
      refusedKeys.clear();
      if (isNewConnection) letGo(held.unsettled);
      isNewConnection = false;
      deliver();
    },
    release() {
      letGo(held.held);
    },
  };
}
