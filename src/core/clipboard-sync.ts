/** What a clipboard may hold at most when it goes from one side to the other, in bytes of UTF-8. */
export const usualMaxClipboardBytes = 131_072;

/** For so long a phone may repeat what it was just given, in ms; later the same text is one that its user copied. */
const echoMs = 3000;
const maxEchoes = 16;

/** What becomes of a text: it goes to the other side, is `known` there already, or is `too-large`. */
export type ClipboardVerdict = 'new' | 'known' | 'too-large';

/**
 * Decides what of two clipboards is new to the other one. Windows ends lines by CR and LF, and what a phone gives back
 * has LF alone: that is no difference.
 */
export class ClipboardSync {
  readonly #maxBytes: number;
  /** As the host's clipboard was seen or written last. */
  #hostText: string | undefined;
  /** What the phone is known to hold. */
  #phoneText: string | undefined;
  /** Was the phone's own, or of this page. */
  #copied: string | undefined;
  /** What the phone was given lately, the oldest first. */
  #given: { readonly text: string; readonly atMs: number }[] = [];

  constructor(maxBytes: number = usualMaxClipboardBytes) {
    this.#maxBytes = maxBytes;
  }

  /** What the user copied on the phone last; undefined before, and when something of the host has taken its place. */
  get copied(): string | undefined {
    return this.#copied;
  }

  /** `copied` is not on the host's clipboard, as far as this page has seen. */
  get hasNews(): boolean {
    return this.#copied !== undefined && !isSame(this.#copied, this.#hostText);
  }

  isTooLarge(text: string): boolean {
    // No UTF-16 unit takes more than three bytes: most texts need no counting.
    return text.length * 3 > this.#maxBytes && utf8Length(text) > this.#maxBytes;
  }

  /** The host's clipboard was looked at. `new`: the phone shall have it; call `gavePhone` then. */
  sawHost(text: string): ClipboardVerdict {
    const isSeen = isSame(text, this.#hostText);
    this.#hostText = text;
    if (text === '' || isSeen || isSame(text, this.#phoneText)) return 'known';
    return this.isTooLarge(text) ? 'too-large' : 'new';
  }

  /** The phone's clipboard was set, by this page or whoever else sends through the session. */
  gavePhone(text: string, nowMs: number): void {
    this.#phoneText = text;
    this.#copied = undefined;
    this.#given = [...this.#given, { text, atMs: nowMs }].slice(-maxEchoes);
  }

  /** The phone was not given this, or may not have got it: the next look at the host finds it `new`. */
  missedPhone(text: string): void {
    if (isSame(text, this.#hostText)) this.#hostText = undefined;
    if (isSame(text, this.#phoneText)) this.#phoneText = undefined;
  }

  /** The phone says what its clipboard holds. `new`: the host may have it; call `wroteHost` then. */
  heardPhone(text: string, nowMs: number): ClipboardVerdict {
    this.#given = this.#given.filter(({ atMs }) => Math.abs(nowMs - atMs) <= echoMs);
    const echo = this.#given.findIndex((given) => isSame(given.text, text));
    if (echo >= 0) {
      // What was given before comes no more: the channel keeps the order.
      this.#given = this.#given.slice(echo + 1);
      return 'known';
    }
    this.#phoneText = text;
    if (text === '') {
      this.#copied = undefined;
      return 'known';
    }
    this.#copied = text;
    if (isSame(text, this.#hostText)) return 'known';
    return this.isTooLarge(text) ? 'too-large' : 'new';
  }

  /** The host's clipboard was written. */
  wroteHost(text: string): void {
    this.#hostText = text;
  }
}

function isSame(left: string, right: string | undefined): boolean {
  if (left === right) return true;
  return right !== undefined && left.replaceAll('\r\n', '\n') === right.replaceAll('\r\n', '\n');
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
