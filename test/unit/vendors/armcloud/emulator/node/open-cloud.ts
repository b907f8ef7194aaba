import { createHmac } from 'node:crypto';
import type { CloudRequest, CloudResponse } from '../../../../../../src/core/ports/emulator.js';
import { armcloudEmulator } from '../../../../../../src/vendors/armcloud/emulator/node/armcloud-emulator.js';
import { FakeSocket, FakeWorld } from '../../../fake-world.js';

export const first = 'AC00000000001';
export const second = 'AC00000000002';

export interface Answer {
  readonly code: number;
  readonly msg: string;
  readonly ts: number;
  readonly data: unknown;
}

/** A fake ArmCloud over a fake world, with a server's and a browser's ways to call it. */
export function openCloud() {
  const world = new FakeWorld();
  const cloud = armcloudEmulator.createCloud(world);
  const { accessKey, secretKey } = cloud.credentials;
  /** As a server signs it, V2.0. */
  const request = (path: string, text: string, method = 'POST'): CloudRequest => {
    const timestamp = String(world.now());
    return {
      method,
      path,
      query: '',
      headers: {
        authver: '2.0',
        'x-ak': accessKey,
        'x-timestamp': timestamp,
        'x-sign': createHmac('sha256', secretKey)
          .update(timestamp + path + text)
          .digest('hex'),
      },
      body: text,
    };
  };
  const read = async (answer: Promise<CloudResponse>) =>
    JSON.parse(String((await answer).body)) as Answer;
  const call = (path: string, body: unknown = {}) =>
    read(cloud.handleRequest(request(path, JSON.stringify(body))));
  const get = (path: string) => read(cloud.handleRequest(request(path, '', 'GET')));
  /** As a browser calls, with an STS token. */
  const browse = (path: string, body: unknown, token?: string) =>
    read(
      cloud.handleRequest({
        method: 'POST',
        path,
        query: '',
        headers: { ...(token !== undefined && { token }) },
        body: JSON.stringify(body),
      }),
    );
  /** The WebSocket that a token admits; throws what a refused upgrade would say. */
  const join = (roomToken: unknown): FakeSocket => {
    const admission = cloud.acceptSocket(`/${roomToken}`);
    if (typeof admission === 'number') throw new Error(`refused ${admission}`);
    const socket = new FakeSocket();
    admission(socket);
    return socket;
  };
  /** Orders something, and waits until its tasks are over. */
  const order = async (path: string, body: unknown) => {
    const answer = await call(path, body);
    await finish();
    return answer;
  };
  const finish = async () => {
    world.advance(75);
    world.advance(225);
    await settle();
  };
  const taskIdsOf = ({ data }: Answer) =>
    [data].flat().map((row) => (row as { taskId: number }).taskId);
  const tasks = async (answer: Answer, query = 'padTaskDetail') =>
    (await call(`/task-center/open/task/${query}`, { taskIds: taskIdsOf(answer) })).data;
  return { world, cloud, request, call, get, browse, join, order, finish, tasks };
}

/** Lets promises that are due do their work. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await Promise.resolve();
}
