import type { ControlMessage } from '../../../../core/control.js';
import type { EmulatedPackage, EmulatedSystem } from '../../../../core/ports/emulator.js';
import type { AppName, PackageName } from '../device-state.js';
import { ownDisplay } from '../display.js';
import { takeScreenshot } from '../screenshot.js';
import type { WindowSystem } from '../window-system.js';
import { runShellLine } from './command-shell.js';
import type { FileStore } from './file-store.js';
import { builtInAppOf, type PackageList } from './package-list.js';
import type { ShellPhone } from './shell-phone.js';
import { factoryProperties } from './system-properties.js';

export interface AndroidSystemOptions {
  readonly phoneId: string;
  /** Ms since 1970. */
  readonly now: () => number;
  readonly windows: WindowSystem;
  readonly files: FileStore;
  readonly packages: PackageList;
  readonly properties: Map<string, string>;
  readonly input: (message: ControlMessage) => void;
  readonly reportViolation: (text: string) => void;
  /** The phone begins anew; with everything that a user put there, or without. */
  readonly begin: (how: 'restart' | 'factory-reset') => void;
}

/** The Android inside: what the vendors' REST APIs and the shell do to it. */
export class AndroidSystem implements EmulatedSystem {
  readonly properties: Map<string, string>;
  readonly settings = new Map<string, string>();
  readonly #options: AndroidSystemOptions;
  #screenshotCount = 0;

  constructor(options: AndroidSystemOptions) {
    this.#options = options;
    this.properties = options.properties;
    this.reset();
  }

  /** Pictures of the screen that the phone has kept. */
  get screenshotCount(): number {
    return this.#screenshotCount;
  }

  shell(command: string): { readonly isSuccess: boolean; readonly output: string } {
    return runShellLine(command, this.#shellPhone());
  }

  packages(): readonly EmulatedPackage[] {
    return this.#options.packages.all;
  }

  install(app: EmulatedPackage): void {
    const { packages, windows, reportViolation } = this.#options;
    const problem = packages.install(app);
    if (problem !== undefined) reportViolation(`install: ${problem}`);
    windows.packagesChanged();
  }

  uninstall(packageName: string): boolean {
    const { packages, windows } = this.#options;
    if (packages.find(packageName)?.isSystem !== false) return false;
    windows.stop(packageName as PackageName);
    packages.uninstall(packageName);
    windows.packagesChanged();
    return true;
  }

  startApp(packageName: string): boolean {
    const app = this.#appOf(packageName);
    if (app !== undefined) this.#options.windows.open(app);
    return app !== undefined;
  }

  stopApp(packageName: string): boolean {
    const app = this.#appOf(packageName);
    if (app !== undefined) this.#options.windows.stop(app);
    return app !== undefined;
  }

  writeFile(path: string, bytes: Uint8Array): void {
    const problem = this.#options.files.write(path, bytes);
    if (problem !== undefined) this.#options.reportViolation(`file ${path}: ${problem}`);
  }

  readFile(path: string): Uint8Array | undefined {
    return this.#options.files.read(path);
  }

  async screenshot(): Promise<Uint8Array> {
    return this.#picture();
  }

  /** Keeps a picture of the screen in the phone's storage. */
  saveScreenshot(): void {
    const { files, now, reportViolation } = this.#options;
    this.#screenshotCount += 1;
    const time = new Date(now()).toISOString().replace(/[-:]/g, '').slice(0, 15).replace('T', '-');
    const path = `/sdcard/Pictures/Screenshots/Screenshot_${time}_${this.#screenshotCount}.png`;
    const problem = files.write(path, this.#picture());
    if (problem !== undefined) reportViolation(`save-screenshot: ${problem}`);
  }

  restart(): void {
    this.#options.begin('restart');
  }

  factoryReset(): void {
    this.#options.begin('factory-reset');
  }

  /** As a new phone's. */
  reset(): void {
    const { phoneId, files, packages } = this.#options;
    this.#screenshotCount = 0;
    this.properties.clear();
    for (const [name, value] of factoryProperties(phoneId)) this.properties.set(name, value);
    this.settings.clear();
    this.settings.set('system/accelerometer_rotation', '1');
    this.settings.set('system/user_rotation', '0');
    files.reset();
    packages.reset();
  }

  #picture(): Uint8Array {
    return takeScreenshot(this.#options.windows);
  }

  #appOf(packageName: string): AppName | undefined {
    const known = this.#options.packages.find(packageName);
    if (!known) return undefined;
    return builtInAppOf(packageName) ?? (packageName as PackageName);
  }

  #shellPhone(): ShellPhone {
    const { windows, files, packages, now, input } = this.#options;
    return {
      files,
      packages,
      properties: this.properties,
      settings: this.settings,
      // One command of a line sees what the one before has changed.
      get foregroundPackage() {
        return windows.foregroundPackage;
      },
      get display() {
        return windows.displaySettings;
      },
      get screen() {
        return { width: windows.screen.width, height: windows.screen.height };
      },
      ownDisplay,
      now,
      setDisplay: (size) => windows.resize(size),
      rotate: (orientation) => windows.rotate(orientation),
      input,
      startApp: (packageName) => this.startApp(packageName),
      stopApp: (packageName) => this.stopApp(packageName),
      uninstall: (packageName) => this.uninstall(packageName),
      screenshot: () => this.#picture(),
    };
  }
}
