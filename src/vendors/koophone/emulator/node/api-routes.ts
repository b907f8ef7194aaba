import type { JsonObject } from '../../../../core/json.js';
import type { CloudParts } from './cloud-parts.js';
import * as device from './device-calls.js';
import { type CallResult, type Dress, plainDress } from './envelope.js';
import { installApp } from './install-app.js';
import * as lists from './list-calls.js';
import * as orders from './order-calls.js';
import * as streams from './stream-calls.js';

/** What a request asks beside its body. */
export interface Asked {
  /** In the place of `{id}` in the path; empty where it has none. */
  readonly id: string;
  readonly query: URLSearchParams;
}

/** One operation: its result for the request's JSON. Throws ApiFailure for everything else. */
export type ApiCall = (
  body: JsonObject,
  parts: CloudParts,
  asked: Asked,
) => CallResult | Promise<CallResult>;

export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Where `x-request-id` must be; `no` where no table asks for it (fact sheet 2.2). */
  readonly requestId: 'header' | 'query' | 'no';
  readonly dress: Dress;
  readonly call: ApiCall;
}

function route(
  method: ApiRoute['method'],
  requestId: ApiRoute['requestId'],
  call: ApiCall,
  dress: Partial<Dress> = {},
): ApiRoute {
  return { method, requestId, call, dress: { ...plainDress, ...dress } };
}

/** Below `/v1/instances/`. The answers are dressed as the samples of each call have it, or as some other call's. */
const routes: Readonly<Record<string, ApiRoute>> = {
  prepare: route('POST', 'no', streams.prepare),
  'prepare-progress': route('POST', 'no', streams.prepareProgress),
  '{id}/auth': route('POST', 'no', streams.authorize, { prefix: 'KooPhone.API.' }),
  'streaming/stop': route('POST', 'header', streams.stopStreaming, { okMessage: 'OK' }),
  'session/release': route('POST', 'header', streams.releaseSession, { okMessage: 'OK' }),
  'batch-query-status': route('POST', 'header', streams.queryStatus),
  'video-setting': route('PUT', 'header', streams.setVideo, { prefix: 'KPAPI.' }),
  'batch-query': route('GET', 'query', lists.queryInstances, { okMessage: 'OK' }),
  '{id}/app-list': route('GET', 'no', lists.listApps),
  reboot: route('POST', 'header', device.reboot, { prefix: 'KP.API.' }),
  'batch-reset': route('POST', 'header', device.reset),
  'sync-command': route('POST', 'header', device.syncCommand, { messageName: 'error_info' }),
  'async-command': route('POST', 'header', device.asyncCommand, { prefix: 'KooPhone.API.' }),
  'tasks/{id}': route('GET', 'header', device.queryTask),
  assign: route('POST', 'header', device.assign, { okMessage: 'success.' }),
  unassign: route('POST', 'header', device.unassign, { prefix: 'KPAPI.' }),
  backup: route('POST', 'header', device.backUp),
  'app/install': route('POST', 'header', installApp, { prefix: 'KP.API.' }),
  sku: route('GET', 'no', orders.querySku),
  create: route('POST', 'no', orders.createInstances),
  delete: route('POST', 'no', orders.deleteInstances),
};

const base = '/v1/instances/';

/** Every path, for the documentation's test. */
export const koophoneRoutePaths: readonly string[] = Object.keys(routes).map((path) => base + path);

export function findRoute(path: string): { route: ApiRoute; id: string } | undefined {
  if (!path.startsWith(base)) return undefined;
  const name = path.slice(base.length);
  const own = Object.hasOwn(routes, name) ? routes[name] : undefined;
  if (own) return { route: own, id: '' };
  const [first = '', second = '', ...rest] = name.split('/');
  if (rest.length > 0) return undefined;
  const form = first === 'tasks' ? 'tasks/{id}' : `{id}/${second}`;
  const found = Object.hasOwn(routes, form) ? routes[form] : undefined;
  return found && { route: found, id: first === 'tasks' ? second : first };
}
