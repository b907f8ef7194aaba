import { describe, expect, it } from 'vitest';
import { type ErrorCode, TelepadError } from '../../../src/core/errors.js';
import { describePlayer, type PlayerSituation } from '../../../src/element/describe-player.js';
import { english } from '../../../src/element/strings.js';

function describeWith(situation: Partial<PlayerSituation>) {
  return describePlayer(
    {
      hasSource: true,
      state: 'idle',
      hasBeenLive: false,
      hasDisplay: false,
      isWatching: false,
      needsTapFor: undefined,
      remainingSeconds: 0,
      error: undefined,
      ...situation,
    },
    english,
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
        code: 'offer_timeout',
        action: { does: 'connect', label: 'Try again' },
      },
      status: 'Could not connect. The phone made no offer in time.',
    });
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
        overlay: { kind: 'reconnecting', title: 'Reconnecting' },
        status: 'Reconnecting',
      });
    },
  );
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
