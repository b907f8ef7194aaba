import type { WireData } from '../../../core/ports/client.js';

/** Phones send text or UTF-8 bytes; both are JSON (fact sheet 5.2). */
export function textOf(data: WireData): string {
  return typeof data === 'string' ? data : new TextDecoder().decode(data);
}
