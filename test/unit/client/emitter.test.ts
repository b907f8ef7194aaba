import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Emitter } from '../../../src/client/emitter.js';

interface Events {
  moved: (x: number, y: number) => void;
  error: (reason: string) => void;
}

describe('an emitter', () => {
  const printed = vi.fn<(...values: unknown[]) => void>();

  beforeEach(() => {
    printed.mockClear();
    vi.stubGlobal('console', { ...console, error: printed });
  });

  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('calls each listener with the values, in the order they came', () => {
    const emitter = new Emitter<Events>();
    const heard: unknown[] = [];
    emitter.on('moved', (...values) => heard.push(['first', ...values]));
    emitter.on('moved', (...values) => heard.push(['second', ...values]));
    emitter.emit('moved', 3, 4);
    expect(heard).toEqual([
      ['first', 3, 4],
      ['second', 3, 4],
    ]);
  });

  it('stops calling a listener that was taken off, and only that one', () => {
    const emitter = new Emitter<Events>();
    const listener = vi.fn();
    const offFirst = emitter.on('moved', listener);
    emitter.on('moved', listener);
    offFirst();
    offFirst();
    emitter.emit('moved', 1, 2);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('reports a listener that throws and calls the others', () => {
    const emitter = new Emitter<Events>();
    const failure = new Error('broken listener');
    const listener = vi.fn();
    emitter.on('moved', () => {
      throw failure;
    });
    emitter.on('moved', listener);
    emitter.emit('moved', 1, 2);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(printed.mock.calls).toEqual([['Telepad: a listener for "moved" threw', failure]]);
  });

  it('does not throw for an error that nobody listens to', () => {
    const emitter = new Emitter<Events>();
    emitter.emit('error', 'unheard');
    expect(printed).not.toHaveBeenCalled();
  });

  it('lets a listener take itself and others off while it runs', () => {
    const emitter = new Emitter<Events>();
    const heard: string[] = [];
    const offOnce = emitter.on('moved', () => {
      heard.push('once');
      offOnce();
    });
    emitter.on('moved', () => heard.push('always'));
    emitter.emit('moved', 0, 0);
    emitter.emit('moved', 0, 0);
    expect(heard).toEqual(['once', 'always', 'always']);
  });

  it('forgets everybody at once', () => {
    const emitter = new Emitter<Events>();
    const listener = vi.fn();
    emitter.on('moved', listener);
    emitter.on('error', listener);
    emitter.removeAll();
    emitter.emit('moved', 1, 2);
    emitter.emit('error', 'x');
    expect(listener).not.toHaveBeenCalled();
  });
});
