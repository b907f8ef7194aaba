import { describe, expect, it, vi } from 'vitest';
import { createExplanation } from '../../../../src/client/upkeep/explanation.js';
import type { Diagnosis, DiagnosisCheck, LinkEvidence } from '../../../../src/core/diagnosis.js';
import { TelepadError } from '../../../../src/core/errors.js';
import { type PhoneStatistics, readStatistics } from '../../../../src/core/statistics.js';
import { FakeWebSocket } from '../fake-web-socket.js';
import { FakeHost } from '../upkeep/fake-host.js';
import { FakeIceConnection } from './fake-ice-connection.js';
import { leftOver, nothingLeft, stagePage, stun, ticketWith, turnUdp } from './trials-stage.js';

stagePage();

const evidence: LinkEvidence = {
  localCandidateTypes: new Set(['host']),
  remoteCandidateTypes: new Set(['host']),
  iceServerErrors: [],
  isJoined: true,
  isOffered: true,
  hasBeenConnected: true,
};

const nothingMeasured = readStatistics(undefined, 0).statistics;

function stage(urls: readonly string[] = [stun, turnUdp]) {
  const host = new FakeHost();
  host.ticket = ticketWith(urls);
  host.evidence = evidence;
  const part = createExplanation(host);
  const look = (statistics: Partial<PhoneStatistics>) =>
    part.look?.({ ...nothingMeasured, ...statistics });
  const diagnose = async (): Promise<Diagnosis> => {
    const diagnosis = part.diagnose?.();
    if (!diagnosis) throw new Error('this part diagnoses');
    await vi.dynamicImportSettled();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(leftOver()).toEqual(nothingLeft);
    expect(FakeWebSocket.made).toEqual([]);
    return diagnosis;
  };
  return { host, part, look, diagnose };
}

function finding({ findings }: Diagnosis, wanted: DiagnosisCheck) {
  const found = findings.find(({ check }) => check === wanted);
  return [found?.status, found?.message];
}

const lost = new TelepadError('connection_lost', 'The connection broke. Check the network.');

