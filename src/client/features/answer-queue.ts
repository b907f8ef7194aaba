import type { TelepadError } from '../../core/errors.js';
import { aborted } from '../session-errors.js';
import type { FeatureChannel } from './feature-channel.js';
import { phoneTimeout } from './feature-errors.js';

/** How long the queue waits for an answer that is late before it asks the next question, in ms. */
const lateAnswerGraceMs = 5000;

export interface Question<Answer> {
  /** For the error message, such as `the shell command`. */
  readonly what: string;
  readonly send: () => void;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Tells this question's answer from others of its kind, where they differ. */
  readonly isAnswer?: (answer: Answer) => boolean;
}

interface Asked<Answer> extends Question<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: TelepadError) => void;
}

/**
 * Questions of one kind, one outstanding at a time: the phone's answers do not say what they answer. A question
 * that was given up keeps its turn until its answer comes or a while has passed, so that a late answer does not
 * become the next question's.
 */
export class AnswerQueue<Answer> {
  readonly #waiting: Asked<Answer>[] = [];
  #asked: Asked<Answer> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Rejects with `phone_timeout`, `aborted`, or whatever sending throws. */
  async ask(question: Question<Answer>): Promise<Answer> {
    const { signal } = question;
    if (signal?.aborted) throw aborted();
    const settled = new AbortController();
    try {
      return await new Promise<Answer>((resolve, reject) => {
        const asked = { ...question, resolve, reject };
        signal?.addEventListener('abort', () => this.#giveUp(asked), { signal: settled.signal });
        this.#waiting.push(asked);
        this.#askNext();
      });
    } finally {
      settled.abort();
    }
  }

  answered(answer: Answer): void {
    const { isAnswer = () => true, resolve } = this.#asked ?? {};
    if (!resolve || !isAnswer(answer)) return;
    resolve(answer);
    this.#release();
  }

  /** The answer to what was asked cannot come any more. */
  lose(error: TelepadError): void {
    this.#asked?.reject(error);
    this.#release();
  }

  end(error: TelepadError): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
    this.#asked?.reject(error);
    this.#release();
  }

  #giveUp(asked: Asked<Answer>): void {
    asked.reject(aborted());
    const index = this.#waiting.indexOf(asked);
    if (index !== -1) this.#waiting.splice(index, 1);
  }

  #askNext(): void {
    while (!this.#asked) {
      const next = this.#waiting.shift();
      if (!next) return;
      try {
        next.send();
      } catch (error) {
        next.reject(error as TelepadError);
        continue;
      }
      this.#asked = next;
      this.#timer = setTimeout(() => {
        next.reject(phoneTimeout(next.what, next.timeoutMs));
        this.#timer = setTimeout(() => this.#release(), lateAnswerGraceMs);
      }, next.timeoutMs);
    }
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#asked = undefined;
    this.#askNext();
  }
}

/** A queue whose questions do not outlive the connection that they were asked on. */
export function openQueue<Answer>(channel: FeatureChannel): AnswerQueue<Answer> {
  const queue = new AnswerQueue<Answer>();
  channel.onConnection((_connection, signal) => {
    signal.addEventListener('abort', () => queue.lose(channel.whyLost()));
  });
  return queue;
}
