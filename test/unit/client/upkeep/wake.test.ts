import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { retryOnWake } from '../../../../src/client/upkeep/wake.js';

class FakeConnection extends EventTarget {
  type: string | undefined = 'wifi';
  effectiveType = '4g';

  become(changes: Partial<Pick<FakeConnection, 'type' | 'effectiveType'>>): void {
    Object.assign(this, changes);
    this.dispatchEvent(new Event('change'));
  }
}

let page: EventTarget;
let view: EventTarget & { visibilityState: string };
let connection: FakeConnection;
let life: AbortController;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2029-06-01T00:00:00Z') });
  page = new EventTarget();
  view = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  connection = new FakeConnection();
  life = new AbortController();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('document', view);
  vi.stubGlobal('navigator', { connection });
});

afterEach(() => {
  life.abort();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function watch() {
  const session = { retryNow: vi.fn() };
  retryOnWake(session, life.signal);
  return session.retryNow;
}

describe('a session tries again at once', () => {
  it('when the page comes back from the cache of pages, but not when it is shown at first', () => {
    const retryNow = watch();
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
    expect(retryNow).not.toHaveBeenCalled();
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    expect(retryNow).toHaveBeenCalledTimes(1);
  });

  it('when the browser lets a frozen page go on', () => {
    const retryNow = watch();
    view.dispatchEvent(new Event('resume'));
    expect(retryNow).toHaveBeenCalledTimes(1);
  });

  it('when the network is of another kind, and not for each new estimate of its speed', () => {
    const retryNow = watch();
    connection.become({});
    connection.become({ effectiveType: '3g' });
    expect(retryNow).not.toHaveBeenCalled();
    connection.become({ type: 'cellular' });
    expect(retryNow).toHaveBeenCalledTimes(1);
  });

  it('when a browser that hides the kind tells of another speed', () => {
    connection.type = undefined;
    const retryNow = watch();
    connection.become({ effectiveType: '3g' });
    expect(retryNow).toHaveBeenCalledTimes(1);
  });

  it('when the device has slept', () => {
    const retryNow = watch();
    vi.advanceTimersByTime(60_000);
    expect(retryNow).not.toHaveBeenCalled();
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(2000);
    expect(retryNow).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(60_000);
    expect(retryNow).toHaveBeenCalledTimes(1);
  });

  it('but not because the timers of a hidden page are late', () => {
    const retryNow = watch();
    view.visibilityState = 'hidden';
    vi.setSystemTime(Date.now() + 60_000);
    vi.advanceTimersByTime(2000);
    view.visibilityState = 'visible';
    vi.advanceTimersByTime(2000);
    expect(retryNow).not.toHaveBeenCalled();
  });
});

describe('watching for that', () => {
  it('does without the network’s kind', () => {
    vi.stubGlobal('navigator', {});
    const retryNow = watch();
    view.dispatchEvent(new Event('resume'));
    expect(retryNow).toHaveBeenCalledTimes(1);
  });

  it('does not begin for a session that has ended', () => {
    life.abort();
    watch();
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(view, 'resume')).toEqual([]);
  });

  it('leaves nothing behind', () => {
    const retryNow = watch();
    life.abort();
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    view.dispatchEvent(new Event('resume'));
    connection.become({ type: 'cellular' });
    expect(retryNow).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
    for (const [target, type] of [
      [page, 'pageshow'],
      [view, 'resume'],
      [connection, 'change'],
    ] as const)
      expect(getEventListeners(target, type)).toEqual([]);
  });
});
