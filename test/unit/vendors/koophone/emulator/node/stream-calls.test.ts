import { describe, expect, it } from 'vitest';
import { first, openCloud, second, socketPath } from './open-cloud.js';

const user = { user_id: 'user-1' } as const;
const both = { ...user, instance_ids: [first, second] };

function open() {
  const stage = openCloud();
  const prepare = async (body: Readonly<Record<string, unknown>> = both) =>
    (await stage.call('prepare', body)).data;
  const progress = async (instance_id = first, who = user) =>
    (await stage.call('prepare-progress', { ...who, instance_id })).data;
  const status = async () => {
    const { data } = await stage.call('batch-query-status', { instance_ids: [first] });
    return (data as { status_results: { status: number }[] }).status_results[0]?.status;
  };
  return { ...stage, prepare, progress, status };
}

const statuses = (...list: number[]) => ({
  status_list: [first, second]
    .slice(0, list.length)
    .map((instance_id, index) => ({ instance_id, status: list[index] })),
});

describe('making a phone ready', () => {
  it('takes no time at first', async () => {
    const { prepare, progress } = open();
    expect(await prepare()).toEqual(statuses(0, 0));
    expect(await progress()).toEqual({ status: 0, waitingCount: 0 });
  });

  it('queues, restores, and is done, as long as a switch says', async () => {
    const { prepare, progress, world } = open();
    Object.assign(world.faults, { preparationMs: 4000, queueLength: 2 });
    expect(await prepare()).toEqual(statuses(1, 1));
    const seen: unknown[] = [];
    for (let second = 0; second <= 4; second += 1) {
      seen.push(await progress());
      world.advance(1000);
    }
    expect(seen).toEqual([
      { status: 1, waitingCount: 2 },
      { status: 1, waitingCount: 1 },
      { status: 2, waitingCount: 0 },
      { status: 2, waitingCount: 0 },
      { status: 0, waitingCount: 0 },
    ]);
  });

  it('fails once or each time, as a switch says', async () => {
    const { prepare, progress, world } = open();
    world.faults.failPreparation = 'once';
    await prepare();
    expect(await progress()).toEqual({ status: -1, waitingCount: 0 });
    await prepare();
    expect(await progress()).toEqual({ status: 0, waitingCount: 0 });
    world.faults.failPreparation = 'always';
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await prepare();
      expect(await progress()).toEqual({ status: -1, waitingCount: 0 });
    }
  });

  it('has failed for those who never asked for it', async () => {
    expect(await open().progress()).toEqual({ status: -1, waitingCount: 0 });
  });

  it('tells what a phone is busy with', async () => {
    const { prepare, progress, call, world } = open();
    await prepare();
    await call('reboot', { instance_ids: [first] });
    expect([await prepare(), await progress()]).toEqual([
      statuses(5, 0),
      { status: 2, waitingCount: 0 },
    ]);
    await call('backup', { instance_ids: [second] });
    expect(await prepare()).toEqual(statuses(5, 3));
    expect(await progress(second)).toEqual({ status: 3, waitingCount: 0 });
    world.advance(300);
    await call('batch-reset', { instance_ids: [first] });
    world.otherPhone.isOnline = false;
    expect(await prepare()).toEqual(statuses(4, 6));
    expect(await progress(second)).toEqual({ status: 2, waitingCount: 0 });
  });

  it('answers whatever state a switch says', async () => {
    const { prepare, world } = open();
    world.faults.preparationStatus = 9;
    expect(await prepare()).toEqual(statuses(9, 9));
  });

  it('is for the user whom a phone is assigned to', async () => {
    const { prepare, call } = open();
    const rows = { user_instances: [{ user_id: 'user-2', instance_id: first }] };
    await call('assign', rows);
    expect(await prepare()).toEqual(statuses(2, 0));
    expect(await prepare({ ...both, user_id: 'user-2' })).toEqual(statuses(0, 0));
  });

  it('refuses phones that are not there, and what is no request', async () => {
    const { call } = open();
    const codeOf = async (body: Readonly<Record<string, unknown>>) =>
      (await call('prepare', body)).error_code;
    expect(await codeOf({ ...user, instance_ids: ['kp999999'] })).toBe('KOOPHONE.API.4001');
    const wrong = [
      { instance_ids: [first] },
      { user_id: 'x'.repeat(33), instance_ids: [first] },
      user,
      { ...user, instance_ids: [] },
      { ...user, instance_ids: [1] },
      { ...user, instance_ids: Array.from({ length: 101 }, (_, index) => `i${index}`) },
    ];
    for (const body of wrong) expect(await codeOf(body)).toBe('KOOPHONE.API.1000');
  });
});

