import { TelepadError } from '../../core/errors.js';
import { RequestRefusal } from '../error-response.js';

/** How long a page may send nothing of a file, in ms: then its connection is as good as lost. */
const stallMs = 30_000;

/**
 * The body of a request that must have exactly so many bytes. The stream fails with a RequestRefusal `bad_request` for
 * another length, or a TelepadError `aborted` when nothing more comes.
 */
export function exactStream({ body }: Request, size: number): ReadableStream<Uint8Array> {
  const reader = body?.getReader();
  let left = size;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const chunk = reader && (await inTime(reader.read()));
        left -= chunk?.value?.byteLength ?? 0;
        if (left < 0 || ((chunk?.done ?? true) && left > 0)) throw otherLength();
        if (chunk?.value) controller.enqueue(chunk.value);
        else controller.close();
      } catch (error) {
        // Not waited for: a sender that is slow may never finish the chunk that is under way.
        reader?.cancel().catch(() => {});
        throw error;
      }
    },
    cancel: () => void reader?.cancel().catch(() => {}),
  });
}

async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stalled = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('stalled')), stallMs);
  });
  try {
    return await Promise.race([work, stalled]);
  } catch (cause) {
    throw new TelepadError(
      'aborted',
      'The file was not read to its end because whoever sent it went away, or sent nothing for too long.',
      { cause },
    );
  } finally {
    clearTimeout(timer);
  }
}

function otherLength(): RequestRefusal {
  return new RequestRefusal(
    'bad_request',
    'The file was read, but it has not the length that Content-Length says. Send it again.',
  );
}
