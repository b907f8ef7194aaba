import { TelepadError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import type { BrokerTools } from '../../../core/ports/broker.js';
import { installBody, type KoophoneAppPackage } from '../wire/app-install.js';
import { type KoophoneApp, readApps } from '../wire/app-list.js';
import {
  type KoophoneOrder,
  type KoophoneOrdered,
  type KoophoneSkus,
  readOrdered,
  readSkus,
} from '../wire/orders.js';
import type { KoophonePhonePage, KoophonePhoneStatus } from '../wire/phone-rows.js';
import { type RestCallName, restCalls } from '../wire/rest-calls.js';
import {
  type KoophoneCommandResult,
  type KoophoneJob,
  type KoophoneTask,
  readCommandResults,
  readJobs,
  readTask,
} from '../wire/tasks.js';
import { type KoophoneVideoSetting, videoSettingsBody } from '../wire/video-settings.js';
import type { KoophonePhoneFilter, KoophoneUserPhone } from './account-arguments.js';
import * as check from './account-arguments.js';
import { createAccountClient } from './account-client.js';
import { checkKoophoneSettings } from './check-koophone-settings.js';
import { checkCommand } from './device/commands.js';
import type { KoophoneSettings } from './koophone-settings.js';
import { pageQuery, queryPhones, queryStatus } from './query-phones.js';
import { answerInvalid } from './vendor-failure.js';

/** Each call can be given up. */
export interface KoophoneCallOptions {
  readonly signal?: AbortSignal;
}

export type { KoophoneAppPackage } from '../wire/app-install.js';
export type { KoophoneApp } from '../wire/app-list.js';
export type { KoophoneOrder, KoophoneOrdered, KoophoneSku, KoophoneSkus } from '../wire/orders.js';
export type { KoophonePhone, KoophonePhonePage, KoophonePhoneStatus } from '../wire/phone-rows.js';
export type { KoophoneCommandResult, KoophoneJob, KoophoneTask } from '../wire/tasks.js';
export type { KoophoneVideo, KoophoneVideoSetting } from '../wire/video-settings.js';
export type { KoophonePhoneFilter, KoophoneUserPhone } from './account-arguments.js';

/**
 * What a server may do with a KooPhone account beyond what a broker offers to browsers. For administrators: the vendor
 * knows no user of yours, and nothing here asks `authorize`. Lists of phones hold 1 to 100. Every call rejects with a
 * `TelepadError`: `argument_invalid` when nothing was sent, else the code of what went wrong. What restarts, wipes, runs
 * or buys something is never repeated by itself.
 */
export interface KoophoneAccount {
  /** The phones of the account, page by page. */
  listPhones(
    filter?: KoophonePhoneFilter,
    options?: KoophoneCallOptions,
  ): Promise<KoophonePhonePage>;
  /** What phones are busy with. Two tables of the numbers exist, so the raw one is there, too. */
  phoneStatus(
    phoneIds: readonly string[],
    options?: KoophoneCallOptions,
  ): Promise<readonly KoophonePhoneStatus[]>;
  /**
   * Sets the video of phones for each network and codec: all six combinations, each with its three definitions. The
   * vendor has no call that tells the present ones, so keep what you have set.
   */
  setVideo(
    phoneIds: readonly string[],
    settings: readonly KoophoneVideoSetting[],
    options?: KoophoneCallOptions,
  ): Promise<void>;
  /** Gives phones to users. */
  assign(pairs: readonly KoophoneUserPhone[], options?: KoophoneCallOptions): Promise<void>;
  /** Takes phones from users. Wipes the users' data on them. */
  unassign(
    pairs: readonly KoophoneUserPhone[],
    options?: KoophoneCallOptions,
  ): Promise<KoophoneTask>;
  /** Stores phones away and frees their machines. Only for phones whose data is loaded. */
  backup(phoneIds: readonly string[], options?: KoophoneCallOptions): Promise<KoophoneTask>;
  /** Wipes phones. */
  reset(phoneIds: readonly string[], options?: KoophoneCallOptions): Promise<KoophoneTask>;
  /** Restarts phones; all of them must run. */
  restart(phoneIds: readonly string[], options?: KoophoneCallOptions): Promise<void>;
  /**
   * Runs a command and waits for what it prints, at most 1024 bytes.
   * @param command at most 1024 letters, digits, blanks and `_./:-`
   */
  runCommand(
    phoneIds: readonly string[],
    command: string,
    options?: KoophoneCallOptions,
  ): Promise<readonly KoophoneCommandResult[]>;
  /** Starts a command; `task` tells what it printed. */
  startCommand(
    phoneIds: readonly string[],
    command: string,
    options?: KoophoneCallOptions,
  ): Promise<KoophoneTask>;
  /** How far a task is, by job: `KoophoneTask.jobs` says whose each is. Documented for commands and installations. */
  task(taskId: string, options?: KoophoneCallOptions): Promise<readonly KoophoneJob[]>;
  /** Lets phones fetch an app package from object storage and install it. */
  installApp(
    app: KoophoneAppPackage,
    phoneIds: readonly string[],
    options?: KoophoneCallOptions,
  ): Promise<KoophoneTask>;
  /** The apps on a phone, a page of 1 to 100. */
  listApps(
    phoneId: string,
    page?: { readonly page?: number; readonly pageSize?: number },
    options?: KoophoneCallOptions,
  ): Promise<readonly KoophoneApp[]>;
  /** What can be ordered. Needs `allowOrders`, as the next two do. */
  skus(options?: KoophoneCallOptions): Promise<KoophoneSkus>;
  /** Orders phones: spends money when `isAutoPay` is true, else leaves an order to be paid. */
  createPhones(order: KoophoneOrder, options?: KoophoneCallOptions): Promise<KoophoneOrdered>;
  /** Deletes phones that are paid by period, with all that is on them. */
  deletePhones(phoneIds: readonly string[], options?: KoophoneCallOptions): Promise<void>;
}

export interface KoophoneAccountOptions {
  /** Allows `skus`, `createPhones` and `deletePhones`, which spend money. Default false: they reject with `not_supported`. */
  readonly allowOrders?: boolean;
}

/**
 * @param toolsFor how calls get to the vendor: `createServerTools()`. The signal gives a call up
 * @throws TelepadError `configuration_invalid`
 */
export function createKoophoneAccount(
  settings: KoophoneSettings,
  toolsFor: (signal?: AbortSignal) => BrokerTools,
  { allowOrders = false }: KoophoneAccountOptions = {},
): KoophoneAccount {
  const client = createAccountClient(checkKoophoneSettings(settings));
  const tools = (options: KoophoneCallOptions = {}) => toolsFor(options.signal);

  async function call<Value>(
    name: RestCallName,
    body: JsonObject,
    read: (data: unknown) => Value | undefined,
    options?: KoophoneCallOptions,
  ): Promise<Value> {
    const { data } = await client.call(name, { body }, tools(options));
    return readOr(name, read(data));
  }

  function readOr<Value>(name: RestCallName, value: Value | undefined): Value {
    if (value === undefined) {
      throw answerInvalid(restCalls[name].purpose, 'it is not what the documents describe');
    }
    return value;
  }

  /** Of calls that answer with nothing but success. */
  async function order(
    name: RestCallName,
    body: JsonObject,
    options?: KoophoneCallOptions,
  ): Promise<void> {
    await client.call(name, { body }, tools(options));
  }

  function checkOrders(): void {
    // Nothing but `true` opens the purse.
    if (allowOrders === true) return;
    throw new TelepadError(
      'not_supported',
      'KooPhone was not asked because orders spend money, and this account was made without them. Pass allowOrders: true to createKoophoneAccount where administrators may order.',
    );
  }

  return {
    async listPhones(filter = {}, options) {
      const page = check.wholeNumber('page', filter.page ?? 1, 1, 100_000);
      const pageSize = check.wholeNumber('pageSize', filter.pageSize ?? 100, 1, 200);
      const query = pageQuery(page, pageSize, check.filters(filter));
      return queryPhones(query, client, tools(options));
    },

    async phoneStatus(phoneIds, options) {
      return queryStatus(check.phoneIds(phoneIds), client, tools(options));
    },

    async setVideo(phoneIds, settings, options) {
      const body = videoSettingsBody(check.phoneIds(phoneIds), check.videoSettings(settings));
      return order('setVideo', body, options);
    },

    assign: async (pairs, options) => order('assign', check.userPhones(pairs), options),

    unassign: async (pairs, options) =>
      call('unassign', check.userPhones(pairs), readTask, options),

    backup: async (phoneIds, options) =>
      call('backup', { instance_ids: check.phoneIds(phoneIds) }, readTask, options),

    reset: async (phoneIds, options) =>
      call('reset', { instance_ids: check.phoneIds(phoneIds) }, readTask, options),

    restart: async (phoneIds, options) =>
      order('reboot', { instance_ids: check.phoneIds(phoneIds) }, options),

    async runCommand(phoneIds, command, options) {
      const body = { command: checkCommand(command), instance_ids: check.phoneIds(phoneIds) };
      return call('syncCommand', body, readCommandResults, options);
    },

    async startCommand(phoneIds, command, options) {
      const body = { command: checkCommand(command), instance_ids: check.phoneIds(phoneIds) };
      return call('asyncCommand', body, readTask, options);
    },

    async task(taskId, options) {
      const { data } = await client.call('task', { id: check.taskId(taskId) }, tools(options));
      return readOr('task', readJobs(data));
    },

    async installApp(app, phoneIds, options) {
      const body = installBody(check.appPackage(app), check.phoneIds(phoneIds));
      return call('installApp', body, readTask, options);
    },

    async listApps(phoneId, { page = 1, pageSize = 100 } = {}, options) {
      const query = pageQuery(
        check.wholeNumber('page', page, 1, 100_000),
        check.wholeNumber('pageSize', pageSize, 1, 100),
      );
      const request = { id: check.phoneId(phoneId), query };
      return readOr('listApps', readApps(await client.call('listApps', request, tools(options))));
    },

    async skus(options) {
      checkOrders();
      const { data } = await client.call('querySkus', { query: [['type', '0']] }, tools(options));
      return readOr('querySkus', readSkus(data));
    },

    async createPhones(given, options) {
      checkOrders();
      return call('createPhones', check.order(given), readOrdered, options);
    },

    async deletePhones(phoneIds, options) {
      checkOrders();
      return order('deletePhones', { instanceIdList: check.phoneIds(phoneIds) }, options);
    },
  };
}
