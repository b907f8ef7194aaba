import { androidPackageName } from '../../../../core/android-package-name.js';
import type { EmulatedPackage, EmulatorWorld } from '../../../../core/ports/emulator.js';
import { ApiFailure, vendorCode } from './envelope.js';

/** An app of the account's store. */
export interface StoredApp {
  readonly appId: number;
  readonly appName: string;
  readonly packageName: string;
  readonly versionName: string;
  readonly versionNo: number;
  readonly description: string;
  readonly signMd5: string;
  readonly originUrl: string;
  /** Ms since 1970. */
  readonly createTime: number;
  /** Its file is there. */
  available: boolean;
}

/** In every store, so that there is something to install. */
const sampleApp = {
  appId: 1,
  appName: 'Sample',
  packageName: 'com.telepad.sample',
  versionName: '1.0',
  versionNo: 1,
  description: 'An app that every emulator has in its store',
} as const;

/** Ids that the store gives by itself begin here. */
const firstOwnId = 1000;

/** The account's app store: what `app/cache` put there. */
export class AppStore {
  readonly #apps = new Map<number, StoredApp>();
  #nextId = firstOwnId;

  constructor(world: EmulatorWorld) {
    this.put({
      ...sampleApp,
      signMd5: '',
      originUrl: '',
      createTime: world.now(),
      available: true,
    });
  }

  put(app: StoredApp): void {
    this.#apps.set(app.appId, app);
  }

  freeId(): number {
    while (this.#apps.has(this.#nextId)) this.#nextId += 1;
    return this.#nextId;
  }

  find(appId: number): StoredApp | undefined {
    return this.#apps.get(appId);
  }

  get all(): readonly StoredApp[] {
    return [...this.#apps.values()];
  }
}

/** The last part of an address. */
export function fileNameOf(url: string): string {
  return url.split(/[?#]/)[0]?.split('/').pop() || 'file';
}

/** An APK is a ZIP file, and begins like one. */
export function isApk(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/**
 * The package in an APK file. Its name is the file's, where that is a package name: the binary manifest inside
 * is not read.
 * @throws ApiFailure 100010 for a file that is no APK
 */
export function packageOfFile(fileName: string, bytes: Uint8Array): EmulatedPackage {
  const name = /^(?:.*\/)?([^/]+)\.apk$/i.exec(fileName)?.[1];
  if (name === undefined || !isApk(bytes)) {
    throw new ApiFailure(vendorCode.processingFailed, 'The file is no APK.');
  }
  const packageName = androidPackageName.test(name)
    ? name
    : `app.${name.replaceAll(/\W+/g, '_').toLowerCase()}`;
  return { packageName, label: name, version: '1.0', isSystem: false };
}
