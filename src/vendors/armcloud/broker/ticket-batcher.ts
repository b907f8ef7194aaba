/** Collects what one user asks for within a moment, so that it travels in one call. */
export interface TicketBatcher<Result> {
  /** @param ask makes the call of the batch, if this is the one that has to */
  add(userId: string, phoneId: string, ask: AskForBatch<Result>): Promise<Result>;
}

/** One outcome for each phone; a rejection is that of all. */
export type AskForBatch<Result> = (
  phoneIds: readonly string[],
) => Promise<ReadonlyMap<string, PromiseSettledResult<Result>>>;

interface Entry<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

interface Batch<Result> {
  readonly entries: Map<string, Entry<Result>>;
  readonly send: () => void;
}

export interface TicketBatcherOptions {
  /** From the first one on, in ms; 0 sends each alone and at once. */
  readonly windowMs: number;
  readonly maxPhones: number;
}

export function createTicketBatcher<Result>({
  windowMs,
  maxPhones,
}: TicketBatcherOptions): TicketBatcher<Result> {
  /** Batches that still wait, by user. A user has several while a phone is asked for more than once. */
  const waiting = new Map<string, Batch<Result>[]>();

  function open(userId: string, ask: AskForBatch<Result>): Batch<Result> {
    const entries = new Map<string, Entry<Result>>();
    const timer = setTimeout(send, windowMs);
    const batch = { entries, send };
    const batches = waiting.get(userId);
    if (batches) batches.push(batch);
    else waiting.set(userId, [batch]);
    return batch;

    function send(): void {
      clearTimeout(timer);
      const rest = waiting.get(userId)?.filter((other) => other !== batch) ?? [];
      if (rest.length > 0) waiting.set(userId, rest);
      else waiting.delete(userId);
      void deliver(entries, ask);
    }
  }

  return {
    add(userId, phoneId, ask) {
      if (windowMs === 0) return askForOne(phoneId, ask);
      // A phone that is asked for twice gets two tokens, from two calls: one call must not name it twice.
      const batch =
        waiting.get(userId)?.find(({ entries }) => !entries.has(phoneId)) ?? open(userId, ask);
      return new Promise((resolve, reject) => {
        batch.entries.set(phoneId, { resolve, reject });
        if (batch.entries.size >= maxPhones) batch.send();
      });
    },
  };
}

async function askForOne<Result>(phoneId: string, ask: AskForBatch<Result>): Promise<Result> {
  const outcome = (await ask([phoneId])).get(phoneId);
  if (outcome?.status === 'fulfilled') return outcome.value;
  throw outcome?.reason;
}

/** Never rejects: each who waits gets an outcome. */
async function deliver<Result>(
  entries: ReadonlyMap<string, Entry<Result>>,
  ask: AskForBatch<Result>,
): Promise<void> {
  try {
    const outcomes = await ask([...entries.keys()]);
    for (const [phoneId, { resolve, reject }] of entries) {
      const outcome = outcomes.get(phoneId);
      if (outcome?.status === 'fulfilled') resolve(outcome.value);
      else reject(outcome?.reason);
    }
  } catch (error) {
    for (const { reject } of entries.values()) reject(error);
  }
}
