import type { TaskStatus } from '../../../core/device/operations.js';
import type { TelepadError } from '../../../core/errors.js';
import { asNumber, asObject, asString, type JsonObject } from '../../../core/json.js';
import type { BrokerTools } from '../../../core/ports/broker.js';
import { type AccountCallName, accountCalls } from '../wire/account-calls.js';
import { type AppToCache, appCacheBody, readCachedApps } from '../wire/device/app-cache.js';
import { readStoppedStreams } from '../wire/device/stopped-streams.js';
import { readTaskNumber, rowsOf } from '../wire/device/task-row.js';
import * as check from './account-arguments.js';
import { createAccountClient } from './account-client.js';
import type { ArmcloudSettings } from './armcloud-settings.js';
import { checkArmcloudSettings } from './check-armcloud-settings.js';
import { queryTask } from './device/tasks.js';
import { answerInvalid, vendorFailure } from './vendor-failure.js';

export type { AppToCache } from '../wire/device/app-cache.js';

/** Each call can be given up. */
export interface AccountCallOptions {
  readonly signal?: AbortSignal;
}

/**
 * What a server may do with an ArmCloud account beyond what a broker offers to browsers. Every call rejects with a
 * `TelepadError`: `argument_invalid` when nothing was sent, else the code of what went wrong.
 */
export interface ArmcloudAccount {
  /** An STS token for any phone of the account: for the vendor's own SDK, or `armcloudTicketFromSts`. */
  stsToken(options?: AccountCallOptions): Promise<string>;
  /** An STS token that opens one phone only. Prefer it: the token travels to a browser. */
  stsTokenByPadCode(padCode: string, options?: AccountCallOptions): Promise<string>;
  clearStsToken(token: string, options?: AccountCallOptions): Promise<void>;
  /** Revokes all STS tokens of one phone. */
  clearStsTokenByPadCode(padCode: string, options?: AccountCallOptions): Promise<void>;
  /** Ends the streams of phones for everybody who watches them. One that fails, fails alone. */
  dissolveRoom(
    padCodes: readonly string[],
    options?: AccountCallOptions,
  ): Promise<{
    readonly stopped: readonly string[];
    readonly failures: readonly { readonly padCode: string; readonly error: TelepadError }[];
  }>;
  /** The kinds of callbacks that the vendor offers. */
  selectList(options?: AccountCallOptions): Promise<readonly CallbackKind[]>;
  /** Where callbacks go now; null when nowhere. */
  selectCallback(options?: AccountCallOptions): Promise<string | null>;
  /**
   * Sets where callbacks of some kinds go, such as the address of a broker's own callback route.
   * @returns the number of kinds that were set
   */
  insertCallback(callback: CallbackTarget, options?: AccountCallOptions): Promise<number>;
  /** Changes what `insertCallback` has set. */
  updateCallback(callback: CallbackTarget, options?: AccountCallOptions): Promise<number>;
  /** No more callbacks. */
  deleteCallback(options?: AccountCallOptions): Promise<number>;
  /** Lets the vendor fetch a file into the account's file store; `uploadFile` then takes its `fileId`. */
  cacheFile(
    file: FileToCache,
    options?: AccountCallOptions,
  ): Promise<{ readonly taskId: string; readonly fileId: string }>;
  /** Lets the vendor fetch apps into the account's app store; `installApp` then takes their `appId`. */
  cacheApps(
    apps: readonly AppToCache[],
    options?: AccountCallOptions,
  ): Promise<readonly { readonly taskId: string; readonly appId: string }[]>;
  /** How far a task of `cacheFile` or `cacheApps` is. */
  fileTask(taskId: string, options?: AccountCallOptions): Promise<FileTask>;
}

export interface CallbackKind {
  readonly id: number;
  readonly type: string;
  readonly name: string;
}

export interface CallbackTarget {
  /** Ids of `selectList`. */
  readonly ids: readonly number[];
  readonly url: string;
}

export interface FileToCache {
  /** Where the vendor can fetch it from: an `http:` or `https:` address. */
  readonly url: string;
  readonly name: string;
  /** In hexadecimal. The vendor's table asks for it, its sample goes without. */
  readonly md5?: string;
}

export interface FileTask {
  readonly status: TaskStatus;
  /** Ms since 1970. */
  readonly endedAt?: number;
}

