import type { Finding } from '../core/diagnosis.js';
import { createElement } from './create-element.js';
import type { PhoneStrings } from './strings.js';

/** What was looked at, folded away, and a button that copies a report of it. */
export class ErrorDetails {
  readonly root: HTMLDetailsElement;
  readonly #strings: PhoneStrings;
  readonly #list = createElement('ul', { name: 'findings' });
  readonly #copy: HTMLButtonElement;
  readonly #summary = createElement('summary', {});
  #findings: readonly Finding[] | undefined;
  #key: string | undefined;

  /** @param report gives the text that is copied */
  constructor(strings: PhoneStrings, report: () => string) {
    this.#strings = strings;
    this.#copy = createElement('button', {
      name: 'copy',
      attributes: { type: 'button' },
    });
    this.#copy.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(report());
        this.#copy.textContent = strings.copied;
      } catch {
        // Without https there is no clipboard, and a frame may not have the permission.
        this.#copy.textContent = strings.notCopied;
      }
    });
    this.root = createElement(
      'details',
      { name: 'details' },
      this.#summary,
      this.#list,
      this.#copy,
    );
  }

  /** The language is another one. */
  reword(): void {
    this.#key = undefined;
    this.show(this.#findings);
  }

  show(findings: readonly Finding[] | undefined): void {
    this.#findings = findings;
    this.root.hidden = findings === undefined;
    // Told again at every look; what is unfolded must stay so.
    const key = JSON.stringify(findings);
    if (key === this.#key) return;
    this.#key = key;
    this.root.open = false;
    this.#summary.textContent = this.#strings.details;
    this.#copy.textContent = this.#strings.copyDetails;
    this.#list.replaceChildren(...(findings ?? []).map((finding) => this.#row(finding)));
  }

  #row({ status, message, advice }: Finding): HTMLLIElement {
    const word = createElement('b', {});
    word.textContent = this.#strings[status];
    // In whatever language the words around are.
    const text = createElement('span', { attributes: { lang: 'en', dir: 'ltr' } });
    text.textContent = advice ? `${message} ${advice}` : message;
    return createElement('li', { attributes: { 'data-status': status } }, word, text);
  }
}
