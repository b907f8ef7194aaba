import type { ControlMessage } from '../core/control.js';
import { TelepadError } from '../core/errors.js';
import { splitText } from '../core/split-text.js';
import { usKeysOf } from '../core/us-keys.js';
import type { BasicSession } from './basic-session.js';

/** Of one text, in UTF-16 units: a book chapter; more than that is a file. */
export const maxTextLength = 100_000;

/**
 * Types text of any length into the focused field of the phone: in parts, at once and in order, so that nothing that is
 * sent afterwards can overtake it. A session that recovers is given it whole, and keeps all of it or nothing.
 * @param session knows what the phone can be sent
 * @throws TelepadError `argument_invalid` for more than 100,000 UTF-16 units; otherwise as `PhoneSession.send`
 */
export function sendText(
  to: { send(message: ControlMessage): unknown },
  text: string,
  session: Pick<BasicSession, 'supports' | 'isLive'>,
): void {
  if (text.length > maxTextLength)
    throw new TelepadError(
      'argument_invalid',
      `Text of ${text.length} characters was not sent: ${maxTextLength} are the most. Send it as a file.`,
    );
  const parts = splitText(text);
  // A single part is refused as a whole by itself.
  if (parts.length > 1) checkTypable(text, session);
  for (const part of session.isLive ? parts : [text]) to.send({ type: 'text', text: part });
}

/**
 * For text that goes out bit by bit: all of it, or nothing.
 * @throws TelepadError `not_supported` where the phone can be sent keys only, and the text has characters without one
 */
export function checkTypable(text: string, session: Pick<BasicSession, 'supports'>): void {
  if (!session.supports('text') && !usKeysOf(text))
    throw new TelepadError(
      'not_supported',
      'The text was not typed: phones of this vendor can only be sent what is on a US keyboard, and it has other characters.',
    );
}
