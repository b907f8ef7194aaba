import { vendorNotLoaded } from '../session-errors.js';

/** A part of the features that is loaded when it is used. @throws TelepadError `vendor_load_failed` */
export function loadPart<Part>(part: Promise<Part>): Promise<Part> {
  return part.catch((cause: unknown) => {
    throw vendorNotLoaded(cause);
  });
}
