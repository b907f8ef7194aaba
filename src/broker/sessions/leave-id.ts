/** 22 characters: 128 bits from a random source. */
export function createLeaveId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .slice(0, 22);
}

export function isLeaveId(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{22}$/.test(value);
}
