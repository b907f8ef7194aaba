import { asString, type JsonObject } from '../../../../core/json.js';
import { readTaskNumber, rowsOf } from './task-row.js';

/** One app for `app/cache` (API reference). The vendor reads what is left out from the package itself. */
export interface AppToCache {
  /** Where the vendor can fetch it from: an `http:` or `https:` address. */
  readonly url: string;
  /** A number of your own for it. */
  readonly appId?: number;
  readonly name?: string;
  readonly packageName?: string;
  readonly signatureMd5?: string;
  readonly versionNumber?: number;
  readonly versionName?: string;
  readonly description?: string;
  /** Of the file. */
  readonly md5?: string;
}

export function appCacheBody(apps: readonly AppToCache[]): JsonObject {
  return {
    parse: true,
    apps: apps.map((app) => ({
      appId: app.appId,
      url: app.url,
      appName: app.name,
      pkgName: app.packageName,
      signMd5: app.signatureMd5,
      versionNo: app.versionNumber,
      versionName: app.versionName,
      description: app.description,
      md5sum: app.md5,
    })),
  };
}

/** Rows without a task are left out. */
export function readCachedApps(
  data: unknown,
): readonly { readonly taskId: string; readonly appId: string }[] {
  return rowsOf(data).flatMap((row) => {
    const taskId = readTaskNumber(row.taskId);
    const appId = readTaskNumber(row.appId) ?? asString(row.appId)?.trim();
    return taskId !== undefined && appId ? [{ taskId, appId }] : [];
  });
}
