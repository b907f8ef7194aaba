import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Renegotiation } from '../../../../src/client/features/renegotiation.js';
import { TelepadError } from '../../../../src/core/errors.js';
import { FakeConnection, type FakeTransceiver } from './fake-connection.js';
import { codeOf, settle } from './features-stage.js';

describe('our own offers on a connection that the phone has opened', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  function createStage(offered: (sdp: string) => void = () => {}) {
    const connection = new FakeConnection();
    const life = new AbortController();
    const offers: string[] = [];
    const renegotiation = new Renegotiation({
      connection: connection.asConnection(),
      signal: life.signal,
      offer: ({ sdp }) => {
        offers.push(sdp);
        offered(sdp);
      },
      whyLost: () => new TelepadError('connection_lost', 'gone'),
    });
    const [video, audio] = connection.transceivers as [FakeTransceiver, FakeTransceiver];
    /** Wants to send on this line; tells what became of it. */
    function send(transceiver: FakeTransceiver): Promise<string> {
      transceiver.direction = 'sendrecv';
      return codeOf(renegotiation.whenSending(transceiver as unknown as RTCRtpTransceiver));
    }
    return { connection, life, offers, video, audio, send };
  }

  it('go out when they are needed, and are through with the phone’s answer', async () => {
    const { connection, offers, video, send } = createStage();
    const sent = send(video);
    await settle();
    expect(offers).toEqual(['offer 1']);
    expect(connection.signalingState).toBe('have-local-offer');
    expect(await Promise.race([sent, 'waiting'])).toBe('waiting');
    connection.answer();
    expect(await sent).toBe('no error');
    await settle();
    expect(offers).toEqual(['offer 1']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('merge what is needed at the same time', async () => {
    const { connection, offers, video, audio, send } = createStage();
    const sent = [send(video), send(audio)];
    await settle();
    connection.answer();
    expect(await Promise.all(sent)).toEqual(['no error', 'no error']);
    expect(offers).toEqual(['offer 1']);
  });

  it('wait for the stable state, and do not take an earlier answer for their own', async () => {
    const { connection, offers, video, audio, send } = createStage();
    const first = send(video);
    await settle();
    const second = send(audio);
    // What the phone answers to the first offer says nothing about the second line.
    audio.isTaken = false;
    connection.answer();
    audio.agreed = 'recvonly';
    audio.isTaken = true;
    await settle();
    expect(await first).toBe('no error');
    expect(await Promise.race([second, 'waiting'])).toBe('waiting');
    expect(offers).toEqual(['offer 1', 'offer 2']);
    connection.answer();
    expect(await second).toBe('no error');
  });

  it('say so when the phone does not take what is offered', async () => {
    const { connection, video, send } = createStage();
    video.isTaken = false;
    const sent = send(video);
    await settle();
    connection.answer();
    expect(await sent).toBe('phone_refused');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are taken back when the phone does not answer within ten seconds', async () => {
    const { connection, video, send } = createStage();
    const sent = send(video);
    await vi.advanceTimersByTimeAsync(9999);
    expect(await Promise.race([sent, 'waiting'])).toBe('waiting');
    await vi.advanceTimersByTimeAsync(1);
    expect(await sent).toBe('phone_timeout');
    expect(connection.calls).toEqual(['local offer', 'local rollback']);
  });

  it('give way to an offer of the phone, and are made again after it', async () => {
    const { connection, offers, video, send } = createStage();
    const sent = send(video);
    await settle();
    connection.phoneOffers();
    await settle();
    expect(offers).toEqual(['offer 1']);
    connection.phoneIsAnswered();
    await settle();
    expect(offers).toEqual(['offer 1', 'offer 2']);
    connection.answer();
    expect(await sent).toBe('no error');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are made again when an answer of the phone could not be used', async () => {
    const { connection, offers, video, send } = createStage();
    const sent = send(video);
    await settle();
    await connection.setLocalDescription({ type: 'rollback' });
    await settle();
    expect(offers).toEqual(['offer 1', 'offer 2']);
    connection.answer();
    expect(await sent).toBe('no error');
  });

  it('are given up when they come to nothing again and again', async () => {
    const { connection, offers, video, send } = createStage();
    const sent = send(video);
    for (let round = 0; round < 4; round += 1) {
      await settle();
      await connection.setLocalDescription({ type: 'rollback' });
    }
    expect(await sent).toBe('negotiation_failed');
    expect(offers).toHaveLength(4);
  });

  it('are not sent when the phone’s offer has come while they were made', async () => {
    const { connection, offers, video, send } = createStage();
    let open: () => void = () => {};
    connection.gate = new Promise((resolve) => {
      open = resolve;
    });
    const sent = send(video);
    await settle();
    connection.phoneOffers();
    open();
    await settle();
    expect(offers).toEqual([]);
    connection.phoneIsAnswered();
    await settle();
    expect(offers).toEqual(['offer 2']);
    connection.answer();
    expect(await sent).toBe('no error');
  });

  it('are taken back when they cannot be signalled', async () => {
    const { connection, video, send } = createStage(() => {
      throw new TelepadError('session_closed', 'ended');
    });
    const sent = send(video);
    await settle();
    expect(await sent).toBe('session_closed');
    expect(connection.calls).toEqual(['local offer', 'local rollback']);
  });

  it('are made for a line that was given up only when it is wanted again', async () => {
    const { connection, offers, video, send } = createStage();
    video.direction = 'sendrecv';
    await settle();
    expect(offers).toEqual([]);
    const sent = send(video);
    await settle();
    connection.answer();
    expect([await sent, ...offers]).toEqual(['no error', 'offer 1']);
  });

  it('end with the connection, and leave no timer', async () => {
    const { life, video, audio, send, connection, offers } = createStage();
    const sent = send(video);
    await settle();
    life.abort();
    expect(await sent).toBe('connection_lost');
    expect(await send(audio)).toBe('connection_lost');
    connection.answer();
    await settle();
    expect(offers).toEqual(['offer 1']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('need no answer for a line that is sending already', async () => {
    const { connection, offers, video, send } = createStage();
    video.currentDirection = 'sendrecv';
    video.agreed = 'sendrecv';
    expect(await send(video)).toBe('no error');
    await settle();
    expect(offers).toEqual([]);
    expect(connection.calls).toEqual([]);
  });
});
