import { describe, expect, it } from 'vitest';
import { first, openCloud, second } from './open-cloud.js';

const path = '/rtc/open/room/share/applyToken';
const both = [{ padCode: first }, { padCode: second }];

function open() {
  const opened = openCloud();
  const { call, join } = opened;
  const invite = async (pads: readonly object[] = both, changes: object = {}) => {
    const answer = await call(path, { userId: 'u1', terminal: 'pc', pads, ...changes });
    return answer.data as { roomToken: string; roomCode: string; appId: string };
  };
  const enter = async (pads?: readonly object[]) => {
    const socket = join((await invite(pads)).roomToken);
    const broadcast = (message: object) =>
      socket.receive(JSON.stringify({ event: 'broadcastMsg', data: JSON.stringify(message) }));
    return { socket, broadcast };
  };
  return { ...opened, invite, enter };
}

const clip = { touchType: 'clipboard', text: 'all' };
const clipMessage = { type: 'clipboard', text: 'all' };

describe('the call for a shared room', () => {
  it('answers what is documented, with a number of terminal, user and account', async () => {
    const { invite } = open();
    const room = await invite();
    expect(room).toEqual({
      roomToken: expect.stringMatching(/^001.*\/\+.*==$/),
      roomCode: expect.stringMatching(/^pcu1[0-9a-f]{12}$/),
      appId: expect.stringMatching(/^app[0-9a-f]{24}$/),
    });
    const again = await invite();
    expect(again.roomCode).toBe(room.roomCode);
    expect(again.roomToken).not.toBe(room.roomToken);
  });

  const refused: readonly (readonly [string, object, number])[] = [
    ['no userId', { userId: undefined }, 100000],
    ['no terminal', { terminal: undefined }, 100000],
    ['no pads', { pads: [] }, 100000],
    ['a pad twice', { pads: [both[0], both[0]] }, 110027],
    ['an unknown pad', { pads: [{ padCode: 'AC9' }] }, 120005],
    ['an expire of 0', { expire: 0 }, 100000],
    ['a pushPublicStream in words', { pushPublicStream: 'yes' }, 100000],
  ];
  for (const [name, changes, code] of refused) {
    it(`refuses ${name} with ${code}`, async () => {
      const { call } = open();
      const answer = await call(path, { userId: 'u1', terminal: 'pc', pads: both, ...changes });
      expect(answer).toMatchObject({ code, data: null });
    });
  }

  it('gives a token for an hour, or for as long as is asked', async () => {
    const { world, cloud, invite } = open();
    const usual = await invite();
    const short = await invite(both, { expire: 60 });
    world.advance(59_999);
    expect(cloud.acceptSocket(`/${short.roomToken}`)).toBeTypeOf('function');
    world.advance(1);
    expect(cloud.acceptSocket(`/${short.roomToken}`)).toBe(401);
    world.advance(3_539_999);
    expect(cloud.acceptSocket(`/${usual.roomToken}`)).toBeTypeOf('function');
    world.advance(1);
    expect(cloud.acceptSocket(`/${usual.roomToken}`)).toBe(401);
  });
});

