import { asNumber, asString, type JsonObject } from '../../../core/json.js';

/** Text messages of the channel `input` (fact sheet 6.5): objects with a `type`. Only three have been seen. */
export type TextMessageFromPhone =
  | { readonly type: 'app-message'; readonly text: string }
  | {
      readonly type: 'camera-state';
      readonly isOpen: boolean;
      readonly cameraId: number;
      readonly width: number;
      readonly height: number;
      readonly frameRate: number;
    };

/** Phone to client. */
export function encodeTextMessage(message: TextMessageFromPhone): JsonObject {
  if (message.type === 'app-message') return { type: 'app_message', data: message.text };
  const { isOpen, cameraId, width, height, frameRate } = message;
  return {
    type: 'camera_state',
    camera_id: isOpen ? cameraId : -1,
    width,
    height,
    fps: frameRate,
  };
}

/** `ignored` for types that are not known; `undefined` for one that is broken. */
export function readTextMessage(fields: JsonObject): TextMessageFromPhone | 'ignored' | undefined {
  switch (fields.type) {
    case 'app_message': {
      const text = asString(fields.data);
      return text === undefined ? undefined : { type: 'app-message', text };
    }
    case 'camera_state': {
      const cameraId = asNumber(fields.camera_id);
      if (cameraId === undefined) return undefined;
      return {
        type: 'camera-state',
        isOpen: cameraId >= 0,
        cameraId,
        width: asNumber(fields.width) ?? 0,
        height: asNumber(fields.height) ?? 0,
        frameRate: asNumber(fields.fps) ?? 0,
      };
    }
    default:
      return asString(fields.type) === undefined ? undefined : 'ignored';
  }
}

/** Client to phone: a camera track is on its way. */
export const cameraTrackAdded: JsonObject = { type: 'camera_track_added' };
