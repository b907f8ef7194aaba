import type { JsonObject } from '../../../../core/json.js';
import type { EmulatorWorld } from '../../../../core/ports/emulator.js';
import { readIds, readText } from './request-fields.js';
import { taskType } from './task-types.js';

/** State changes of a pad (assumed number; the documents have none). */
export const padStatusCallback = 999;

/** What can be called back. The ids are ours, the type numbers those of the tasks (assumed). */
const types = [
  [padStatusCallback, 'Instance status'],
  [taskType.restart, 'Instance restart'],
  [taskType.reset, 'Instance reset'],
  [taskType.command, 'Asynchronous ADB command'],
  [taskType.uninstall, 'Application uninstallation'],
  [taskType.stopApp, 'Application stop'],
  [taskType.restartApp, 'Application restart'],
  [taskType.startApp, 'Application start'],
  [taskType.screenshot, 'Local screenshot'],
  [taskType.padFile, 'Instance file upload'],
  [taskType.properties, 'Instance attributes'],
  [taskType.listApps, 'Instance application list'],
  [taskType.install, 'Application installation'],
  [taskType.cacheFile, 'File upload'],
] as const;

/** Where the account wants its tasks' outcomes to be posted (API reference, "Server Configuration"). */
export class Callbacks {
  readonly #world: EmulatorWorld;
  readonly #urls = new Map<number, string>();

  constructor(world: EmulatorWorld) {
    this.#world = world;
  }

  /** Posts what is documented for this type, where an address is configured. */
  send(type: number, body: object): void {
    const url = this.#urls.get(type);
    if (url !== undefined) this.#world.post(url, JSON.stringify(body));
  }

  list(): readonly object[] {
    return types.map(([type, callbackName], index) => ({
      id: index + 1,
      callbackType: String(type),
      callbackName,
    }));
  }

  /** The address that is configured; the documents have one for all types. */
  selected(): string | null {
    return [...this.#urls.values()].at(-1) ?? null;
  }

  /** @returns how many types have it now */
  insert(body: JsonObject): number {
    const ids = readIds(body, 'callbackIdList');
    const text = readText(body, 'callbackUrl');
    // The samples write addresses without a scheme.
    const url = /^https?:\/\//.test(text) ? text : `http://${text}`;
    const chosen = ids.flatMap((id) => types[id - 1]?.slice(0, 1) ?? []) as number[];
    for (const type of chosen) this.#urls.set(type, url);
    return new Set(chosen).size;
  }

  /** The new list in place of the old one. */
  update(body: JsonObject): number {
    readIds(body, 'callbackIdList');
    readText(body, 'callbackUrl');
    this.#urls.clear();
    return this.insert(body);
  }

  /** @returns how many types had one */
  clear(): number {
    const count = this.#urls.size;
    this.#urls.clear();
    return count;
  }
}
