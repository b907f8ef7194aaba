import type { ControlMessage } from '../../../../core/control.js';
import type { DisplaySizeMessage } from '../../../../core/features.js';
import type { Size } from '../../../../core/geometry.js';
import type { Orientation } from '../device-state.js';
import type { FileStore } from './file-store.js';
import type { PackageList } from './package-list.js';

/** What the shell can reach of the phone around it. */
export interface ShellPhone {
  readonly files: FileStore;
  readonly packages: PackageList;
  readonly properties: Map<string, string>;
  /** The `settings` command's tables, as `system/user_rotation`. */
  readonly settings: Map<string, string>;
  readonly foregroundPackage: string;
  /** Upright, in px and dots per inch: as made, and as it is now. */
  readonly ownDisplay: Size & { readonly density: number };
  readonly display: Size & { readonly density: number };
  /** In its present orientation. */
  readonly screen: Size;
  /** Ms since 1970. */
  now(): number;
  /** @returns what is wrong; then nothing changes */
  setDisplay(size: DisplaySizeMessage['size']): string | undefined;
  rotate(orientation: Orientation): void;
  input(message: ControlMessage): void;
  startApp(packageName: string): boolean;
  stopApp(packageName: string): boolean;
  uninstall(packageName: string): boolean;
  screenshot(): Uint8Array;
}

export interface ShellResult {
  readonly isSuccess: boolean;
  readonly output: string;
}

/** One command of the shell; it gets the words behind its name. */
export type ShellCommand = (words: readonly string[], phone: ShellPhone) => ShellResult;

export function done(output = ''): ShellResult {
  return { isSuccess: true, output };
}

export function failed(output: string): ShellResult {
  return { isSuccess: false, output };
}