/**
 * @param toolsFor how calls get to the vendor: `createServerTools()`. The signal gives a call up
 * @throws TelepadError `configuration_invalid`
 */
export function createArmcloudAccount(
  settings: ArmcloudSettings,
  toolsFor: (signal?: AbortSignal) => BrokerTools,
): ArmcloudAccount {
  const client = createAccountClient(checkArmcloudSettings(settings));
  const call = (
    name: AccountCallName,
    body: JsonObject | undefined,
    options: AccountCallOptions = {},
  ) => client.call(name, body, toolsFor(options.signal));

  async function callForToken(
    name: 'stsToken' | 'stsTokenByPadCode',
    body: JsonObject | undefined,
    options?: AccountCallOptions,
  ): Promise<string> {
    const token = asString(asObject(await call(name, body, options))?.token)?.trim();
    if (!token) throw answerInvalid(accountCalls[name].purpose, 'it holds no token');
    return token;
  }

  /** `data` is the number of kinds, which is nothing to fail for where it is missing. */
  async function callForCount(
    name: 'insertCallback' | 'updateCallback' | 'deleteCallback',
    body: JsonObject | undefined,
    options?: AccountCallOptions,
  ): Promise<number> {
    return asNumber(await call(name, body, options)) ?? 0;
  }

  return {
    stsToken: async (options) => callForToken('stsToken', undefined, options),

    async stsTokenByPadCode(padCode, options) {
      const body = { padCode: check.padCode(padCode) };
      return callForToken('stsTokenByPadCode', body, options);
    },

    async clearStsToken(token, options) {
      await call('clearStsToken', { token: check.token(token) }, options);
    },

    async clearStsTokenByPadCode(padCode, options) {
      await call('clearStsTokenByPadCode', { padCode: check.padCode(padCode) }, options);
    },

    async dissolveRoom(padCodes, options) {
      const asked = check.padCodes(padCodes);
      const answer = readStoppedStreams(await call('dissolveRoom', { padCodes: asked }, options));
      const { purpose } = accountCalls.dissolveRoom;
      const failures = answer.failed.map(({ padCode, errorCode }) => ({
        padCode,
        error: vendorFailure(errorCode, purpose),
      }));
      const failed = new Set(failures.map(({ padCode }) => padCode));
      return { stopped: asked.filter((padCode) => !failed.has(padCode)), failures };
    },

    async selectList(options) {
      const rows = rowsOf(await call('selectList', undefined, options));
      return rows.flatMap((row) => {
        const id = asNumber(row.id);
        if (id === undefined) return [];
        const type = String(asNumber(row.callbackType) ?? asString(row.callbackType) ?? '');
        return [{ id, type, name: asString(row.callbackName) ?? '' }];
      });
    },

    async selectCallback(options) {
      return asString(await call('selectCallback', undefined, options))?.trim() || null;
    },

    insertCallback: async (target, options) =>
      callForCount('insertCallback', check.callback(target), options),

    updateCallback: async (target, options) =>
      callForCount('updateCallback', check.callback(target), options),

    deleteCallback: async (options) => callForCount('deleteCallback', undefined, options),

    async cacheFile(file, options) {
      const [row] = rowsOf(await call('fileCache', check.file(file), options));
      const taskId = readTaskNumber(row?.taskId);
      const fileId = asString(row?.fileUniqueId)?.trim();
      if (taskId === undefined || !fileId) {
        throw answerInvalid(accountCalls.fileCache.purpose, 'it holds no task and file');
      }
      return { taskId, fileId };
    },

    async cacheApps(apps, options) {
      const data = await call('appCache', appCacheBody(check.apps(apps)), options);
      const rows = readCachedApps(data);
      if (rows.length === 0) {
        throw answerInvalid(accountCalls.appCache.purpose, 'it holds no tasks');
      }
      return rows;
    },

    async fileTask(taskId, options) {
      const taskNumber = check.taskNumber(taskId);
      const question = { kind: 'file', taskNumber } as const;
      const detail = await queryTask(question, client, toolsFor(options?.signal));
      if (!detail) throw check.noSuchTask();
      const { status, endedAt } = detail;
      return { status, ...(endedAt !== undefined && { endedAt }) };
    },
  };
}
