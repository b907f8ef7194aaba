import { asArray, asObject, asString } from '../../../core/json.js';
import type { Envelope } from './envelope.js';

export interface KoophoneApp {
  readonly name: string;
  readonly packageName: string;
  readonly version?: string;
}

/** Of `app-list` (newer pages of the API reference). `undefined` when the answer is no list. */
export function readApps({ body, data }: Envelope): readonly KoophoneApp[] | undefined {
  const rows = asArray(body.result) ?? asArray(asObject(data)?.result);
  return rows?.flatMap((value) => {
    const row = asObject(value);
    const packageName = asString(row?.app_pkg)?.trim();
    if (!packageName) return [];
    const version = asString(row?.app_version)?.trim();
    return [
      {
        name: asString(row?.app_name)?.trim() || packageName,
        packageName,
        ...(version && { version }),
      },
    ];
  });
}