describe('a diagnosis of a session', () => {
  it('tells what the live session shows, and tries its ICE servers', async () => {
    FakeIceConnection.behaviours = { [stun]: 'candidate', [turnUdp]: [401] };
    const { host, look, diagnose } = stage();
    host.videos.add({ paused: false } as HTMLVideoElement);
    look({
      networkQuality: 'good',
      isRelayed: false,
      roundTripMs: 41.6,
      video: { codec: 'H264', lossRate: 0 } as PhoneStatistics['video'],
    });
    const diagnosis = await diagnose();
    expect(
      diagnosis.findings.map(({ check, status, message }) => [check, status, message]),
    ).toEqual([
      ['broker', 'ok', 'A ticket came.'],
      ['ticket', 'ok', 'The ticket is valid for another 59 s.'],
      ['signalling', 'ok', 'Signalling is open.'],
      ['phone', 'ok', 'The phone made an offer.'],
      ['webrtc', 'ok', 'This browser has WebRTC.'],
      ['stun', 'ok', 'The STUN server stun.example.test:3478 works.'],
      ['turn-udp', 'failed', 'The TURN server over UDP turn.example.test:3478 answered 401.'],
      ['turn-tcp', 'unknown', 'The ticket names no TURN server over TCP.'],
      ['turn-tls', 'unknown', 'The ticket names no TURN server over TLS.'],
      ['media-path', 'ok', 'The phone is reached directly: 42 ms there and back.'],
      ['codec', 'ok', 'The phone sends H264, which this browser decodes.'],
      ['autoplay', 'ok', 'The picture plays.'],
      [
        'permissions',
        'ok',
        'Permissions: camera asked for when needed, microphone asked for when needed, clipboard asked for when needed.',
      ],
    ]);
    expect(diagnosis.status).toBe('warning');
  });

  it('warns of a bad network, and names the relay', async () => {
    const { look, diagnose } = stage();
    look({
      networkQuality: 'bad',
      isRelayed: true,
      roundTripMs: 640,
      path: { relayProtocol: 'tcp' } as PhoneStatistics['path'],
      video: { lossRate: 0.18 } as PhoneStatistics['video'],
    });
    expect(finding(await diagnose(), 'media-path')).toEqual([
      'warning',
      'The phone is reached through a TURN server over TCP: 640 ms there and back, 18 % of the picture lost.',
    ]);
  });

  it('says no more of the path than it knows when nothing has been measured yet', async () => {
    const { diagnose } = stage();
    expect(finding(await diagnose(), 'media-path')).toEqual(['ok', 'The phone is reached.']);
  });

  it('says what signalling being down means for a live session', async () => {
    const { host, diagnose } = stage();
    host.isSignalling = false;
    expect(finding(await diagnose(), 'signalling')).toEqual([
      'warning',
      'Signalling is down at the moment. Picture and input do not need it; the session opens it again.',
    ]);
  });

  it('sees a picture that the browser holds back', async () => {
    const { host, diagnose } = stage();
    host.videos.add({ paused: true } as HTMLVideoElement);
    expect(finding(await diagnose(), 'autoplay')).toEqual([
      'warning',
      'The browser holds back the picture until somebody clicks on the page.',
    ]);
  });

  it('gives the reason of the trouble that a session is in, until it is live again', async () => {
    const { host, diagnose } = stage();
    host.fake.emit('trouble', lost);
    host.fake.move('recovering');
    const diagnosis = await diagnose();
    expect([diagnosis.status, diagnosis.verdict]).toEqual(['failed', 'The connection broke.']);
    const black = new TelepadError('first_frame_timeout', 'No picture came. Wake the phone.');
    host.fake.emit('trouble', black);
    expect(finding(await diagnose(), 'phone')[0]).toBe('failed');
    host.fake.goLive();
    expect(finding(await diagnose(), 'phone')[0]).toBe('ok');
  });

  it('repeats the reason of a session that has closed, with what its servers do now', async () => {
    FakeIceConnection.behaviours = { [stun]: 'candidate', [turnUdp]: [401] };
    const { host, part, diagnose } = stage();
    const iceServerErrors = [{ url: turnUdp, errorCode: 500, errorText: 'secret' }];
    host.evidence = { ...evidence, iceServerErrors, hasBeenConnected: false };
    const reason = part.explain?.(new TelepadError('connection_timeout', 'No path. Look.'));
    expect(reason?.verdict).toBe(
      'Media is blocked: no candidate pair; the TURN server answered 500.',
    );
    Object.assign(host.fake, { closeReason: { cause: 'error', error: lost, diagnosis: reason } });
    host.end();
    const diagnosis = await diagnose();
    expect([diagnosis.status, diagnosis.verdict]).toEqual(['failed', reason?.verdict]);
    expect(finding(diagnosis, 'turn-udp')).toEqual([
      'failed',
      'The TURN server over UDP turn.example.test:3478 answered 401.',
    ]);
  });

  it('is given before there is a ticket, too', async () => {
    const { host, diagnose } = stage();
    host.ticket = undefined;
    host.evidence = undefined;
    host.fake.move('ticketing');
    const diagnosis = await diagnose();
    expect(FakeIceConnection.made.map(({ configuration }) => configuration.iceServers)).toEqual([
      [],
    ]);
    expect([diagnosis.status, finding(diagnosis, 'ticket')[0]]).toEqual(['ok', 'unknown']);
  });
});

describe('the explanation of a session', () => {
  it('goes by whether the picture’s packets arrive', () => {
    const { host, part } = stage();
    const error = new TelepadError('first_frame_timeout', 'No picture came. Wake the phone.');
    const track = host.fake.videoTracks[0] as { muted?: boolean };
    track.muted = true;
    expect(part.explain?.(error)?.verdict).toBe(
      'The connection stands, but the phone sends no picture.',
    );
    track.muted = false;
    expect(part.explain?.(error)?.verdict).toBe('No picture came.');
  });
});
