import { TelepadError } from '../../core/errors.js';
import type { PhoneStatistics } from '../../core/statistics.js';
import { checkWhole } from './argument-checks.js';
import type { FeatureChannel } from './feature-channel.js';

/** How the phone's picture and sound arrive. */
export interface ReceptionFeatures {
  /**
   * Tells how well picture and sound arrive, at once and then again and again, also while the session recovers
   * (`networkQuality` is `down` then), until the function it returns is called or the session ends.
   * `PhoneSession.getStats()` has the browser's whole report.
   * @param options.intervalMs 250 to 60,000. @default 2000
   */
  watchStatistics(
    listener: (statistics: PhoneStatistics) => void,
    options?: { readonly intervalMs?: number },
  ): () => void;
  /**
   * How much picture and sound the browser may hold back to play them evenly: less for a phone that is played
   * with, more for one that is watched over a rough network. Kept after a recovery; the browser takes it for a wish.
   * @param targetMs 0 to 4000, or null for the browser's own choice
   * @throws TelepadError `not_supported` by this browser, `argument_invalid`
   */
  setJitterBufferTarget(targetMs: number | null): void;
}

export function createReception(channel: FeatureChannel): ReceptionFeatures {
  const { life } = channel.host;
  let target: number | null | undefined;

  const aim = (receiver: RTCRtpReceiver) => {
    receiver.jitterBufferTarget = target ?? null;
  };
  const aimAll = (connection: RTCPeerConnection) => connection.getReceivers().forEach(aim);

  return {
    watchStatistics(listener, { intervalMs = 2000 } = {}) {
      checkWhole('intervalMs', intervalMs, 250, 60_000);
      let isOver = life.aborted;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let end = () => {};
      const stop = () => {
        isOver = true;
        clearTimeout(timer);
        end();
        life.removeEventListener('abort', stop);
      };
      const begin = async () => {
        try {
          const upkeep = await channel.host.upkeep();
          if (!isOver) end = upkeep.watch(listener, intervalMs);
        } catch {
          // Its code did not load: as everything here it is tried again.
          if (!isOver) timer = setTimeout(begin, intervalMs);
        }
      };
      life.addEventListener('abort', stop);
      if (!isOver) void begin();
      return stop;
    },
    setJitterBufferTarget(targetMs) {
      if (targetMs !== null) checkWhole('targetMs', targetMs, 0, 4000);
      if (!('jitterBufferTarget' in RTCRtpReceiver.prototype))
        throw new TelepadError(
          'not_supported',
          'This browser lets nobody choose how much it holds back. Go on without it.',
        );
      const isFirst = target === undefined;
      target = targetMs;
      channel.host.choices.jitterTargetMs = targetMs;
      if (!isFirst) {
        if (channel.host.connection) aimAll(channel.host.connection);
        return;
      }
      channel.onConnection((connection, signal) => {
        aimAll(connection);
        connection.addEventListener('track', ({ receiver }) => aim(receiver), { signal });
      });
    },
  };
}
