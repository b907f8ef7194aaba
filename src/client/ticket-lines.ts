import { asObject, parseJson } from '../core/json.js';
import { type PreparationProgress, readPreparationProgress } from '../core/preparation.js';

/** A ticket has about a thousand characters. */
const maxLineLength = 65_536;
/** Some hours of waiting, with a word every few seconds. */
const maxLength = 1_048_576;

/**
 * Reads a broker's answer that comes line by line: how far the phone is, and at last the ticket or an error.
 * @returns the answer as a broker without lines would have given it; an empty one for what is no such answer
 * @throws whatever the network does, or an Error when the answer breaks off
 */
export async function lastLine(
  { body }: Response,
  report?: (progress: PreparationProgress) => void,
): Promise<Response> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let length = 0;
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) throw new Error('The answer broke off.');
      const text = decoder.decode(value, { stream: true });
      length += text.length;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      const isTooLong = [rest, ...lines].some((line) => line.length > maxLineLength);
      if (isTooLong || length > maxLength) return new Response();
      for (const line of lines) {
        const answer = readLine(line, report);
        if (answer) return answer;
      }
    }
  } finally {
    // What comes after the ticket, or after nonsense, is not waited for.
    reader?.cancel().catch(() => {});
  }
}

/** @returns `undefined` for all but the last; what a newer broker says besides is passed over */
function readLine(
  line: string,
  report?: (progress: PreparationProgress) => void,
): Response | undefined {
  // A sign of life.
  if (line.trim() === '') return undefined;
  const said = asObject(parseJson(line));
  if (!said) return new Response();
  if (said.error !== undefined) return new Response(line, { status: 500 });
  const progress = readPreparationProgress(said.progress);
  if (progress) report?.(progress);
  return said.ticket === undefined ? undefined : new Response(JSON.stringify(said.ticket));
}
