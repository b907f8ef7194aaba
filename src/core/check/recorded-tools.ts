import type { BrokerTools, VendorAnswer, VendorCall } from '../ports/broker.js';

/** Answers as they came, for what a broker has no use for and a check wants to know. */
export interface RecordedTools {
  readonly tools: BrokerTools;
  /** The last one. */
  answer(): VendorAnswer | undefined;
  /** How many calls were made. */
  calls(): number;
}

/** @param onCall sees each call before it is made, such as to learn what must not be shown */
export function recordAnswers(
  tools: BrokerTools,
  onCall: (call: VendorCall) => void = () => {},
): RecordedTools {
  let last: VendorAnswer | undefined;
  let calls = 0;
  return {
    tools: {
      ...tools,
      async request(call, options) {
        onCall(call);
        calls += 1;
        last = await tools.request(call, options);
        return last;
      },
    },
    answer: () => last,
    calls: () => calls,
  };
}

/**
 * How far this machine's clock is ahead of the one that wrote an answer, in whole seconds; `undefined` where it does
 * not tell. Signatures are refused beyond some minutes.
 */
export function clockDifferenceSeconds(answer: VendorAnswer, now: number): number | undefined {
  const told = Date.parse(answer.headers.date ?? '');
  return Number.isNaN(told) ? undefined : Math.round((now - told) / 1000);
}