describe('the answer to auth', () => {
  it('has a token, a device and an address', async () => {
    const { auth, call, world } = open();
    world.iceServers = [
      { urls: ['stun:a.example', 'stun:b.example'] },
      { urls: 'turn:c.example', username: 'u', credential: 'p' },
    ];
    const data = await auth();
    expect(data).toMatchObject({
      device_token: expect.stringMatching(/^[0-9a-f]{32}$/),
      streamingId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      resource: {
        device_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        kp_id: first,
        sdk: { external: { address: '192.0.2.10', aport: 5000 } },
        rtc: {
          ice_signaling: {
            signaling_url: 'http://192.0.2.10:5000',
            ice_servers: [
              'stun:a.example',
              'stun:b.example',
              '{"uri":"turn:c.example","usr":"u","pwd":"p"}',
            ],
          },
        },
      },
    });
    const again = (await call(`${first}/auth`, undefined, 'POST', 'stream_type=2')).data;
    expect(again).toMatchObject({ resource: { device_id: data.resource.device_id } });
    expect(again).not.toMatchObject({ device_token: data.device_token });
  });

  it('comes for a phone that is ready, and for no other', async () => {
    const { call, world } = open();
    const codeOf = async (id = first) => (await call(`${id}/auth`)).error_code;
    expect(await codeOf()).toBe('KooPhone.API.2005');
    world.faults.preparationMs = 1000;
    await call('prepare', both);
    expect(await codeOf()).toBe('KooPhone.API.2005');
    world.advance(1000);
    expect(await codeOf()).toBe('0');
    world.phone.isOnline = false;
    expect(await codeOf()).toBe('KooPhone.API.2005');
    expect(await call('kp999999/auth')).toMatchObject({
      status: 401,
      error_code: 'KooPhone.API.1001',
    });
    const odd = await call(`${second}/auth`, undefined, 'POST', 'stream_type=3');
    expect(odd.error_code).toBe('KooPhone.API.1000');
  });
});

