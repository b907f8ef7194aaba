import { TelepadError } from '../../../core/errors.js';
import type { CheckSocket, CheckTools } from '../../../core/ports/check.js';
import { readServerEvent, type ServerEvent } from '../wire/signal-codec.js';
import {
  decodeSocketFrame,
  pingFrame,
  pongFrame,
  type SocketFrame,
} from '../wire/socket-frames.js';

/** What was heard, whichever of the two layers it belongs to. */
export type Heard = SocketFrame | ServerEvent;

/** One connection to the signalling server, as a client has it. */
export class SignallingVisit {
  readonly #socket: CheckSocket;
  readonly #tools: Pick<CheckTools, 'now'>;
  /** Of the server, unasked. */
  pings = 0;
  pongs = 0;

  constructor(socket: CheckSocket, tools: Pick<CheckTools, 'now'>) {
    this.#socket = socket;
    this.#tools = tools;
  }

  send(frame: string): void {
    this.#socket.send(frame);
  }

  ping(): void {
    this.#socket.send(pingFrame);
  }

  /**
   * Listens until something wanted is heard.
   * @param longestPauseMs gives up earlier, when nothing at all is heard for so long
   * @returns what `pick` made of it; undefined when the time is over
   * @throws TelepadError `signalling_lost`
   */
  async listen<Found>(
    timeoutMs: number,
    pick: (heard: Heard) => Found | undefined,
    longestPauseMs = timeoutMs,
  ): Promise<Found | undefined> {
    const endsAt = this.#tools.now() + timeoutMs;
    do {
      const leftMs = Math.max(0, endsAt - this.#tools.now());
      const news = await this.#socket.receive(Math.min(leftMs, longestPauseMs));
      if (news.type === 'silence') return undefined;
      if (news.type === 'closed') throw lost(`with code ${news.code}`);
      const { data } = news;
      const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
      for (const heard of this.#read(text)) {
        const found = pick(heard);
        if (found !== undefined) return found;
        if (heard.type === 'closed' || heard.type === 'error') throw lost('with a frame');
        if (heard.type === 'close')
          throw lost(`for its reason ${heard.code ?? 'without a number'}`);
      }
      // A server that never stops talking must not keep the check for ever.
    } while (this.#tools.now() < endsAt);
    return undefined;
  }

  #read(text: string): readonly Heard[] {
    const frame = decodeSocketFrame(text);
    if (!frame) return [];
    if (frame.type === 'ping') {
      this.pings += 1;
      this.#socket.send(pongFrame);
    }
    if (frame.type === 'pong') this.pongs += 1;
    if (frame.type !== 'event') return [frame];
    const event = readServerEvent(frame.name, frame.payload);
    return event ? [event] : [];
  }
}

function lost(how: string): TelepadError {
  return new TelepadError(
    'signalling_lost',
    `The signalling server was spoken to, and ended the connection ${how}. Check that nobody else uses the phone, and try again.`,
  );
}
