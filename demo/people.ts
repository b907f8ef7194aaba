import type { Grant, GrantedPhone } from 'telepad/broker';
import type { Clouds } from './clouds.js';

/** Somebody whom the demo knows. An application has its own users instead. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** What this person may do, in plain words. */
  readonly may: string;
  readonly role: Grant['role'];
  readonly phones: readonly GrantedPhone[];
}

/**
 * Two who use phones and one who looks on. Of the emulator's phones the first two have some each; an account's phones
 * are open to all: whoever sets the demo up with an account means to see its phones.
 */
export function describePeople({
  phones,
  isEmulated,
}: Pick<Clouds, 'phones' | 'isEmulated'>): readonly [Person, ...Person[]] {
  const [first, second] = isEmulated ? dealOut(phones) : [phones, phones];
  return [
    { id: 'ada', name: 'Ada', role: 'control', phones: first, may: maySay('uses', first, phones) },
    { id: 'bo', name: 'Bo', role: 'control', phones: second, may: maySay('uses', second, phones) },
    { id: 'guest', name: 'Guest', role: 'watch', phones, may: maySay('watches', phones, phones) },
  ];
}

/** By turns, of each vendor's. */
function dealOut(phones: readonly GrantedPhone[]): readonly [GrantedPhone[], GrantedPhone[]] {
  const turns = new Map<string, number>();
  const hands: [GrantedPhone[], GrantedPhone[]] = [[], []];
  for (const phone of phones) {
    const turn = turns.get(phone.vendor) ?? 0;
    turns.set(phone.vendor, turn + 1);
    hands[turn % 2 === 0 ? 0 : 1].push(phone);
  }
  return hands;
}

function maySay(
  verb: 'uses' | 'watches',
  own: readonly GrantedPhone[],
  all: readonly GrantedPhone[],
): string {
  const which =
    own.length === all.length
      ? own.length === 1
        ? 'the phone'
        : `all ${own.length} phones`
      : `${own.length} of ${all.length} phones`;
  return verb === 'uses'
    ? `Opens and controls ${which}, and can share a link to watch.`
    : `Watches ${which}. This page lets no touch through.`;
}
