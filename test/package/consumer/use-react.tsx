import 'telepad/element';
import { brokerTicket } from 'telepad';
import type {} from 'telepad/element/react';

/** A component as its author would write it; it only has to compile. */
export function Phone({ id, isWide }: { readonly id: string; readonly isWide: boolean }) {
  return (
    <telepad-phone
      broker="/telepad"
      phone-id={id}
      controls
      fit={isWide ? 'cover' : 'contain'}
      rotation={90}
      className="phone"
      ref={(element) => element?.focus()}
      ontelepad-live={({ detail }) => console.log(detail)}
      ontelepad-error={({ detail }) => console.warn(detail.error.code)}
    >
      <div slot="toolbar">{id}</div>
    </telepad-phone>
  );
}

export const wrong = [
  // @ts-expect-error there is no such fit
  <telepad-phone key={1} fit="stretch" />,
  // @ts-expect-error an id is text
  <telepad-phone key={2} phone-id={7} />,
  <telepad-phone key={3} ticket={brokerTicket({ url: '/telepad', phoneId: 'a' })} />,
];
