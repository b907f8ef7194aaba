/**
 * The brands VMOS Cloud and VSPhone have the same operations under prefixes of their own, by their last names
 * (fact sheet 2.1): `/vcpcloud/api/padApi/stsToken`.
 */
const brandPrefixes = ['/vcpcloud/api/padApi/', '/vsphone/api/padApi/'] as const;

export function isBrandPath(path: string): boolean {
  return brandPrefixes.some((prefix) => path.startsWith(prefix));
}

/** The operation's last name; `undefined` for a path that is none of a brand's. */
export function brandOperation(path: string): string | undefined {
  const prefix = brandPrefixes.find((candidate) => path.startsWith(candidate));
  return prefix && path.slice(prefix.length);
}
