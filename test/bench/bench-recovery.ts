import type { Browser } from '@playwright/test';
import { median, quantile } from './statistics.js';
import { pause, type WatchedPhone, watchPhone } from './watched-phone.js';

/** How long a live session is left alone between two faults, in ms. */
const restMs = 2000;
const cutMs = 5000;

/** From the end of the signalling socket to the next one that is open, behind a running picture. */
async function signallingMs({ site, facts, until }: WatchedPhone): Promise<number> {
  const { sockets } = (await facts()).made;
  const droppedMs = Date.now();
  site.emulator.phone(site.phoneIds[0] as string).dropSignalling();
  const { lastSocketOpenedMs } = await until(({ made }) => made.sockets > sockets);
  return lastSocketOpenedMs - droppedMs;
}

/** From the end of the cut to a picture on screen that was drawn after it. */
async function mediaCutMs({ site, until }: WatchedPhone): Promise<number> {
  site.emulator.faults.cutMedia = true;
  await pause(cutMs);
  site.emulator.faults.cutMedia = false;
  const mendedMs = Date.now();
  const isFresh = ({ drawnMs }: { readonly drawnMs: number }) => drawnMs >= mendedMs;
  const { frames } = await until((seen) => seen.state === 'live' && seen.frames.some(isFresh));
  return (frames.find(isFresh)?.atMs ?? 0) - mendedMs;
}

function row(name: string, samples: readonly number[]) {
  return {
    recovery: name,
    'p50 ms': Math.round(median(samples)),
    'worst ms': Math.round(quantile(samples, 1)),
    samples: samples.length,
  };
}

/** How long a user waits. All rounds meet the same session. */
export function benchRecovery(
  rounds: number,
  browser: Browser,
): Promise<Readonly<Record<string, number>>> {
  return watchPhone(browser, async (watched) => {
    const signalling: number[] = [];
    const mediaCut: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await pause(restMs);
      signalling.push(await signallingMs(watched));
      await pause(restMs);
      mediaCut.push(await mediaCutMs(watched));
      console.log(`recovery: round ${round + 1} of ${rounds}`);
    }
    console.table([
      row('signalling killed, signalling again', signalling),
      row('media path cut for 5 s, picture again', mediaCut),
    ]);
    return {
      'recover.signalling_ms': median(signalling),
      'recover.media_cut_5s_ms': median(mediaCut),
    };
  });
}
