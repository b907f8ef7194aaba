/**
 * Where the focus goes inside a toolbar, after the ARIA toolbar pattern: arrow keys wrap around at the ends,
 * and those across the bar work too. Undefined when the key is not one of the toolbar's.
 *
 * @param key as `KeyboardEvent.key`
 * @param now the place of the focus, from 0
 */
export function nextStop(
  key: string,
  now: number,
  count: number,
  isRtl: boolean,
): number | undefined {
  switch (key) {
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'ArrowDown':
    case isRtl ? 'ArrowLeft' : 'ArrowRight':
      return (now + 1) % count;
    case 'ArrowUp':
    case isRtl ? 'ArrowRight' : 'ArrowLeft':
      return (now + count - 1) % count;
    default:
      return undefined;
  }
}
