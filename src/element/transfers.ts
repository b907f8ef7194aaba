import type { DroppedFileOptions } from '../client/input/input-options.js';
import type { PhoneClipboard } from '../client/input/phone-clipboard.js';
import { phoneClipboard } from '../client/load-phone-clipboard.js';
import type { PhoneSession } from '../client/session.js';
import { isTelepadError } from '../core/errors.js';
import { fillIn } from './fill-in.js';
import type { MoreHost } from './player-host.js';
import type { PhoneStrings } from './strings.js';
import type { ClipboardCommand } from './toolbar-buttons.js';

/** What goes between page and phone beside input: clipboards, and files. */
export class Transfers {
  readonly #host: MoreHost;
  readonly #strings: PhoneStrings;
  #session: PhoneSession | undefined;
  #clipboard: PhoneClipboard | undefined;
  #stop: readonly (() => void)[] = [];
  /** Both ways go without a click. */
  #isAutomatic = false;

  constructor(host: MoreHost, strings: PhoneStrings) {
    this.#host = host;
    this.#strings = strings;
  }

  /** Whether the page's choice needs buttons here, for what the phone can. */
  get hasButtons(): boolean {
    const { clipboard } = this.#host.settings();
    if (this.#session?.supports('clipboard') === false) return false;
    return clipboard === 'manual' || (clipboard === 'auto' && !this.#isAutomatic);
  }

  /** Something was copied on the phone. */
  get canCopy(): boolean {
    return this.#clipboard?.text !== undefined;
  }

  /** Another session, or none. Its clipboard is loaded before the click that needs it. */
  follow(session: PhoneSession | undefined): void {
    if (session === this.#session) return;
    for (const stop of this.#stop) stop();
    this.#stop = session ? [session.on('live', () => this.load())] : [];
    this.#session = session;
    this.#clipboard = undefined;
    this.load();
  }

  /** Once there is a live session whose clipboard the page wants. */
  load(): void {
    const session = this.#session;
    if (this.#clipboard || !session?.isLive || this.#host.settings().clipboard === 'off') return;
    phoneClipboard(session).then(
      async (clipboard) => {
        const isAutomatic = (await clipboard.canRead()) && (await clipboard.canWrite());
        if (this.#clipboard || session !== this.#session) return;
        this.#clipboard = clipboard;
        this.#isAutomatic = isAutomatic;
        this.#stop = [...this.#stop, clipboard.onChange(() => this.#host.change())];
        this.#host.change();
      },
      // The next time that the session is live is another chance.
      () => {},
    );
  }

  async command(command: ClipboardCommand): Promise<void> {
    const strings = this.#strings;
    const clipboard = this.#clipboard;
    if (!clipboard) return;
    const isCopy = command === 'copy-from-phone';
    try {
      const isDone = await (isCopy ? clipboard.copyFromPhone() : clipboard.pasteToPhone());
      const done = isCopy ? strings.copied : strings.pasted;
      this.#host.notice(isDone ? done : strings.nothingToCopy);
    } catch (error) {
      this.#host.notice(messageOf(error, strings));
    }
  }

  /** Sends a file to the page's broker, which puts it on the phone. */
  async put(file: File, { onProgress, ...options }: DroppedFileOptions): Promise<void> {
    const { fileTarget } = this.#host.settings();
    if (!fileTarget) return;
    const { uploading, uploaded } = this.#strings;
    const { name } = file;
    let spoken = -1;
    const { uploadFile } = await import('../client/device/upload-file.js');
    await uploadFile(fileTarget, file, {
      ...options,
      onProgress: (progress) => {
        onProgress(progress);
        const { stage, fraction = 0 } = progress;
        const percent = Math.round((stage === 'sending' ? fraction : 1 + fraction) * 50);
        // Each percent is shown, and each quarter spoken.
        const quarter = Math.floor(percent / 25);
        this.#host.notice(fillIn(uploading, { name, percent }), quarter === spoken);
        spoken = quarter;
        this.#host.upload({ file, state: 'running', progress });
      },
    });
    this.#host.notice(fillIn(uploaded, { name }));
    this.#host.upload({ file, state: 'done' });
  }

  /** Files that the user has chosen, one after the other, as the view does with those that are dropped. */
  async putAll(files: readonly File[], signal: AbortSignal): Promise<void> {
    const { dropFiles = this.put.bind(this) } = this.#host.settings().inputOptions ?? {};
    for (const file of files) {
      if (signal.aborted) return;
      const install = /\.apk$/i.test(file.name);
      try {
        await dropFiles(file, { install, signal, onProgress: () => {} });
      } catch (error) {
        this.dropFailed(error, file);
      }
    }
  }

  /** Says what did not arrive. */
  dropFailed(error: unknown, file: File | undefined): void {
    const message = messageOf(error, this.#strings);
    this.#host.notice(
      file ? fillIn(this.#strings.uploadFailed, { name: file.name, message }) : message,
    );
    if (file) this.#host.upload({ file, state: 'failed', error });
  }
}

/** In the element's language where that has a text for the error, else in English. */
export function messageOf(error: unknown, strings: PhoneStrings): string {
  if (!isTelepadError(error)) return String(error);
  return strings[`text_${error.code}`] ?? error.message;
}
