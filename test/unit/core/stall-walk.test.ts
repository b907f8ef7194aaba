import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Scene, simulate } from './stall-simulation.js';

/** Scenes nobody thought of. */

const health = fc.record({
  isDated: fc.boolean(),
  video: fc.record({ perSecond: fc.integer({ min: 4, max: 400 }) }),
  audio: fc.constantFrom(undefined, { perSecond: 50 }),
  upkeep: fc.record({ perSecond: fc.constantFrom(0.4, 1, 4) }),
});
const lateness = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 40 });
const names = [
  'packetsReceived',
  'framesDecoded',
  'bytesReceived',
  'responsesReceived',
  'lastPacketReceivedTimestamp',
  'timestamp',
];
/** By look: what the browser leaves out, or that it counts from 0 again. */
const oddities = fc.array(
  fc.record({
    look: fc.integer({ min: 0, max: 60 }),
    row: fc.constantFrom('pair', 'video', 'audio'),
    what: fc.constantFrom('row', 'reset', ...names),
  }),
  { maxLength: 25 },
);

function odd(list: readonly { look: number; row: string; what: string }[]): Scene['change'] {
  const bases = new Map<string, Record<string, unknown>>();
  return (rows, look) => {
    for (const { look: at, row, what } of list) {
      const found = rows.get(row);
      if (at !== look || !found) continue;
      if (what === 'row') rows.delete(row);
      else if (what === 'reset') bases.set(row, { ...found });
      else delete found[what];
    }
    for (const [row, base] of bases) {
      const found = rows.get(row);
      for (const name of names.slice(0, 4))
        if (typeof found?.[name] === 'number' && typeof base[name] === 'number')
          found[name] = (found[name] as number) - (base[name] as number);
    }
  };
}

describe('the stall detector', () => {
  it('finds nothing in reports of a phone that is well, whatever they lack and however late they are', () => {
    fc.assert(
      fc.property(health, lateness, oddities, (scene, delays, list) => {
        const { stalls } = simulate({
          ...scene,
          delayMs: (look) => delays[look % delays.length] ?? 0,
          change: odd(list),
        });
        expect(stalls).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('finds what is truly silent within 3 s, and says what it is', () => {
    const cutAt = fc.integer({ min: 4000, max: 30_000 });
    const busy = health.filter(({ video }) => video.perSecond >= 30);
    fc.assert(
      fc.property(busy, cutAt, fc.boolean(), fc.nat(20), (scene, untilMs, isWhole, delayMs) => {
        const cut = { ...scene, video: { ...scene.video, untilMs } };
        const whole = {
          ...cut,
          audio: scene.audio && { ...scene.audio, untilMs },
          upkeep: { ...scene.upkeep, untilMs },
        };
        const [first] = simulate({ ...(isWhole ? whole : cut), delayMs: () => delayMs }).stalls;
        expect(first?.[0]).toBe(isWhole ? 'path' : 'media');
        expect((first?.[1] ?? Number.NaN) - untilMs).toBeLessThanOrEqual(3000 + 6 * delayMs);
      }),
      { numRuns: 300 },
    );
  });
});
