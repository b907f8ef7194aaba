import { describe, expect, it } from 'vitest';
import { type ErrorCode, TelepadError } from '../../../src/core/errors.js';
import { preparationStages } from '../../../src/core/preparation.js';
import { describePlayer, type PlayerSituation } from '../../../src/element/describe-player.js';
import { english, type FirstStrings } from '../../../src/element/strings.js';

function describeWith(situation: Partial<PlayerSituation>, strings: FirstStrings = english) {
  return describePlayer(
    {
      hasSource: true,
      state: 'idle',
      hasBeenLive: false,
      progress: undefined,
      hasDisplay: false,
      isWatching: false,
      needsTapFor: undefined,
      remainingSeconds: 0,
      attempts: 0,
      nextAttemptSeconds: undefined,
      isOffline: false,
      error: undefined,
      diagnosis: undefined,
      ...situation,
    },
    strings,
  );
}

describe('before and after a session', () => {
  it('says that no phone is selected when the page has named none', () => {
    expect(describeWith({ hasSource: false })).toEqual({
      overlay: {
        kind: 'placeholder',
        title: 'No phone selected',
        text: 'Choose a phone and it will appear here.',
      },
      status: 'No phone selected',
    });
  });

  it.each(['idle', 'closed'] as const)('offers to connect in the state %s', (state) => {
    expect(describeWith({ state })).toEqual({
      overlay: {
        kind: 'stopped',
        title: 'Disconnected',
        action: { does: 'connect', label: 'Connect' },
      },
      status: 'Disconnected',
    });
  });

  it('shows an error’s message and code, and offers another try', () => {
    const error = new TelepadError('offer_timeout', 'The phone made no offer in time.');
    expect(describeWith({ state: 'closed', error })).toEqual({
      overlay: {
        kind: 'error',
        title: 'Could not connect',
        text: 'The phone made no offer in time.',
        findings: [],
        code: 'offer_timeout',
        action: { does: 'connect', label: 'Try again' },
      },
      status: 'Could not connect. The phone made no offer in time.',
    });
  });

  it('shows the verdict and what to do where something was found, and all that was seen', () => {
    const error = new TelepadError('connection_timeout', 'No connection came about in time.');
    const seen = [
      { check: 'signalling', status: 'ok', message: 'The signalling server answered.' },
      { check: 'turn-udp', status: 'failed', message: 'It answered 401.', advice: 'Look.' },
    ] as const;
    const diagnosis = {
      status: 'failed',
      verdict: 'Media is blocked.',
      advice: 'Allow UDP.',
      findings: [{ check: 'stun', status: 'unknown', message: 'Nobody asked.' }, ...seen],
    } as const;
    expect(describeWith({ state: 'closed', error, diagnosis })).toEqual({
      overlay: {
        kind: 'error',
        title: 'Could not connect',
        text: 'Media is blocked.',
        advice: 'Allow UDP.',
        findings: seen,
        code: 'connection_timeout',
        action: { does: 'connect', label: 'Try again' },
      },
      status: 'Could not connect. Media is blocked.',
    });
  });

  it('shows a language’s own text for an error, and no English advice beside it', () => {
    const error = new TelepadError('connection_timeout', 'No connection came about in time.');
    const findings = [
      { check: 'turn-udp', status: 'failed', message: 'It answered 401.' },
    ] as const;
    const diagnosis = {
      status: 'failed',
      verdict: 'Blocked.',
      advice: 'Allow it.',
      findings,
    } as const;
    const { overlay } = describeWith(
      { state: 'closed', error, diagnosis },
      { ...english, text_connection_timeout: 'Zu langsam.' },
    );
    expect([overlay.text, overlay.advice]).toEqual(['Zu langsam.', undefined]);
    expect(overlay.findings).toEqual(findings);
  });

  it.each<[ErrorCode, string]>([
    ['connection_lost', 'Connection lost'],
    ['signalling_lost', 'Connection lost'],
    ['phone_offline', 'The phone is offline'],
    ['phone_not_found', 'Phone not found'],
    ['unauthenticated', 'Please sign in'],
    ['forbidden', 'No access to this phone'],
    ['ticket_expired', 'Access has expired'],
    ['idle_timeout', 'Disconnected while not in use'],
    ['webrtc_unsupported', 'This browser cannot show the phone'],
    ['media_stalled', 'The picture stopped'],
    ['opened_elsewhere', 'Opened in another place'],
    ['internal_error', 'Could not connect'],
  ])('has for %s the title "%s"', (code, title) => {
    const error = new TelepadError(code, 'Something.');
    expect(describeWith({ state: 'closed', error }).overlay.title).toBe(title);
  });
});

