import {
  describeCandidates,
  describeOffer,
  summarizeOffer,
} from '../../../core/check/describe-offer.js';
import { TelepadError } from '../../../core/errors.js';
import { asString } from '../../../core/json.js';
import type { CheckSocket, CheckTools } from '../../../core/ports/check.js';
import { decodeSignal, pingFrame, type SignalFrame } from '../wire/signal-codec.js';

/** As long as a session waits (README of the vendor: `signalling`, `negotiating`). */
const admissionTimeoutMs = 10_000;
const offerTimeoutMs = 20_000;
/** How much longer candidates are listened for, and how long a pause among them may be. */
const candidateTimeoutMs = 2000;
const candidatePauseMs = 500;

/**
 * Waits until the server admits.
 * @throws TelepadError `signalling_lost` or `connection_timeout`
 */
export async function awaitAdmission(socket: CheckSocket, tools: CheckTools): Promise<void> {
  const found = await readUntil(
    socket,
    tools,
    admissionTimeoutMs,
    (frame) => frame.event === 'ownJoinRoom',
  );
  if (found) return;
  throw new TelepadError(
    'connection_timeout',
    `The signalling server was reached, but it said nothing of joining the room within ${admissionTimeoutMs} ms. Restart the phone, or ask the vendor.`,
  );
}

/**
 * Waits for the phone's offer, and notes what it holds (questions Q6, Q10, Q17).
 * @throws TelepadError `signalling_lost`, `offer_timeout`
 */
export async function awaitOffer(socket: CheckSocket, tools: CheckTools): Promise<void> {
  socket.send(pingFrame);
  const candidates: string[] = [];
  const others = new Set<string>();
  const notice = (frame: SignalFrame) => {
    const message = frame.event === 'specifiedMsg' ? frame.message : undefined;
    if (message?.key === 'ice_candidate') candidates.push(asString(message.value.candidate) ?? '');
    if (frame.event === 'other' || frame.event === 'ping') others.add(frame.event);
    return message?.key === 'offer';
  };
  const offer = await readUntil(socket, tools, offerTimeoutMs, notice);
  if (offer?.event !== 'specifiedMsg') {
    throw new TelepadError(
      'offer_timeout',
      `The room was joined, but the phone made no offer within ${offerTimeoutMs} ms. Check that the phone is running; restart it.`,
    );
  }
  const early = candidates.length;
  const later = (frame: SignalFrame) => notice(frame) && false;
  await readUntil(socket, tools, candidateTimeoutMs, later, candidatePauseMs);
  const summary = summarizeOffer(asString(offer.message.value.sdp) ?? '');
  tools.note(`The phone offers ${describeOffer(summary)}.`, 'Q17');
  tools.note(
    summary.hasDataChannel
      ? 'The phone creates a data channel of its own before it offers.'
      : 'The offer has no data channel.',
    'Q6',
  );
  const all = [...summary.candidates, ...candidates];
  tools.note(
    `Its candidates: ${describeCandidates(all)}; ${summary.candidates.length} in the offer, ${early} before it, ${candidates.length - early} after it.`,
  );
  tools.note(
    others.size > 0
      ? 'The server sent frames of its own besides, perhaps as answers to a ping.'
      : 'The server did not answer a ping.',
    'Q10',
  );
}

/** @returns undefined when the time is over */
async function readUntil(
  socket: CheckSocket,
  tools: CheckTools,
  timeoutMs: number,
  isWanted: (frame: SignalFrame) => boolean,
  longestPauseMs = timeoutMs,
): Promise<SignalFrame | undefined> {
  const endsAt = tools.now() + timeoutMs;
  for (;;) {
    const leftMs = Math.max(0, endsAt - tools.now());
    const news = await socket.receive(Math.min(leftMs, longestPauseMs));
    if (news.type === 'silence') return undefined;
    if (news.type === 'closed') {
      throw new TelepadError(
        'signalling_lost',
        `The signalling server closed the connection with code ${news.code}. Check that nobody else uses the phone with the same user; ask the vendor.`,
      );
    }
    const { data } = news;
    const frame = decodeSignal(typeof data === 'string' ? data : new TextDecoder().decode(data));
    if (frame && isWanted(frame)) return frame;
    // A server that never stops talking must not keep the check for ever.
    if (tools.now() >= endsAt) return undefined;
  }
}
