import type { JsonObject } from '../../../core/json.js';

/** An app package that phones fetch from object storage (API reference; fact sheet 4.3). */
export interface KoophoneAppPackage {
  /** Android package name, at most 100 characters. */
  readonly packageName: string;
  /** With its suffix, at most 100 characters. */
  readonly fileName: string;
  /** At most 100 characters. */
  readonly version: string;
  /** Whole megabytes, at most 2048. */
  readonly sizeMegabytes: number;
  /** Download link of object storage, at most 2000 characters: signed links can be longer. */
  readonly url: string;
  /** Hexadecimal. */
  readonly md5?: string;
  /** Default false. */
  readonly isFast?: boolean;
}

/** Texts where the table says so, although the sample has numbers. */
export function installBody(app: KoophoneAppPackage, instanceIds: readonly string[]): JsonObject {
  return {
    fast_install: app.isFast ? '1' : '0',
    object_name: app.packageName,
    file_name: app.fileName,
    object_version: app.version,
    object_size: String(app.sizeMegabytes),
    biz_type: 'apk',
    content_type: 'application/octet-stream',
    content_md5: app.md5?.toLowerCase() ?? '',
    install_package_url: app.url,
    instance_id_list: instanceIds,
  };
}
