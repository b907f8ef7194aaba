import type { CloudRequest } from '../../../../../../src/core/ports/emulator.js';
import { koophoneEmulator } from '../../../../../../src/vendors/koophone/emulator/node/koophone-emulator.js';
import { FakeSocket, FakeWorld } from '../../../fake-world.js';
import { type SheetAnswer, signedHeaders } from './sheet-rest.js';
import type { AuthData } from './sheet-viewer.js';

export const first = 'kp000001';
export const second = 'kp000002';

export const requestId = '0123456789abcdef0123456789abcdef';

type Body = Readonly<Record<string, unknown>>;

/** A fake KooPhone over a fake world, with the ways to call it. */
export function openCloud() {
  const world = new FakeWorld([first, second]);
  const cloud = koophoneEmulator.createCloud(world);
  const { credentials } = cloud;
  const host = world.address();

  const send = async (request: Partial<CloudRequest> & { readonly path: string }) => {
    const answer = await cloud.handleRequest({
      ...{ method: 'POST', query: '', body: '', headers: {} },
      ...request,
    });
    return { ...answer, text: String(answer.body) };
  };
  const read = async (answer: ReturnType<typeof send>): Promise<SheetAnswer> => {
    const { status, text } = await answer;
    return { ...(JSON.parse(text) as SheetAnswer), status };
  };
  /** Signed, with a request id, below `/v1/instances/`. */
  const call = (name: string, body?: Body, method = 'POST', query = '') => {
    const path = `/v1/instances/${name}`;
    const text = body ? JSON.stringify(body) : '';
    const signature = signedHeaders(credentials, {
      ...{ method, host, path, query, body: text, now: world.now() },
    });
    const headers = { host, 'x-request-id': requestId, ...signature };
    return read(send({ method, path, query, body: text, headers }));
  };
  const get = (name: string, query = '') => call(name, undefined, 'GET', query);
  const auth = async (instanceId = first): Promise<AuthData> => {
    await call('prepare', { user_id: 'user-1', instance_ids: [instanceId] });
    return (await call(`${instanceId}/auth`)).data as AuthData;
  };
  /** The WebSocket of a path; throws what a refused upgrade would say. */
  const join = (path: string): FakeSocket => {
    const admission = cloud.acceptSocket(path);
    if (typeof admission === 'number') throw new Error(`refused ${admission}`);
    const socket = new FakeSocket();
    admission(socket);
    return socket;
  };
  return { world, cloud, credentials, send, read, call, get, auth, join };
}

/** Path and query of the signalling in the profile that was seen. */
export function socketPath(
  { device_token: token, streamingId, resource }: AuthData,
  sessionId = 'session-1',
): string {
  return `/socket.io/?EIO=3&transport=websocket&authtype=token&boxid=${resource.device_id}&token=${token}&sessionid=${sessionId}&streamingid=${streamingId}`;
}
