import 'telepad/element';
import type {} from 'telepad/element/preact';

/** A component as its author would write it; it only has to compile. */
export const phone = (
  <telepad-phone
    broker="/telepad"
    phone-id="a"
    controls
    class="phone"
    ontelepad-stats={({ detail }) => console.log(detail.statistics.video)}
  />
);

// @ts-expect-error there is no such theme
export const wrong = <telepad-phone theme="blue" />;