describe('a shared room', () => {
  it('admits at once, takes heartbeats and opens no peer', async () => {
    const { world, enter } = open();
    const { socket } = await enter();
    socket.receive('{"event":"ping"}');
    expect(socket.sent).toEqual(['{"event":"ownJoinRoom"}']);
    expect(world.phone.violations).toEqual([]);
    expect(world.phone.peers).toEqual([]);
  });

  it('repeats what is said to every phone in it', async () => {
    const { world, enter } = open();
    const { broadcast } = await enter();
    broadcast(clip);
    broadcast({ touchType: 'keystroke', action: 1, keyCode: '4', text: '' });
    const key = { type: 'key', keyCode: 4, metaState: 0, repeat: false };
    const expected = [clipMessage, { ...key, action: 'down' }, { ...key, action: 'up' }];
    expect(world.phone.applied).toEqual(expected);
    expect(world.otherPhone.applied).toEqual(expected);
  });

  it('repeats features too', async () => {
    const { world, enter } = open();
    const { broadcast } = await enter();
    broadcast({ touchType: 'eventSdk', content: '{"type":"inputAdb","content":"ls"}' });
    expect(world.otherPhone.applied).toEqual([{ type: 'shell', command: 'ls' }]);
  });

  it('gives each phone its own text when the frame names phones', async () => {
    const { world, enter } = open();
    const { broadcast } = await enter();
    broadcast({ touchType: 'inputBox', text: 'one', pads: [first] });
    broadcast({ touchType: 'clipboard', text: 'two', pads: [second] });
    broadcast({ touchType: 'clipboard', text: 'none', pads: [] });
    expect(world.phone.applied).toEqual([{ type: 'text', text: 'one' }]);
    expect(world.otherPhone.applied).toEqual([{ type: 'clipboard', text: 'two' }]);
  });

  it('leaves out phones that are offline when they are invited', async () => {
    const { world, enter } = open();
    world.otherPhone.isOnline = false;
    const { broadcast } = await enter();
    world.otherPhone.isOnline = true;
    broadcast(clip);
    expect([world.phone.applied.length, world.otherPhone.applied.length]).toEqual([1, 0]);
  });

  it('grows by a further call', async () => {
    const { world, enter, invite } = open();
    const { broadcast } = await enter([{ padCode: first }]);
    broadcast(clip);
    await invite([{ padCode: second }]);
    broadcast(clip);
    expect([world.phone.applied.length, world.otherPhone.applied.length]).toEqual([2, 1]);
  });

  it('puts phones out on request', async () => {
    const { world, enter } = open();
    const { broadcast } = await enter();
    broadcast({ touchType: 'kickOutUser', content: JSON.stringify([second]) });
    broadcast(clip);
    expect([world.phone.applied.length, world.otherPhone.applied.length]).toEqual([1, 0]);
  });

  it('loses phones that are kicked or restarted, until they are invited again', async () => {
    const { world, cloud, enter, invite } = open();
    const { broadcast } = await enter();
    cloud.closePhone(second);
    broadcast(clip);
    expect(world.otherPhone.applied).toEqual([]);
    await invite();
    broadcast(clip);
    expect(world.otherPhone.applied).toEqual([clipMessage]);
  });

  it("is of one user: another user's room has other phones", async () => {
    const { world, enter, invite } = open();
    const { broadcast } = await enter([{ padCode: first }]);
    await invite([{ padCode: second }], { userId: 'u2' });
    broadcast(clip);
    expect(world.otherPhone.applied).toEqual([]);
  });

  it("sets the picture of the user's own session, and nobody else's", async () => {
    const { world, call, join, enter } = open();
    for (const userId of ['u1', 'u2']) {
      const { data } = await call('/rtc/open/room/batchApplyToken', {
        userId,
        pads: [{ padCode: first }],
      });
      join((data as [{ roomToken: string }])[0].roomToken);
    }
    const { broadcast } = await enter();
    const content = '{"type":"definitionUpdata","definitionId":7,"framerateId":5,"bitrateId":13}';
    broadcast({ touchType: 'eventSdk', content });
    const thumbnail = { width: 144, height: 256, frameRate: 1, bitrate: 200_000 };
    expect(world.phone.peers.map(({ qualities }) => qualities)).toEqual([[thumbnail], []]);
  });

  it('answers nobody and takes no camera', async () => {
    const { world, enter } = open();
    const { socket, broadcast } = await enter();
    broadcast({ touchType: 'inputState' });
    broadcast({ touchType: 'eventSdk', content: '{"type":"injectionCamera","isOpen":true}' });
    expect(socket.received).toEqual(['ownJoinRoom']);
    expect([world.phone.applied, world.phone.violations]).toEqual([[], []]);
  });

  it('reports frames that no phone can read', async () => {
    const { world, enter } = open();
    const { socket, broadcast } = await enter([{ padCode: first }]);
    socket.receive('nonsense');
    socket.receive('{"event":"specifiedMsg"}');
    broadcast({ touchType: 'nonsense' });
    expect(world.phone.violations).toEqual([
      'armcloud: a frame in a shared room is neither a broadcast nor a ping',
      'armcloud: a frame in a shared room is neither a broadcast nor a ping',
      'armcloud: a control frame of touchType nonsense is unknown or broken',
    ]);
    expect(world.otherPhone.violations).toEqual([]);
  });

  it('loses its WebSocket when the signalling of one of its phones is dropped', async () => {
    const { cloud, enter } = open();
    const { socket } = await enter();
    const other = await enter([{ padCode: first }]);
    cloud.dropSignalling(second, false);
    expect([socket.ending, other.socket.ending]).toEqual(['terminated', 'terminated']);
    const third = await enter();
    cloud.dropSignalling(first, true);
    expect(third.socket.ending).toBe('closed 1000');
  });

  it('answers heartbeats when told to', async () => {
    const { world, enter } = open();
    const { socket } = await enter();
    world.faults.answerPings = true;
    socket.receive('{"event":"ping"}');
    expect(socket.sent).toEqual(['{"event":"ownJoinRoom"}', '{"event":"pong"}']);
  });
});
