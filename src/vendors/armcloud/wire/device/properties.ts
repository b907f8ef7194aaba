import { asArray, asObject, asString } from '../../../../core/json.js';

/** The lists of `padProperties` and `updatePadProperties` (API reference). */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** Rows without a name are left out; a value that is no text is written as one. */
export function readPropertyList(value: unknown): readonly NamedValue[] | undefined {
  return asArray(value)
    ?.map(asObject)
    .flatMap((row) => {
      const name = asString(row?.propertiesName);
      if (!name) return [];
      const found = row?.propertiesValue ?? '';
      return [{ name, value: typeof found === 'object' ? JSON.stringify(found) : String(found) }];
    });
}

export function formatPropertyList(
  list: readonly NamedValue[],
): readonly { readonly propertiesName: string; readonly propertiesValue: string }[] {
  return list.map(({ name, value }) => ({ propertiesName: name, propertiesValue: value }));
}
