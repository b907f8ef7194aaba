import { type DeviceOperationName, isDeviceOperationName } from '../core/device/operation-names.js';
import { RequestRefusal } from './error-response.js';

/** What a request asks for, told by the end of its path: a broker is mounted anywhere. */
export type RequestRoute =
  | { readonly name: 'tickets' }
  | { readonly name: 'phones' }
  | { readonly name: 'group-tickets' }
  | { readonly name: 'device'; readonly operation: DeviceOperationName }
  | { readonly name: 'callbacks'; readonly vendorId: string; readonly secret: string };

export type RouteName = RequestRoute['name'];

export const methodByRoute = {
  tickets: 'POST',
  phones: 'GET',
  'group-tickets': 'POST',
  device: 'POST',
  callbacks: 'POST',
} as const satisfies Readonly<Record<RouteName, 'GET' | 'POST'>>;

/** @throws RequestRefusal `route_not_found` */
export function readRoute({ url }: Request): RequestRoute {
  const [third = '', second = '', last = ''] = ['', '', ...new URL(url).pathname.split('/')].slice(
    -3,
  );
  if (last === 'tickets' || last === 'phones' || last === 'group-tickets') return { name: last };
  if (second === 'device' && isDeviceOperationName(last)) {
    return { name: 'device', operation: last };
  }
  if (third === 'callbacks') return { name: 'callbacks', vendorId: second, secret: last };
  throw routeNotFound();
}

export function routeNotFound(): RequestRefusal {
  return new RequestRefusal(
    'route_not_found',
    'The broker was asked for something that it does not have. Its routes are POST …/tickets, GET …/phones, POST …/group-tickets and POST …/device/{operation}.',
  );
}

/** @throws RequestRefusal `method_not_allowed` */
export function checkMethod({ method }: Request, route: RouteName): void {
  const allowed = methodByRoute[route];
  if (method === allowed) return;
  throw new RequestRefusal(
    'method_not_allowed',
    `The broker was asked with a method that this route does not have. Use ${allowed}.`,
    { headers: { allow: allowed } },
  );
}
