/** What is shorter would tear other words apart, and is no secret. */
const minLength = 4;

/**
 * Addresses of signalling servers, whose paths and queries admit to a phone, and any address with a query or
 * credentials. Those without are examples in advice.
 */
const tellingAddress = /\bwss?:\/\/\S+|\bhttps?:\/\/[^\s?@]*[?@]\S*/gi;

/** The last guard before a report is shown: no message should hold any of this, and if one does, it is taken out. */
export class HiddenWords {
  readonly #words = new Set<string>();

  add(secret: string): void {
    for (const form of [secret, encodeURIComponent(secret)]) {
      if (form.length >= minLength) this.#words.add(form);
    }
  }

  clean(text: string): string {
    let cleaned = text.replace(tellingAddress, '[address]');
    // The longest first: a word may be part of another.
    for (const word of [...this.#words].sort((a, b) => b.length - a.length)) {
      cleaned = cleaned.replaceAll(word, '[hidden]');
    }
    return cleaned;
  }
}
