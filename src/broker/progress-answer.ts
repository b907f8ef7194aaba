import type { TelepadError } from '../core/errors.js';
import type { PreparationProgress } from '../core/preparation.js';
import type { VendorCaller } from './broker-parts.js';
import { errorBody, jsonResponse, publicError } from './error-response.js';

/** An answer that has begun and goes on. */
export interface OngoingAnswer {
  readonly response: Response;
  /** Resolves at the end of the work, with what failed. Never rejects. */
  readonly outcome: Promise<TelepadError | undefined>;
}

/** Proxies cut what is silent: nginx after a minute, others after half of one. */
const keepAliveMs = 10_000;

/** Most lines that wait for a browser that does not read; what it does not hear then is only progress. */
const maxWaitingLines = 64;

/**
 * Answers with a ticket. Where the vendor tells how far the phone is, and the browser understands lines of JSON, these
 * begin with the first such word; else the answer is a plain one at the end, as its status is.
 * @param work rejects like a route
 */
export async function answerWithProgress(
  request: Request,
  work: (caller: VendorCaller) => Promise<object>,
): Promise<Response | OngoingAnswer> {
  const { signal } = request;
  if (!takesLines(request)) return jsonResponse(await work({ signal }));
  const stream = new LineStream(signal);
  const ticket = work({ signal: stream.signal, report: (progress) => stream.report(progress) });
  const first = ticket.finally(() => stream.endUnlessBegun());
  const found = await Promise.race([stream.begun, first]);
  if (found) return jsonResponse(found);
  const outcome = ticket.then(
    (issued) => {
      stream.end({ ticket: issued });
      return undefined;
    },
    (thrown: unknown) => {
      const error = publicError(thrown);
      stream.end({ error: errorBody(error) });
      return error;
    },
  );
  const headers = {
    'content-type': 'application/x-ndjson',
    // nginx gathers an answer otherwise, and progress would come with the ticket.
    'x-accel-buffering': 'no',
  };
  return { response: new Response(stream.body, { headers }), outcome };
}

function takesLines({ headers }: Request): boolean {
  return /(^|[\s,])application\/x-ndjson\s*(,|;|$)/i.test(headers.get('accept') ?? '');
}

/** Lines of JSON on their way to a browser. */
class LineStream {
  /** Resolves with the first progress. */
  readonly begun: Promise<undefined>;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly #gone = new AbortController();
  readonly #encoder = new TextEncoder();
  #begin = () => {};
  #hasBegun = false;
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  #keepAlive: ReturnType<typeof setInterval> | undefined;

  constructor(browser: AbortSignal) {
    this.begun = new Promise((resolve) => {
      this.#begin = () => resolve(undefined);
    });
    this.body = new ReadableStream(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        cancel: () => this.#leave(),
      },
      { highWaterMark: maxWaitingLines },
    );
    if (browser.aborted) this.#leave();
    else browser.addEventListener('abort', () => this.#leave(), { signal: this.signal });
  }

  /** Aborted when the browser has gone. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  report(progress: PreparationProgress): void {
    if (!this.#controller) return;
    this.#keepAlive ??= setInterval(() => this.#write('\n'), keepAliveMs);
    this.#write(lineOf({ progress }));
    this.#hasBegun = true;
    this.#begin();
  }

  /** Where no progress was told until the end, none is told any more. */
  endUnlessBegun(): void {
    if (!this.#hasBegun) this.#stop();
  }

  /** The last line. */
  end(line: object): void {
    const controller = this.#stop();
    // Always: nobody who reads slowly may miss this one.
    controller?.enqueue(this.#encoder.encode(lineOf(line)));
    controller?.close();
  }

  #write(text: string): void {
    if ((this.#controller?.desiredSize ?? 0) > 0) {
      this.#controller?.enqueue(this.#encoder.encode(text));
    }
  }

  /** The browser has gone: nothing can be written any more. */
  #leave(): void {
    // Whoever still reads for it has to hear of it.
    this.#stop()?.error(new Error('The browser went away.'));
    this.#gone.abort();
  }

  #stop() {
    clearInterval(this.#keepAlive);
    const controller = this.#controller;
    this.#controller = undefined;
    return controller;
  }
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
