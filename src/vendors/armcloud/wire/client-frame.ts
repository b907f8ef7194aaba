import type { ControlMessage } from '../../../core/control.js';
import type { FeatureMessage } from '../../../core/features.js';
import { decodeControl } from './decode-control.js';
import type { ArmcloudDialectSettings } from './dialect-settings.js';
import { decodeFeature } from './feature-codec.js';

/**
 * Everything that a client of ArmCloud says on the data channel, read at the phone's end: an empty list when
 * it asks nothing, `undefined` when it is unknown or broken.
 */
export function decodeClientFrame(
  text: string,
  settings?: ArmcloudDialectSettings,
): readonly (ControlMessage | FeatureMessage)[] | undefined {
  const control = decodeControl(text, settings);
  if (control) return control;
  const feature = decodeFeature(text);
  return feature && [feature];
}
