import type { EmulatedPackage } from '../../../../core/ports/emulator.js';
import type { BuiltInApp } from '../device-state.js';

export const systemVersion = '1.0';

/** The packages of the phone's own apps. */
const systemApps = [
  ['home', 'Home'],
  ['recents', 'Recents'],
  ['paint', 'Paint'],
  ['notes', 'Notes'],
  ['clock', 'Clock'],
  ['settings', 'Settings'],
  ['list', 'List'],
  ['camera', 'Camera'],
  ['recorder', 'Recorder'],
  ['gallery', 'Gallery'],
  ['sensors', 'Sensors'],
] as const satisfies readonly (readonly [BuiltInApp, string])[];

const systemPackages: readonly EmulatedPackage[] = systemApps.map(([app, label]) => ({
  packageName: packageNameOf(app),
  label,
  version: systemVersion,
  isSystem: true,
}));

const maxInstalled = 100;

/** `com.telepad.paint` */
export function packageNameOf(app: BuiltInApp): string {
  return `com.telepad.${app}`;
}

/** The phone's own app behind a package name. */
export function builtInAppOf(packageName: string): BuiltInApp | undefined {
  return systemApps.find(([app]) => packageNameOf(app) === packageName)?.[0];
}

/** What is installed: the phone's own apps, and those that someone added. */
export class PackageList {
  readonly #installed = new Map<string, EmulatedPackage>();

  /** System packages first, then the others in the order they were installed. */
  get all(): readonly EmulatedPackage[] {
    return [...systemPackages, ...this.#installed.values()];
  }

  get installed(): readonly EmulatedPackage[] {
    return [...this.#installed.values()];
  }

  find(packageName: string): EmulatedPackage | undefined {
    return this.all.find((each) => each.packageName === packageName);
  }

  /**
   * Adds a package, or replaces it by another version. The phone's own cannot be replaced.
   * @returns what is wrong, in the words of Android's package installer; undefined when it was installed
   */
  install({ packageName, label, version }: EmulatedPackage): string | undefined {
    const isName = /^[a-z]\w*(\.[a-z]\w*)+$/i.test(packageName) && packageName.length <= 200;
    if (!isName) return 'INSTALL_PARSE_FAILED_BAD_PACKAGE_NAME';
    if (systemPackages.some((each) => each.packageName === packageName))
      return 'INSTALL_FAILED_UPDATE_INCOMPATIBLE';
    if (!this.#installed.has(packageName) && this.#installed.size >= maxInstalled)
      return 'INSTALL_FAILED_INSUFFICIENT_STORAGE';
    this.#installed.set(packageName, { packageName, label, version, isSystem: false });
    return undefined;
  }

  /** False when there is no such package or it belongs to the system. */
  uninstall(packageName: string): boolean {
    return this.#installed.delete(packageName);
  }

  reset(): void {
    this.#installed.clear();
  }
}
