import { describe, expect, it } from 'vitest';
import { CaptureSources } from '../../../../src/emulator/node/capture-sources.js';
import type { CaptureSource } from '../../../../src/emulator/node/peer-capture.js';

class Sender {
  readonly #sending = new Set<CaptureSource>();

  isSending(source: CaptureSource): boolean {
    return this.#sending.has(source);
  }

  set(sources: CaptureSources, source: CaptureSource, isSending: boolean): void {
    if (isSending) this.#sending.add(source);
    else this.#sending.delete(source);
    sources.changed(this, source);
  }
}

describe('whose camera counts', () => {
  it('is who began last; then who is left', () => {
    const ended: CaptureSource[] = [];
    const sources = new CaptureSources((source) => ended.push(source));
    const [one, two] = [new Sender(), new Sender()];
    expect(sources.of('camera')).toBeUndefined();
    one.set(sources, 'camera', true);
    two.set(sources, 'camera', true);
    expect([sources.of('camera') === two, sources.of('microphone')]).toEqual([true, undefined]);
    two.set(sources, 'camera', false);
    expect([sources.of('camera') === one, ended]).toEqual([true, ['camera', 'camera']]);
    one.set(sources, 'camera', true);
    expect(ended).toHaveLength(2);
    one.set(sources, 'camera', false);
    expect([sources.of('camera'), ended.length]).toEqual([undefined, 3]);
  });

  it('is nobody’s when the viewer leaves', () => {
    const ended: CaptureSource[] = [];
    const sources = new CaptureSources((source) => ended.push(source));
    const sender = new Sender();
    sender.set(sources, 'microphone', true);
    sources.closed(new Sender());
    expect(ended).toEqual([]);
    sender.isSending = () => false;
    sources.closed(sender);
    expect([ended, sources.of('microphone')]).toEqual([['microphone'], undefined]);
  });
});
