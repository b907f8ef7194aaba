import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClipboardSync } from '../../../src/core/clipboard-sync.js';

describe('the host’s clipboard', () => {
  it('goes to the phone when it is new, once', () => {
    const sync = new ClipboardSync();
    expect(sync.sawHost('a')).toBe('new');
    sync.gavePhone('a', 0);
    expect(sync.sawHost('a')).toBe('known');
    expect(sync.sawHost('b')).toBe('new');
  });

  it('does not go there when it is empty, or what the phone has', () => {
    const sync = new ClipboardSync();
    expect(sync.sawHost('')).toBe('known');
    sync.heardPhone('a', 0);
    expect(sync.sawHost('a')).toBe('known');
  });

  it('does not take the place of what was copied on the phone since it was seen', () => {
    const sync = new ClipboardSync();
    expect(sync.sawHost('old')).toBe('new');
    sync.gavePhone('old', 0);
    sync.heardPhone('newer, of the phone', 60_000);
    expect(sync.sawHost('old')).toBe('known');
    expect(sync.copied).toBe('newer, of the phone');
  });

  it('that was written from the phone does not go back, though Windows has other line ends', () => {
    const sync = new ClipboardSync();
    expect(sync.heardPhone('a\nb', 0)).toBe('new');
    sync.wroteHost('a\nb');
    expect(sync.sawHost('a\r\nb')).toBe('known');
  });
});

describe('what the phone says', () => {
  it('goes to the host when its user copied it', () => {
    const sync = new ClipboardSync();
    expect(sync.heardPhone('a', 0)).toBe('new');
    expect([sync.copied, sync.hasNews]).toEqual(['a', true]);
    sync.wroteHost('a');
    expect([sync.copied, sync.hasNews]).toEqual(['a', false]);
    expect(sync.heardPhone('a', 0)).toBe('known');
  });

  it('is an echo soon after it was given, also of several, and a copy later', () => {
    const sync = new ClipboardSync();
    sync.gavePhone('a', 0);
    sync.gavePhone('b\r\nc', 100);
    expect(sync.heardPhone('a', 200)).toBe('known');
    expect(sync.heardPhone('b\nc', 300)).toBe('known');
    expect(sync.copied).toBeUndefined();
    sync.gavePhone('d', 1000);
    expect(sync.heardPhone('d', 4001)).toBe('new');
  });

  it('is no echo of what came before the last echo', () => {
    const sync = new ClipboardSync();
    sync.gavePhone('a', 0);
    sync.gavePhone('b', 0);
    expect(sync.heardPhone('b', 10)).toBe('known');
    expect(sync.heardPhone('a', 20)).toBe('new');
  });

  it('can be that its clipboard is empty', () => {
    const sync = new ClipboardSync();
    sync.heardPhone('a', 0);
    expect(sync.heardPhone('', 1)).toBe('known');
    expect([sync.copied, sync.hasNews]).toEqual([undefined, false]);
  });

  it('is no news any more once the page has given it something else', () => {
    const sync = new ClipboardSync();
    sync.heardPhone('a', 0);
    sync.gavePhone('b', 1);
    expect([sync.copied, sync.hasNews]).toEqual([undefined, false]);
  });
});

describe('the limit', () => {
  it.each([
    ['x'.repeat(12), false],
    ['x'.repeat(13), true],
    ['é'.repeat(6), false],
    ['é'.repeat(7), true],
    ['字'.repeat(4), false],
    ['字'.repeat(5), true],
    ['👍'.repeat(3), false],
    ['👍'.repeat(4), true],
  ])('of 12 bytes holds %s: %s', (text, isTooLarge) => {
    const sync = new ClipboardSync(12);
    expect(sync.isTooLarge(text)).toBe(isTooLarge);
    expect(sync.sawHost(text)).toBe(isTooLarge ? 'too-large' : 'new');
    const other = new ClipboardSync(12);
    expect(other.heardPhone(text, 0)).toBe(isTooLarge ? 'too-large' : 'new');
    expect(other.copied).toBe(text);
  });

  it('counts as UTF-8 does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(60), (text, maxBytes) => {
        const { length } = new TextEncoder().encode(text);
        expect(new ClipboardSync(maxBytes).isTooLarge(text)).toBe(length > maxBytes);
      }),
    );
  });
});

/** Two clipboards that are kept in step by themselves, as `auto` does, with a phone that repeats what it is given. */
class World {
  readonly sync = new ClipboardSync();
  host = '';
  phone = '';
  sends = 0;
  writes = 0;
  timeMs = 0;
  #reports: string[] = [];

  focus(): void {
    if (this.sync.sawHost(this.host) !== 'new') return;
    this.sends += 1;
    this.phone = this.host;
    this.sync.gavePhone(this.host, this.timeMs);
    this.#reports.push(this.host);
  }

  copyOnPhone(text: string): void {
    this.phone = text;
    this.#reports.push(text);
  }

  /** Everything that the phone has to say arrives. */
  settle(): void {
    for (const text of this.#reports.splice(0)) {
      if (this.sync.heardPhone(text, this.timeMs) !== 'new') continue;
      this.writes += 1;
      this.host = text;
      this.sync.wroteHost(text);
    }
  }
}

it('never goes round: what nobody copied anew is neither sent nor written', () => {
  const text = fc.constantFrom('a', 'b', 'a\nb', 'a\r\nb');
  const step = fc.oneof(
    fc.record({ type: fc.constant('host' as const), text }),
    fc.record({ type: fc.constant('phone' as const), text }),
    fc.record({ type: fc.constantFrom('focus', 'settle', 'wait'), text }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const world = new World();
      let copies = 0;
      for (const { type, text } of steps) {
        if (type === 'host') world.host = text;
        if (type === 'phone') world.copyOnPhone(text);
        if (type === 'host' || type === 'phone') copies += 1;
        if (type === 'focus') world.focus();
        if (type === 'settle') world.settle();
        if (type === 'wait') world.timeMs += 10_000;
      }
      // A phone that says something late may be believed once more, but that is the end of it.
      world.settle();
      world.focus();
      world.settle();
      const { sends, writes } = world;
      for (let count = 0; count < 5; count++) {
        world.focus();
        world.timeMs += 10_000;
        world.settle();
      }
      expect([world.sends, world.writes]).toEqual([sends, writes]);
      expect(sends).toBeLessThanOrEqual(copies * 2);
    }),
  );
});
