/** Readers for JSON that came from a network: nothing in it is trusted until one of these has looked. */

export type JsonObject = { readonly [key: string]: unknown };

/** Parses JSON text; `undefined` (never a throw) when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

export function asArray(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A finite number, also when it is written as a decimal string, as vendors sometimes do. */
export function asNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A whole number from 0 to `max`, also when it is written as a decimal string. */
export function asWholeNumber(value: unknown, max: number): number | undefined {
  const number = asNumber(value);
  return number !== undefined && Number.isInteger(number) && number >= 0 && number <= max
    ? number
    : undefined;
}

export function asBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** An object, also when it is JSON text inside a JSON string, as ArmCloud's frames have it. */
export function asNestedObject(value: unknown): JsonObject | undefined {
  return asObject(typeof value === 'string' ? parseJson(value) : value);
}
