import { TelepadError } from '../../core/errors.js';
import { sendText } from '../send-text.js';
import { createDropHint } from './drop-hint.js';
import type { InputContext, InputPart } from './input-part.js';
import { isOnPicture } from './pointer-input.js';

/** Text that is dropped on the picture is typed, files are put on the phone, one after the other. */
export function attachDrop(context: InputContext): InputPart {
  const { root, signal, session, options } = context;
  const { dropFiles, onDropError } = options;
  const hint = createDropHint(root);
  /** What was dropped before is put there first. */
  let queue = Promise.resolve();

  const over = (event: DragEvent) => {
    const { dataTransfer, defaultPrevented } = event;
    if (!dataTransfer || defaultPrevented) return;
    const hasFiles = dataTransfer.types.includes('Files');
    // What is neither belongs to the page.
    if (!hasFiles && !dataTransfer.types.includes('text/plain')) return;
    // Also where nothing is taken: the browser would leave the page for a file.
    event.preventDefault();
    const mapping = context.canControl() && (!hasFiles || dropFiles) && context.mapping(true);
    const isTaken = !!mapping && isOnPicture(mapping, event);
    dataTransfer.dropEffect = isTaken ? 'copy' : 'none';
    hint.show(isTaken);
    return isTaken;
  };

  const drop = (event: DragEvent) => {
    const isTaken = over(event);
    hint.show(false);
    if (!isTaken || !event.dataTransfer) return;
    root.focus({ preventScroll: true });
    session.keepAwake();
    const { items } = event.dataTransfer;
    // All at once: after the event they are gone.
    const things = [...items].filter(({ kind }) => kind === 'file').map(thingOf);
    if (things.length > 0) for (const thing of things) queue = queue.then(() => put(thing));
    else type(event.dataTransfer.getData('text/plain'));
  };

  const type = (text: string) => {
    try {
      sendText(session, text, session);
    } catch (error) {
      onDropError?.(error);
    }
  };

  const put = async (thing: File | undefined) => {
    if (signal.aborted) return;
    try {
      if (!thing) throw isFolder();
      hint.showProgress(0);
      await dropFiles?.(thing, {
        install: /\.apk$/i.test(thing.name),
        signal,
        // Two stages, each one half of the bar.
        onProgress: ({ stage, fraction = 0 }) =>
          hint.showProgress((stage === 'sending' ? 0 : 0.5) + fraction / 2),
      });
    } catch (error) {
      if (!signal.aborted) onDropError?.(error, thing);
    } finally {
      hint.showProgress(undefined);
    }
  };

  const leave = () => hint.show(false);
  for (const type of ['dragenter', 'dragover'] as const)
    root.addEventListener(type, over, { signal });
  root.addEventListener('dragleave', leave, { signal });
  root.addEventListener('drop', drop, { signal });
  signal.addEventListener('abort', hint.remove);
  return { release: leave };
}

/** Undefined for a folder, which looks like a file but cannot be read as one. */
function thingOf(item: DataTransferItem): File | undefined {
  return item.webkitGetAsEntry?.()?.isDirectory ? undefined : (item.getAsFile() ?? undefined);
}

function isFolder(): TelepadError {
  return new TelepadError(
    'argument_invalid',
    'What was dropped is a folder, or cannot be read. Drop the files in it.',
  );
}
