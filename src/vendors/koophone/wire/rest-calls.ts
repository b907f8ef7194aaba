/**
 * Every call of KooPhone's REST API that the broker makes (API reference, editions of November 2025; fact sheet 3
 * and 4). All answers have the envelope of fact sheet 2.3.
 */
export interface RestCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the base path; `{id}` stands for a phone or a task. */
  readonly path: string;
  /** Completes "KooPhone was asked …". */
  readonly purpose: string;
  /**
   * `none` reads. `harmless` may be done twice. Of `once` nothing is ever repeated: it wipes, restarts, runs or buys
   * something.
   */
  readonly effect: 'none' | 'harmless' | 'once';
}

const post = (path: string, purpose: string, effect: RestCall['effect']): RestCall => ({
  method: 'POST',
  path,
  purpose,
  effect,
});
const get = (path: string, purpose: string): RestCall => ({
  method: 'GET',
  path,
  purpose,
  effect: 'none',
});

export const restCalls = {
  prepare: post('/instances/prepare', 'to make a phone ready', 'harmless'),
  prepareProgress: post('/instances/prepare-progress', 'how far a phone is', 'none'),
  auth: post('/instances/{id}/auth', 'for a ticket', 'harmless'),
  stopStreaming: post('/instances/streaming/stop', 'to stop a stream', 'harmless'),
  releaseSession: post('/instances/session/release', 'to end a session', 'harmless'),
  queryStatus: post('/instances/batch-query-status', 'for the state of phones', 'none'),
  queryPhones: get('/instances/batch-query', 'for the list of phones'),
  setVideo: {
    method: 'PUT',
    path: '/instances/video-setting',
    purpose: 'to set the video of phones',
    effect: 'harmless',
  },
  reboot: post('/instances/reboot', 'to restart a phone', 'once'),
  reset: post('/instances/batch-reset', 'to reset a phone', 'once'),
  syncCommand: post('/instances/sync-command', 'to run a command', 'once'),
  asyncCommand: post('/instances/async-command', 'to start a command', 'once'),
  task: get('/instances/tasks/{id}', 'how far a task is'),
  assign: post('/instances/assign', 'to assign phones', 'once'),
  unassign: post('/instances/unassign', 'to take phones from users', 'once'),
  backup: post('/instances/backup', 'to back phones up', 'once'),
  installApp: post('/instances/app/install', 'to install an app', 'once'),
  listApps: get('/instances/{id}/app-list', 'for the list of apps'),
  querySkus: get('/instances/sku', 'what can be ordered'),
  createPhones: post('/instances/create', 'to order phones', 'once'),
  deletePhones: post('/instances/delete', 'to delete phones', 'once'),
} as const satisfies Readonly<Record<string, RestCall>>;

export type RestCallName = keyof typeof restCalls;

/** A unique id of each request, as header and, for the list of phones, as query (fact sheet 2.2). */
export const requestIdName = 'x-request-id';

/** Most phones in one call (API reference). */
export const maxPhonesPerCall = 100;
/** Of a user's or a phone's id. */
export const maxIdLength = 32;

/** A phone's id, strict enough for a path: the samples have eight letters and digits. */
export const instanceIdForm = /^[\w-]{1,32}$/;
/** A task's id: the samples have hexadecimal, with `ZGCA`, `FULFILL` or `RM_` before. */
export const taskIdForm = /^[\w-]{1,128}$/;
