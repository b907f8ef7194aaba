import { checkWhole } from './argument-checks.js';

/** How long to wait for the phone, and what ends the wait sooner. */
export interface AnswerOptions {
  /**
   * Ms that the phone is given, from the moment that it is asked, 1 to 600,000. Questions of one kind are asked
   * one after the other, because answers do not tell what they answer. @default 10000
   */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** @throws TelepadError `argument_invalid` */
export function readAnswerOptions(options: AnswerOptions = {}, defaultTimeoutMs = 10_000) {
  const { timeoutMs = defaultTimeoutMs, signal } = options;
  checkWhole('timeoutMs', timeoutMs, 1, 600_000);
  return { timeoutMs, signal };
}