describe('while connecting', () => {
  it.each([
    ['ticketing', false, 0, 'Asking for access'],
    ['preparing', false, 1, 'Calling the phone'],
    ['signalling', false, 1, 'Calling the phone'],
    ['negotiating', false, 2, 'Setting up the connection'],
    ['negotiating', true, 3, 'Waiting for the picture'],
  ] as const)(
    'names the step in the state %s (display known: %s)',
    (state, hasDisplay, step, text) => {
      expect(describeWith({ state, hasDisplay })).toEqual({
        overlay: { kind: 'progress', title: 'Connecting', text, step },
        status: `Connecting. ${text}`,
      });
    },
  );

  it('says that it tries again when the first attempt failed', () => {
    expect(describeWith({ state: 'recovering' })).toEqual({
      overlay: { kind: 'progress', title: 'Trying again', text: 'Asking for access', step: 0 },
      status: 'Trying again. Asking for access',
    });
  });

  it.each(['recovering', 'ticketing', 'preparing', 'signalling', 'negotiating'] as const)(
    'only says that it reconnects, over the last frame, once it was live: %s',
    (state) => {
      expect(describeWith({ state, hasBeenLive: true, hasDisplay: true })).toEqual({
        overlay: { kind: 'reconnecting', title: 'Connection lost', text: 'Reconnecting…' },
        status: 'Connection lost. Reconnecting…',
      });
    },
  );

  const recovering = { state: 'recovering', hasBeenLive: true } as const;

  it('counts the attempts from the second on', () => {
    const texts = [1, 2, 7].map(
      (attempts) => describeWith({ ...recovering, attempts }).overlay.text,
    );
    expect(texts).toEqual(['Reconnecting…', 'Reconnecting, attempt 2', 'Reconnecting, attempt 7']);
  });

  it('says when the next attempt comes and offers it now, without speaking the seconds', () => {
    expect(describeWith({ ...recovering, attempts: 1, nextAttemptSeconds: 4 })).toEqual({
      overlay: {
        kind: 'reconnecting',
        title: 'Connection lost',
        text: 'Next attempt in 4 s',
        action: { does: 'retry', label: 'Try now' },
      },
      status: 'Connection lost. Reconnecting…',
    });
  });

  it('does not offer what follows within a second', () => {
    const { overlay } = describeWith({ ...recovering, attempts: 1, nextAttemptSeconds: 0 });
    expect([overlay.text, overlay.action]).toEqual(['Reconnecting…', undefined]);
  });

  it('says that there is no network, where trying is of no use', () => {
    const { overlay, status } = describeWith({
      ...recovering,
      nextAttemptSeconds: 4,
      isOffline: true,
    });
    expect([overlay.text, overlay.action]).toEqual(['This device is offline.', undefined]);
    expect(status).toBe('Connection lost. This device is offline.');
  });
});

describe('while a phone is made ready', () => {
  it.each(preparationStages)('says so: %s', (stage) => {
    const { overlay, status } = describeWith({ state: 'ticketing', progress: { stage, hint: 3 } });
    expect(overlay).toEqual({
      kind: 'progress',
      title: english[stage],
      text: 'This may take a while',
      step: 0,
    });
    expect(status).toBe(`${english[stage]}. This may take a while`);
  });

  it('has words for each stage', () => {
    expect(preparationStages.map((stage) => english[stage])).toEqual([
      'Waiting in the queue',
      'Restoring the phone',
      'Backing up the phone',
      'Resetting the phone',
      'Restarting the phone',
      'Moving the phone',
      'Waking the phone',
    ]);
  });

  it('says so, too, while a session comes back', () => {
    const coming = { state: 'ticketing', hasBeenLive: true, attempts: 2 } as const;
    const { overlay, status } = describeWith({ ...coming, progress: { stage: 'waking' } });
    expect(overlay).toEqual({
      kind: 'reconnecting',
      title: 'Connection lost',
      text: 'Waking the phone',
    });
    expect(status).toBe('Connection lost. Waking the phone');
  });
});

describe('while live', () => {
  it('leaves the picture alone', () => {
    expect(describeWith({ state: 'live', hasBeenLive: true })).toEqual({
      overlay: { kind: 'none' },
      status: 'Connected',
    });
  });

  it('tells someone who may only watch', () => {
    expect(describeWith({ state: 'live', isWatching: true }).status).toBe(
      'Connected, watching only',
    );
  });

  it.each([
    ['audio', 'Tap to turn sound on'],
    ['video', 'Tap to show the phone'],
  ] as const)('offers to start the %s when the browser wants a tap for it', (kind, label) => {
    expect(describeWith({ state: 'live', needsTapFor: kind }).overlay).toEqual({
      kind: 'tap',
      action: { does: 'play', label },
    });
  });
});

describe('while nobody uses the phone', () => {
  it('counts the seconds, and says what keeps it', () => {
    expect(
      describeWith({ state: 'idle-warning', hasBeenLive: true, remainingSeconds: 27 }),
    ).toEqual({
      overlay: {
        kind: 'idle',
        title: 'Disconnecting in 27 s',
        text: 'Touch the phone to stay connected.',
      },
      status: 'Disconnecting soon, because the phone is not used',
    });
  });

  it('has a button for those whose touches do not reach the phone', () => {
    expect(
      describeWith({ state: 'idle-warning', isWatching: true, remainingSeconds: 5 }).overlay,
    ).toEqual({
      kind: 'idle',
      title: 'Disconnecting in 5 s',
      action: { does: 'stay', label: 'Stay connected' },
    });
  });
});
