import { type DeviceOperationName, isDeviceOperationName } from '../core/device/operation-names.js';
import { RequestRefusal } from './error-response.js';

/** What a request asks for, told by the end of its path: a broker is mounted anywhere. */
export type RequestRoute =
  | { readonly name: 'tickets' }
  | { readonly name: 'leave' }
  | { readonly name: 'phones' }
  | { readonly name: 'group-tickets' }
  | { readonly name: 'device'; readonly operation: DeviceOperationName }
  | { readonly name: 'uploads'; readonly phoneId: string }
  | { readonly name: 'files'; readonly token: string }
  | { readonly name: 'callbacks'; readonly vendorId: string; readonly secret: string };

export type RouteName = RequestRoute['name'];

export const methodByRoute = {
  tickets: 'POST',
  leave: 'POST',
  phones: 'GET',
  'group-tickets': 'POST',
  device: 'POST',
  uploads: 'POST',
  files: 'GET',
  callbacks: 'POST',
} as const satisfies Readonly<Record<RouteName, 'GET' | 'POST'>>;

/** @throws RequestRefusal `route_not_found` */
export function readRoute({ url }: Request): RequestRoute {
  const [third = '', second = '', last = ''] = ['', '', ...new URL(url).pathname.split('/')].slice(
    -3,
  );
  switch (last) {
    case 'tickets':
    case 'leave':
    case 'phones':
    case 'group-tickets':
      return { name: last };
  }
  if (second === 'device' && isDeviceOperationName(last)) {
    return { name: 'device', operation: last };
  }
  if (second === 'uploads') return { name: 'uploads', phoneId: last };
  if (second === 'files') return { name: 'files', token: last };
  if (third === 'callbacks') return { name: 'callbacks', vendorId: second, secret: last };
  throw routeNotFound();
}

export function routeNotFound(): RequestRefusal {
  return new RequestRefusal(
    'route_not_found',
    'The broker was asked for something that it does not have. Its routes are POST …/tickets, POST …/leave, GET …/phones, POST …/group-tickets, POST …/device/{operation} and POST …/uploads/{phoneId}.',
  );
}

/** @throws RequestRefusal `method_not_allowed` */
export function checkMethod({ method }: Request, route: RouteName): void {
  const allowed = methodByRoute[route];
  if (method === allowed || (method === 'HEAD' && route === 'files')) return;
  throw new RequestRefusal(
    'method_not_allowed',
    `The broker was asked with a method that this route does not have. Use ${allowed}.`,
    { headers: { allow: allowed } },
  );
}
