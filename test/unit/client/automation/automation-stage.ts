import { vi } from 'vitest';
import type { AutomationHost } from '../../../../src/client/automation/automation-host.js';
import { createAutomation } from '../../../../src/client/automation/phone-automation.js';
// Loaded here already: on the fake clock no time must pass for it.
import '../../../../src/client/automation/recordings.js';
import type { PhoneFeatures } from '../../../../src/client/features/phone-features.js';
import type { ControlMessage, DisplayEvent, TouchMessage } from '../../../../src/core/control.js';
import { TelepadError } from '../../../../src/core/errors.js';
import type { PhoneOrientation } from '../../../../src/core/features.js';
import { FakeSession } from '../fake-page.js';

export const upright = { type: 'display', width: 720, height: 1280 } as const;
export const lying = { type: 'display', width: 1280, height: 720 } as const;

/** Asks of the features' turning. */
export interface Turning {
  readonly orientation: PhoneOrientation;
  readonly options: { readonly timeoutMs?: number; readonly signal?: AbortSignal } | undefined;
  answer(): void;
  refuse(error: TelepadError): void;
}

class FakeAutomationSession extends FakeSession {
  display: DisplayEvent | undefined = upright;
  readonly turnings: Turning[] = [];
  readonly sendingListeners: ((message: ControlMessage) => void)[] = [];
  readonly sentListeners: ((message: ControlMessage) => void)[] = [];
  /** As in a session: what is held can be let go until the last moment. */
  isReleasing = false;
  /** Lets so many messages through before `failure` is thrown. */
  messagesUntilFailure = Number.POSITIVE_INFINITY;

  override send(message: ControlMessage): void {
    if (this.state === 'closed' && !this.isReleasing)
      throw new TelepadError('session_closed', 'It has ended.');
    if (this.role === 'watch') throw new TelepadError('watch_only', 'Only to watch.');
    const isOpen = this.isLive || this.isReleasing;
    if (!isOpen || this.messagesUntilFailure-- <= 0)
      throw new TelepadError('not_connected', 'No channel.');
    for (const listener of this.sendingListeners) listener(message);
    super.send(message);
    for (const listener of this.sentListeners) listener(message);
  }

  async features(): Promise<PhoneFeatures> {
    const rotate = (orientation: PhoneOrientation, options: Turning['options']) =>
      new Promise<void>((resolve, reject) =>
        this.turnings.push({ orientation, options, answer: resolve, refuse: reject }),
      );
    return { rotate } as unknown as PhoneFeatures;
  }
}

/** A live session with its automation, on the fake clock of the test. */
export function createStage() {
  const session = new FakeAutomationSession();
  const life = new AbortController();
  /** What `random` gives, the last one again and again. */
  const draws: number[] = [0.5];
  const host: AutomationHost = {
    session: session as unknown as AutomationHost['session'],
    life: life.signal,
    onSending: (listener) => void session.sendingListeners.push(listener),
    onSent: (listener) => void session.sentListeners.push(listener),
    random: () => (draws.length > 1 ? (draws.shift() as number) : (draws[0] as number)),
  };
  const release = () => {
    session.isReleasing = true;
    session.emit('release');
    session.isReleasing = false;
  };
  return {
    session,
    draws,
    automation: createAutomation(host),
    show(display: DisplayEvent | undefined) {
      session.display = display;
      if (display) session.emit('display', display);
    },
    /** The connection is gone; the session tries to recover. */
    lose() {
      release();
      session.move('recovering');
    },
    close() {
      session.state = 'closed';
      release();
      session.move('closed');
      life.abort();
    },
  };
}

/** A touch of the user, as a view sends it. */
export function userTouch(action: TouchMessage['action'], x = 10, y = 20): TouchMessage {
  const pointers = [{ id: 0, x, y, pressure: 1 }];
  return { type: 'touch', action, actionIndex: 0, pointers, width: 720, height: 1280 };
}

/** The error that a promise ends with so far; `waits` while it has not ended, `done` without one. */
export function watch(work: Promise<unknown>): { outcome: string; message: string } {
  const seen = { outcome: 'waits', message: '' };
  work.then(
    () => {
      seen.outcome = 'done';
    },
    (error: unknown) => {
      seen.outcome = error instanceof TelepadError ? error.code : String(error);
      seen.message = String((error as Error).message);
    },
  );
  return seen;
}

/** Promises have had their turn, and as much time has passed. */
export const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** Plays `work` to its end; the fake clock runs as far as it takes. */
export async function play<Value>(work: Promise<Value>): Promise<Value> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  over.catch(() => {});
  while (!isOver) await pass(1);
  return over;
}

/**
 * What is held on a phone that was sent these messages; throws where the touches are no stream, as a phone's window
 * system would complain.
 */
export function heldAfter(messages: readonly ControlMessage[]): readonly string[] {
  const fingers = new Set<number>();
  const keys = new Set<number>();
  const expect = (isTrue: boolean, what: string) => {
    if (!isTrue) throw new Error(`a wrong touch stream: ${what}`);
  };
  for (const message of messages) {
    if (message.type === 'key') {
      if (message.action === 'down') keys.add(message.keyCode);
      else keys.delete(message.keyCode);
    }
    if (message.type !== 'touch') continue;
    const { action, actionIndex, pointers } = message;
    const actor = pointers[actionIndex]?.id ?? -1;
    if (action === 'down') expect(fingers.size === 0 && pointers.length === 1, 'second down');
    if (action === 'pointer-down') expect(fingers.size > 0, 'pointer-down without down');
    if (action === 'down' || action === 'pointer-down') {
      expect(!fingers.has(actor), 'down twice');
      fingers.add(actor);
    }
    const listed = pointers.map(({ id }) => id).sort();
    expect(listed.join() === [...fingers].sort().join(), `${action} lists ${listed}`);
    if (action === 'up') expect(fingers.size === 1, 'up of several');
    if (action === 'pointer-up') expect(fingers.size > 1, 'pointer-up of the last');
    if (action === 'up' || action === 'pointer-up') fingers.delete(actor);
    if (action === 'cancel') fingers.clear();
  }
  return [
    ...[...fingers].map((id) => `finger ${id}`),
    ...[...keys].map((keyCode) => `key ${keyCode}`),
  ];
}
