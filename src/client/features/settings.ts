import type { TelepadError } from '../../core/errors.js';
import {
  type FeatureMessage,
  type Quality,
  type QualityEvent,
  qualityPresets,
} from '../../core/features.js';
import {
  argumentInvalid,
  checkBoolean,
  checkNumber,
  checkOneOf,
  checkText,
  checkWhole,
} from './argument-checks.js';
import type { FeatureChannel } from './feature-channel.js';
import type { PhoneFeatures } from './phone-features.js';
import { openQueue, readAnswerOptions } from './questions.js';

type Settings = Pick<
  PhoneFeatures,
  'setQuality' | 'setMedia' | 'setDisplaySize' | 'setOperationMonitor' | 'uninstall'
>;

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
export function createSettings(channel: FeatureChannel): Settings {
  const queue = openQueue<QualityEvent>(channel);
  const kept = new Map<string, FeatureMessage>();
  const media = new Map<'audio' | 'video', boolean>();
  let confirmed: { readonly quality: string; readonly event: QualityEvent } | undefined;

  function keep(message: FeatureMessage): void {
    channel.send(message);
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
        if (!/^[A-Za-z]\w*(?:\.\w+)+$/.test(name))
          throw argumentInvalid('each package name', 'an Android package name');
      }
      channel.send({ type: 'uninstall', packageNames });
    },
  };
}
