import { androidPackageName } from '../../core/android-package-name.js';
import type { TelepadError } from '../../core/errors.js';
import {
  type FeatureMessage,
  type Quality,
  type QualityEvent,
  qualityPresets,
} from '../../core/features.js';
import { type AnswerOptions, readAnswerOptions } from './answer-options.js';
import { openQueue } from './answer-queue.js';
import {
  argumentInvalid,
  checkBoolean,
  checkNumber,
  checkOneOf,
  checkText,
  checkWhole,
} from './argument-checks.js';
import type { FeatureChannel } from './feature-channel.js';

/** What holds on the phone until it is changed. */
export interface SettingFeatures {
  /**
   * Changes how the phone encodes its picture; kept after a recovery. Resolves when the phone confirms it, or,
   * with the last confirmation, as soon as it is sent when that is the quality already confirmed.
   * A phone that has this quality from the start may not answer: `phone_timeout` then means "not confirmed".
   * @param options.timeoutMs default 5000
   */
  setQuality(quality: Quality, options?: AnswerOptions): Promise<QualityEvent>;
  /** Starts or stops what the phone sends; kept after a recovery, and until the session is live when it is not yet. */
  setMedia(kind: 'audio' | 'video' | 'both', isOpen: boolean): void;

  /** Gives the phone's screen another size in px and density in dpi (each side 64 to 8192, density 40 to 1200); null its own. */
  setDisplaySize(
    size: { readonly width: number; readonly height: number; readonly density: number } | null,
  ): void;
  /** Makes the phone tell each operation on it as an `operation` event; kept after a recovery. */
  setOperationMonitor(isOpen: boolean): void;
  /** Takes apps off the phone. @param packageNames 1 to 100 */
  uninstall(packageNames: readonly string[]): void;
}

function checkQuality(quality: Quality): void {
  if (typeof quality === 'string') {
    checkOneOf('quality', quality, qualityPresets);
  } else if (typeof quality !== 'object' || quality === null) {
    throw argumentInvalid('quality', 'a preset, numbers or vendorIds');
  } else if ('vendorIds' in quality) {
    for (const name of ['resolution', 'frameRate', 'bitrate'] as const)
      checkWhole(`vendorIds.${name}`, quality.vendorIds?.[name], 0, 1_000_000);
  } else {
    checkWhole('width', quality.width, 16, 8192);
    checkWhole('height', quality.height, 16, 8192);
    checkNumber('frameRate', quality.frameRate, 1, 240);
    checkNumber('bitrate', quality.bitrate, 1000, 1_000_000_000);
  }
}

/** What holds until it is changed: a phone that begins anew after a recovery is told it again. */
export function createSettings(channel: FeatureChannel): SettingFeatures {
  const queue = openQueue<QualityEvent>(channel);
  const kept = new Map<string, FeatureMessage>();
  const media = new Map<'audio' | 'video', boolean>();
  let confirmed: { readonly quality: string; readonly event: QualityEvent } | undefined;

  function keep(message: FeatureMessage): void {
    channel.send(message);
    if (message.type === 'quality') channel.host.choices.hasQuality = true;
    kept.set(message.type, message);
  }

  /** While there is no connection a setting only waits for one; anything else is the caller's to know. */
  function unlessDisconnected(send: () => void): void {
    try {
      send();
    } catch (error) {
      if ((error as TelepadError).code !== 'not_connected') throw error;
    }
  }

  channel.on('quality', (event) => queue.answered(event));
  channel.onConnection(() => {
    unlessDisconnected(() => {
      for (const message of kept.values()) channel.send(message, false);
      for (const [kind, isOpen] of media)
        channel.host.session.send({ type: 'media', kind, isOpen });
    });
  });

  return {
    async setQuality(quality, options) {
      checkQuality(quality);
      const answerOptions = readAnswerOptions(options, 5000);
      const key = JSON.stringify(quality);
      const message = { type: 'quality', quality } as const;
      if (confirmed?.quality === key) {
        keep(message);
        return confirmed.event;
      }
      confirmed = undefined;
      const event = await queue.ask({
        what: 'the change of quality',
        send: () => keep(message),
        ...answerOptions,
      });
      confirmed = { quality: key, event };
      return event;
    },
    setMedia(kind, isOpen) {
      checkOneOf('kind', kind, ['audio', 'video', 'both']);
      checkBoolean('isOpen', isOpen);
      unlessDisconnected(() => channel.host.session.send({ type: 'media', kind, isOpen }));
      for (const each of ['audio', 'video'] as const)
        if (kind === each || kind === 'both') media.set(each, isOpen);
    },
    setDisplaySize(size) {
      if (size !== null) {
        checkWhole('width', size.width, 64, 8192);
        checkWhole('height', size.height, 64, 8192);
        checkWhole('density', size.density, 40, 1200);
      }
      channel.send({ type: 'display-size', size });
    },
    setOperationMonitor(isOpen) {
      checkBoolean('isOpen', isOpen);
      keep({ type: 'operation-monitor', isOpen });
    },
    uninstall(packageNames) {
      if (!Array.isArray(packageNames)) throw argumentInvalid('packageNames', 'a list');
      checkWhole('the number of packageNames', packageNames.length, 1, 100);
      for (const name of packageNames) {
        checkText('each package name', name, 255);
        if (!androidPackageName.test(name))
          throw argumentInvalid('each package name', 'an Android package name');
      }
      channel.send({ type: 'uninstall', packageNames });
    },
  };
}
