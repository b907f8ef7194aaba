import type { FeatureEvent, FeatureMessage } from '../../../core/features.js';
import type { VendorFeatures, WireData } from '../../../core/ports/client.js';
import { encodeTextFrame } from '../wire/input-frames.js';
import { cameraTrackAdded } from '../wire/text-messages.js';
import { readChannelText } from './koophone-dialect.js';
import { unsupported } from './vendor-errors.js';

/** Android numbers its cameras so (assumed for KooPhone): the one at the back is the first. */
const facings = ['environment', 'user'] as const;

/** KooPhone's words for the features: camera and microphone go by renegotiation (fact sheet 6.2), the rest is unknown. */
export const koophoneFeatures: VendorFeatures = {
  encode(message: FeatureMessage): readonly WireData[] {
    if (message.type !== 'capture') throw unsupported(message.type);
    // There is a word for a camera that comes, and none that is known for its end or for a microphone.
    return message.kind === 'camera' && message.isOpen ? [encodeTextFrame(cameraTrackAdded)] : [];
  },
  decode(data: WireData): FeatureEvent | 'ignored' | undefined {
    const message = readChannelText(data);
    if (message === undefined || message === 'ignored') return message;
    if (message.type !== 'camera-state') return 'ignored';
    const { isOpen, cameraId } = message;
    return {
      type: 'capture-request',
      kind: 'camera',
      isOpen,
      facing: isOpen ? facings[cameraId] : undefined,
    };
  },
};
