/** Takes the entry that was set first out of a map that has more than `capacity`; one entry at most, as sets come one by one. */
export function forgetOldest(map: Map<unknown, unknown>, capacity: number): void {
  if (map.size <= capacity) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
