import { createCapture } from './capture.js';
import type { CaptureFeatures } from './capture-options.js';
import { FeatureChannel } from './feature-channel.js';
import type { FeatureEvents } from './feature-events.js';
import type { FeatureHost } from './feature-host.js';
import { createFollowing } from './following.js';
import type { FollowingFeatures } from './following-options.js';
import type { PhoneGroup } from './group.js';
import { loadPart } from './load-part.js';
import type { GroupOptions } from './open-group.js';
import { createPointing, type PointingFeatures } from './pointing.js';
import { createQuestions, type QuestionFeatures } from './questions.js';
import { createReception, type ReceptionFeatures } from './reception.js';
import { createScreenshots, type ScreenshotFeatures } from './screenshot.js';
import { createSensing, type SensingFeatures } from './sensing.js';
import { createSettings, type SettingFeatures } from './settings.js';
import { createTurn } from './source-turn.js';

/**
 * What a phone can do beyond picture, touch and typing; from `PhoneSession.features()`.
 *
 * Arguments are checked before anything is sent (`argument_invalid`). What is sent needs a live session:
 * `not_connected`, `session_closed`, `watch_only` and `not_supported` as for `PhoneSession.send`. Functions that
 * return a promise reject with the error, the others throw it.
 */
export interface PhoneFeatures
  extends SettingFeatures,
    SensingFeatures,
    FollowingFeatures,
    ScreenshotFeatures,
    QuestionFeatures,
    PointingFeatures,
    ReceptionFeatures,
    CaptureFeatures {
  /** Listens until the function it returns is called. A listener that throws does not disturb others. */
  on<Name extends keyof FeatureEvents>(name: Name, listener: FeatureEvents[Name]): () => void;

  /**
   * Lets this phone lead others: what its user does is repeated on them. Resolves when the vendor's shared room is
   * entered; phones that could not be brought in are in `failures`, each with its own error.
   *
   * `openGroup({ url: '/telepad', phoneIds })` asks a Telepad broker for the room's ticket.
   * @throws TelepadError `argument_invalid`, `watch_only`, `not_supported`, `session_closed`, `aborted`, the broker's,
   * `vendor_load_failed`, `signalling_refused`, `signalling_lost`, or the first phone's own when none could be brought in
   */
  openGroup(options: GroupOptions): Promise<PhoneGroup>;
}

/** Makes the features of one session. Everything they start ends with `host.life`. */
export function createFeatures(host: FeatureHost): PhoneFeatures {
  const channel = new FeatureChannel(host);
  const location = createTurn();
  return {
    on: (name, listener) => channel.on(name, listener),
    ...createSettings(channel),
    ...createSensing(channel, location),
    ...createFollowing(channel, location),
    ...createScreenshots(channel),
    ...createQuestions(channel),
    ...createPointing(channel),
    ...createReception(channel),
    ...createCapture(channel),
    async openGroup(options) {
      // Most pages lead nobody.
      const { openGroup } = await loadPart(import('./open-group.js'));
      return openGroup(host, options);
    },
  };
}
