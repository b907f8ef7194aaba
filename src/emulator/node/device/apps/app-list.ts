import type { PackageList } from '../android/package-list.js';
import type { AppName, BuiltInApp, PackageName } from '../device-state.js';
import type { App, Host } from '../surface.js';
import { type Apps, createApps } from './apps.js';
import { PackageApp } from './package-app.js';

/** As many as recents shows on one screen. */
const maxRecents = 6;

/** The phone's own apps, the screens of installed packages, and which were used last. */
export class AppList {
  readonly own: Apps;
  readonly #host: Host;
  readonly #packages: PackageList;
  readonly #packageApps = new Map<PackageName, PackageApp>();
  #recents: readonly AppName[] = [];

  constructor(host: Host, packages: PackageList) {
    this.#host = host;
    this.#packages = packages;
    this.own = createApps(host);
  }

  /** The last one first. */
  get recents(): readonly AppName[] {
    return this.#recents;
  }

  named(name: AppName): App | undefined {
    if (!isPackageName(name)) return this.own[name];
    const installed = this.#packages.find(name);
    if (!installed || installed.isSystem) return undefined;
    const app = this.#packageApps.get(name) ?? new PackageApp(this.#host, installed);
    this.#packageApps.set(name, app);
    return app;
  }

  use(name: AppName): void {
    if (isSystemScreen(name)) return;
    const others = this.#recents.filter((other) => other !== name);
    this.#recents = [name, ...others].slice(0, maxRecents);
  }

  /** The app begins anew, and was never used. */
  forget(name: AppName): void {
    this.#recents = this.#recents.filter((other) => other !== name);
    if (isPackageName(name)) this.#packageApps.delete(name);
    else this.own[name].reset();
  }

  forgetRecents(): void {
    this.#recents = [];
  }

  reset(): void {
    for (const name of Object.keys(this.own) as BuiltInApp[]) this.own[name].reset();
    this.#packageApps.clear();
    this.#recents = [];
  }
}

export function isPackageName(name: AppName): name is PackageName {
  return name.includes('.');
}

/** Home and recents are not listed among the apps that were used. */
export function isSystemScreen(name: AppName): boolean {
  return name === 'home' || name === 'recents';
}
