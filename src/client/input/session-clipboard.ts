import { ClipboardSync } from '../../core/clipboard-sync.js';
import { isTelepadError, TelepadError } from '../../core/errors.js';
import type { PhoneSession } from '../session.js';
import type { PhoneClipboard } from './phone-clipboard.js';

/** The part of `navigator` that has the host's clipboard. */
export interface ClipboardHost {
  readonly clipboard?: Pick<Clipboard, 'readText' | 'writeText'>;
  readonly permissions?: {
    query(descriptor: { readonly name: PermissionName }): Promise<{ readonly state: string }>;
  };
}

const clipboards = new WeakMap<PhoneSession, SessionClipboard>();

/** The one clipboard of a session: all views and buttons know what the others did. */
export function clipboardOf(session: PhoneSession): SessionClipboard {
  const known = clipboards.get(session) ?? new SessionClipboard(session, navigator);
  clipboards.set(session, known);
  return known;
}

export class SessionClipboard implements PhoneClipboard {
  readonly #session: PhoneSession;
  readonly #host: ClipboardHost;
  readonly #now: () => number;
  readonly #sync = new ClipboardSync();
  readonly #changeListeners = new Set<() => void>();
  readonly #copyListeners = new Set<(text: string) => void>();
  #isLooking = false;

  /** @param now in ms, from any start */
  constructor(
    session: PhoneSession,
    host: ClipboardHost,
    now: () => number = () => performance.now(),
  ) {
    this.#session = session;
    this.#host = host;
    this.#now = now;
    session.on('clipboard', (text) => {
      const verdict = this.#sync.heardPhone(text, this.#now());
      this.#changed();
      if (verdict === 'new') for (const listener of [...this.#copyListeners]) listener(text);
    });
    session.on('lost', (messages) => {
      for (const message of messages)
        if (message.type === 'clipboard') this.#sync.missedPhone(message.text);
    });
  }

  get text(): string | undefined {
    return this.#sync.copied;
  }

  get hasNews(): boolean {
    return this.#sync.hasNews;
  }

  canRead(): Promise<boolean> {
    return this.#isGranted('clipboard-read');
  }

  canWrite(): Promise<boolean> {
    return this.#isGranted('clipboard-write');
  }

  onChange(listener: () => void): () => void {
    this.#changeListeners.add(listener);
    return () => void this.#changeListeners.delete(listener);
  }

  /** Hears what the phone's user copies, unless the host has it or may not have it. */
  onCopied(listener: (text: string) => void): () => void {
    this.#copyListeners.add(listener);
    return () => void this.#copyListeners.delete(listener);
  }

  async copyFromPhone(): Promise<boolean> {
    this.#checkSupport();
    const { copied } = this.#sync;
    if (copied === undefined) return false;
    this.#checkSize(copied);
    await this.#write(copied);
    return true;
  }

  async pasteToPhone(given?: string): Promise<boolean> {
    this.#checkSupport();
    const text = given ?? (await this.#read());
    if (text === '' && given === undefined) return false;
    this.#checkSize(text);
    if (given === undefined) this.#sync.sawHost(text);
    this.#give(text);
    return true;
  }

  /** Gives the phone what is new on the host's clipboard, if the page may look without asking its user. Never throws. */
  async lookAtHost(): Promise<void> {
    if (this.#isLooking || !this.#session.supports('clipboard')) return;
    this.#isLooking = true;
    try {
      if (!(await this.canRead())) return;
      const text = await this.#read();
      if (this.#sync.sawHost(text) === 'new') this.#give(text);
      this.#changed();
    } catch {
      // The page has lost the focus again, or the phone cannot be reached: the next look is another chance.
    } finally {
      this.#isLooking = false;
    }
  }

  /** Writes what the phone's user copied, if the page may do so without a click. Never throws. */
  async writeIfAllowed(text: string): Promise<void> {
    try {
      if ((await this.canWrite()) && text === this.#sync.copied) await this.#write(text);
    } catch {
      // The button is left.
    }
  }

  #give(text: string): void {
    try {
      this.#session.send({ type: 'clipboard', text });
    } catch (error) {
      this.#sync.missedPhone(text);
      throw error;
    }
    this.#sync.gavePhone(text, this.#now());
    this.#changed();
  }

  async #read(): Promise<string> {
    try {
      return await this.#clipboard().readText();
    } catch (cause) {
      throw denied(cause);
    }
  }

  /** Up to the call of the browser in one go: some count the click only until then. */
  async #write(text: string): Promise<void> {
    try {
      await this.#clipboard().writeText(text);
    } catch (cause) {
      throw denied(cause);
    }
    this.#sync.wroteHost(text);
    this.#changed();
  }

  #clipboard(): NonNullable<ClipboardHost['clipboard']> {
    const { clipboard } = this.#host;
    if (clipboard?.readText) return clipboard;
    throw new TelepadError(
      'not_supported',
      'The clipboard was not touched: this browser gives the page none. Serve the page over https.',
    );
  }

  /** Before the browser asks its user for anything. */
  #checkSupport(): void {
    if (!this.#session.supports('clipboard'))
      throw new TelepadError(
        'not_supported',
        'Nothing was copied: phones of this vendor have no known way to share their clipboard. Type the text instead.',
      );
  }

  #checkSize(text: string): void {
    if (!this.#sync.isTooLarge(text)) return;
    throw new TelepadError(
      'argument_invalid',
      `A text of ${text.length} characters was not copied: 131072 bytes are the most at once. Send it as a file.`,
    );
  }

  /** False where the browser does not know the permission: there only a click counts. */
  async #isGranted(name: string): Promise<boolean> {
    try {
      // The DOM's types do not know the names of the clipboard.
      const permission = await this.#host.permissions?.query({ name: name as PermissionName });
      return permission?.state === 'granted';
    } catch {
      return false;
    }
  }

  #changed(): void {
    for (const listener of [...this.#changeListeners]) listener();
  }
}

function denied(cause: unknown): TelepadError {
  if (isTelepadError(cause)) return cause;
  return new TelepadError(
    'permission_denied',
    'The browser did not allow the page to use the clipboard. Try again with a click, or change the page’s permissions.',
    { cause },
  );
}
