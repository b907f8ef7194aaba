import { TelepadError } from '../core/errors.js';
import type { PhoneStrings } from './strings.js';

export type SomePhoneStrings = Partial<PhoneStrings>;

/** The texts, or what loads them when a page first needs them. */
export type PhoneStringsSource = SomePhoneStrings | (() => Promise<SomePhoneStrings>);

/** Of all elements of the page, by language tag. */
const sources = new Map<string, PhoneStringsSource>([
  ['en', {}],
  ['zh', () => import('./chinese.js').then(({ chinese }) => chinese)],
]);

/** Called when a language has come. */
const listeners = new Set<() => void>();

/**
 * Gives `<telepad-phone>` another language, or other words for one that it has. Elements that are there already take it
 * at once. What is left out stays English.
 * @param language a BCP 47 tag, such as `fr` or `pt-BR`; `fr` serves `fr-CA` as well, unless that has its own
 * @param strings the texts, or a function that loads them once an element of this language is there
 * @throws TelepadError `argument_invalid`
 */
export function registerPhoneStrings(language: string, strings: PhoneStringsSource): void {
  if (!/^[a-z]{2,8}(-[a-z\d]{1,8})*$/i.test(language) || !/^(o|f)/.test(typeof (strings ?? 0)))
    throw new TelepadError(
      'argument_invalid',
      'The texts were not registered: give a language tag and an object of texts, or a function that loads one.',
    );
  sources.set(language, strings);
  for (const listener of listeners) listener();
}

/** The known language that is closest to the one that the element is in, after HTML's rules; `en` when none is. */
function languageOf(host: Element): string {
  const closestFirst = [...sources.keys()].sort((a, b) => b.length - a.length);
  return closestFirst.find((language) => host.matches(`:lang(${language})`)) ?? 'en';
}

/** Of a language without its region; RTL where nothing else is said. */
const rightToLeft = /^(ar|dv|fa|he|iw|ku|ps|sd|ug|ur|yi)\b/i;

export interface ElementLanguage {
  readonly language: string;
  readonly isRightToLeft: boolean;
  /** Undefined while they are being loaded. */
  readonly strings: SomePhoneStrings | undefined;
}

/** Follows the language that an element is in while it is in the document. */
export function followLanguage(
  host: Element,
  changed: (now: ElementLanguage) => void,
): { start(): void; stop(): void } {
  let shown: PhoneStringsSource | undefined;
  const check = () => {
    const language = languageOf(host);
    const source = sources.get(language) ?? {};
    if (source === shown) return;
    shown = source;
    const tell = (strings: SomePhoneStrings | undefined) =>
      changed({ language, isRightToLeft: rightToLeft.test(language), strings });
    if (typeof source !== 'function') return tell(source);
    tell(undefined);
    source().then(
      (strings) => {
        // Loaded once for all; whoever asks from now on has it at once.
        if (sources.get(language) === source) sources.set(language, strings);
        if (shown !== source) return;
        shown = strings;
        tell(strings);
      },
      () => {
        // English is better than nothing. The next look at the language asks again.
        if (shown !== source) return;
        shown = undefined;
        changed({ language: 'en', isRightToLeft: false, strings: {} });
      },
    );
  };
  const observer = new MutationObserver(check);
  return {
    start() {
      // A language is inherited through shadow roots.
      let root: Node | undefined = host.getRootNode();
      while (root) {
        observer.observe(root, { subtree: true, attributeFilter: ['lang'] });
        root = root instanceof ShadowRoot ? root.host.getRootNode() : undefined;
      }
      listeners.add(check);
      check();
    },
    stop() {
      observer.disconnect();
      listeners.delete(check);
    },
  };
}
