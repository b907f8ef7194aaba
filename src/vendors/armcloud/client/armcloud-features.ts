import type { GroupDialect, VendorFeatures } from '../../../core/ports/client.js';
import type { ArmcloudDialectSettings } from '../wire/dialect-settings.js';
import { encodeControl, type HeldPointers } from '../wire/encode-control.js';
import { encodeFeature } from '../wire/feature-codec.js';
import { decodeFeatureEvent } from '../wire/feature-event-codec.js';
import { encodeBroadcast, kickOutFrame, textForPads } from '../wire/group-codec.js';
import { qualitySteps } from '../wire/quality-steps.js';
import { decodeSignal, pingFrame } from '../wire/signal-codec.js';
import { textOf } from './text-of.js';

/** What ArmCloud's phones can do beyond the dialect. */
export function armcloudFeatures(settings?: ArmcloudDialectSettings): VendorFeatures {
  return {
    encode: (message) => [encodeFeature(message)],
    decode: (data) => decodeFeatureEvent(textOf(data)),
    qualitySteps,
    group: armcloudGroup(settings),
  };
}

function armcloudGroup(settings: ArmcloudDialectSettings | undefined): GroupDialect {
  const held: HeldPointers = new Map();
  return {
    heartbeat: { intervalMs: 5000, data: pingFrame },
    encode: (message) => encodeControl(message, settings, held),
    broadcast: (frame) => encodeBroadcast(textOf(frame)),
    textFor(phoneIds, what, text) {
      // An empty text would be a stray message; an empty clipboard is a wish.
      if (phoneIds.length === 0 || (what === 'text' && text === '')) return [];
      return [encodeBroadcast(textForPads(what, text, phoneIds))];
    },
    remove: (phoneIds) => encodeBroadcast(kickOutFrame(phoneIds)),
    received(data) {
      const frame = decodeSignal(textOf(data));
      return frame && (frame.event === 'ownJoinRoom' ? 'joined' : 'ignored');
    },
  };
}