describe('a session', () => {
  function watch(stage: ReturnType<typeof open>, path: string) {
    const socket = stage.join(path);
    socket.receive(`42["start",{"room":"${path.match(/boxid=(\w+)/)?.[1]}","times":0}]`);
    const { streamId } = JSON.parse(String(socket.sent.at(-1)).slice(2))[1] as { streamId: string };
    const init = Buffer.from(JSON.stringify({ uuid: 'user-1', keeping_time: 30 })).toString(
      'base64',
    );
    socket.receive(`42["message",{"to":"${streamId}","type":"init","data":"${init}"}]`);
    return socket;
  }

  it('is loaded, streams, is kept for as long as the client said, and is then over', async () => {
    const stage = open();
    const { auth, status, call, world } = stage;
    world.faults.preparationMs = 1;
    expect(await status()).toBe(0);
    await stage.prepare();
    world.advance(1);
    const path = socketPath(await auth());
    expect(await status()).toBe(2);
    watch(stage, path);
    expect(await status()).toBe(3);
    await call('streaming/stop', { instance_id: first });
    expect(await status()).toBe(2);
    expect(await stage.prepare()).toEqual(statuses(0, 0));
    world.advance(29_999);
    expect(await status()).toBe(2);
    world.advance(1);
    expect(await status()).toBe(0);
    expect(await stage.prepare()).toEqual(statuses(1, 0));
  });

  it('is over at once when it is released, unless somebody watches', async () => {
    const stage = open();
    const { auth, status, call } = stage;
    const socket = watch(stage, socketPath(await auth()));
    await call('session/release', { instance_id: first });
    expect(await status()).toBe(3);
    await call('streaming/stop', { instance_id: first });
    expect(socket.ending).toBe('closed 1000');
    expect((await call('session/release', { instance_id: first })).error_msg).toBe('OK');
    expect(await status()).toBe(0);
  });

  it('is not kept any longer for a user who has returned', async () => {
    const stage = open();
    const { auth, status, call, world } = stage;
    watch(stage, socketPath(await auth()));
    await call('streaming/stop', { instance_id: first });
    watch(stage, socketPath(await auth()));
    world.advance(60_000);
    expect(await status()).toBe(3);
  });

  it('does not mind being stopped or released when there is none', async () => {
    const { call } = open();
    for (const name of ['streaming/stop', 'session/release']) {
      expect((await call(name, { instance_id: first })).error_code).toBe('0');
      expect((await call(name, { instance_id: 'kp999999' })).error_code).toBe('KOOPHONE.API.1001');
    }
  });
});

describe('video-setting', () => {
  const groups = {
    definition_540P: { code_rate: 800, fps: 30 },
    definition_720P: { code_rate: 2000, fps: 60 },
    definition_1080P: { code_rate: 10_000, fps: 60 },
  };
  const matrix = ['MOBILE_NETWORK', 'WIFI', 'WIRED'].flatMap((network_type) =>
    ['H264', 'H265'].map((encoding_type) => ({
      network_type,
      encoding_type,
      video_spec_groups: [groups],
    })),
  );

  it('takes all six combinations, and viewers get the picture that they say', async () => {
    const stage = open();
    const body = { instance_ids: [first], instance_settings: matrix };
    expect((await stage.call('video-setting', body, 'PUT')).error_code).toBe('0');
    const data = await stage.auth();
    const socket = stage.join(socketPath(data));
    const send = (name: string, payload: object) =>
      socket.receive(`42${JSON.stringify([name, payload])}`);
    send('start', { room: data.resource.device_id, times: 0 });
    const { streamId } = JSON.parse(String(socket.sent.at(-1)).slice(2))[1] as { streamId: string };
    const init = Buffer.from(JSON.stringify({ uuid: 'u', profile: 1, volume: 0 })).toString(
      'base64',
    );
    send('message', { to: streamId, type: 'init', data: init });
    expect(stage.world.phone.peers[0]).toMatchObject({
      media: ['video true'],
      qualities: [{ width: 720, height: 1280, frameRate: 60, bitrate: 2_000_000 }],
    });
  });

  it('refuses a matrix with a hole, and rows that are not as documented', async () => {
    const { call } = open();
    const codeOf = async (instance_settings: unknown) =>
      (await call('video-setting', { instance_ids: [first], instance_settings }, 'PUT')).error_code;
    const [row, ...others] = matrix;
    expect(await codeOf(others)).toBe('KPAPI.1005');
    expect(await codeOf([...others, others[0]])).toBe('KPAPI.1005');
    const wrong = [
      { ...row, network_type: '5G' },
      { ...row, video_spec_groups: [] },
      { ...row, video_spec_groups: [{ ...groups, definition_540P: { code_rate: 850, fps: 30 } }] },
      { ...row, video_spec_groups: [{ ...groups, definition_540P: { code_rate: 0, fps: 30 } }] },
      { ...row, video_spec_groups: [{ ...groups, definition_540P: { code_rate: 800, fps: 24 } }] },
    ];
    for (const odd of wrong) expect(await codeOf([odd, ...others])).toBe('KPAPI.1000');
    expect(await codeOf(undefined)).toBe('KPAPI.1000');
  });
});
