import { TelepadError } from '../../../core/errors.js';
import {
  type FeatureMessage,
  phoneOrientations,
  type SensorMessage,
  type VideoFileMessage,
} from '../../../core/features.js';
import {
  asArray,
  asBoolean,
  asNestedObject,
  asNumber,
  asObject,
  asString,
  asWholeNumber,
  type JsonObject,
  parseJson,
} from '../../../core/json.js';
import { checkFeature, displayLimits } from './feature-limits.js';
import { eventSdkFrame, wrappedFrame } from './frames.js';
import { qualityIds, qualityValues } from './quality-tables.js';

/**
 * Features as ArmCloud writes them on the data channel (fact sheet 6.2, U9 to U35).
 * @throws TelepadError `argument_invalid` for what the vendor would not take, `not_supported` where it has no
 * words
 */
export function encodeFeature(message: FeatureMessage): string {
  checkFeature(message);
  switch (message.type) {
    case 'quality': {
      const { resolution, frameRate, bitrate } = qualityIds(message.quality);
      // The vendor's own spelling.
      return eventSdkFrame('definitionUpdata', {
        definitionId: resolution,
        framerateId: frameRate,
        bitrateId: bitrate,
      });
    }
    case 'location': {
      const { latitude, longitude, timeMs } = message;
      // JSON in JSON in JSON: the location is text once more.
      const content = JSON.stringify({ latitude, longitude, time: timeMs });
      return eventSdkFrame('sdkLocation', { content });
    }
    case 'sensor':
      return encodeSensor(message);
    case 'save-screenshot':
      return eventSdkFrame('localScreenshot', {});
    case 'shell':
      return eventSdkFrame('inputAdb', { content: message.command });
    case 'rotation': {
      // No message turns a phone; the vendor's own console does it by shell commands (fact sheet 7). These two are
      // Android's own, with the numbers of a phone that is made to stand upright (assumed).
      const rotation = phoneOrientations.indexOf(message.orientation);
      return eventSdkFrame('inputAdb', {
        content: `settings put system accelerometer_rotation 0; settings put system user_rotation ${rotation}`,
      });
    }
    case 'device-info-query':
      return wrappedFrame('equipmentInfo', { type: message.about === 'apps' ? 'app' : 'attr' });
    case 'uninstall':
      return wrappedFrame('appUnInstall', message.packageNames);
    case 'capture':
      return eventSdkFrame(message.kind === 'camera' ? 'injectionCamera' : 'injectionAudio', {
        isOpen: message.isOpen,
      });
    case 'video-file':
      return encodeVideoFile(message);
    case 'display-size':
      return message.size
        ? eventSdkFrame('updateDensity', message.size)
        : eventSdkFrame('resetDensity', {});
    case 'operation-monitor':
      return eventSdkFrame('operateSwitch', { isOpen: message.isOpen });
    default:
      throw unsupported(message);
  }
}

function unsupported(message: never): TelepadError {
  const { type } = message as { type: string };
  return new TelepadError('not_supported', `ArmCloud has no message for "${type}".`);
}

/** The fields of a touch, empty, which the vendor's client sends beside a reading. */
const sensorPadding = {
  coords: [],
  properties: [],
  text: '',
  widthPixels: 0,
  heightPixels: 0,
  keyCode: 0,
  pointCount: 0,
  action: 0,
  isOpenScreenFollowRotation: false,
} as const;

function encodeSensor({ sensor, x, y, z }: SensorMessage): string {
  const content = JSON.stringify({ type: 'sdkSensor', sensorType: sensor, x, y, z });
  return JSON.stringify({ touchType: 'eventSdk', content, ...sensorPadding });
}

function encodeVideoFile(message: VideoFileMessage): string {
  if (message.action === 'start') {
    const { url, isLoop, name } = message;
    return eventSdkFrame('startVideoInjection', { fileUrl: url, isLoop, fileName: name });
  }
  return eventSdkFrame(
    message.action === 'stop' ? 'stopVideoInjection' : 'injectionVideoStats',
    {},
  );
}

/**
 * Reads a feature that a client of ArmCloud asks for, this one or the vendor's own; `undefined` when it is
 * unknown or broken. Used at the phone's end.
 */
export function decodeFeature(text: string): FeatureMessage | undefined {
  const frame = asObject(parseJson(text));
  switch (asString(frame?.touchType)) {
    case 'equipmentInfo':
      return decodeDeviceInfoQuery(asNestedObject(frame?.content));
    case 'appUnInstall':
      return decodeUninstall(frame?.content);
    case 'eventSdk':
      return decodeEvent(asNestedObject(frame?.content));
    default:
      return undefined;
  }
}

function decodeDeviceInfoQuery(content: JsonObject | undefined): FeatureMessage | undefined {
  if (content?.type === 'app') return { type: 'device-info-query', about: 'apps' };
  if (content?.type === 'attr') return { type: 'device-info-query', about: 'properties' };
  return undefined;
}

function decodeUninstall(content: unknown): FeatureMessage | undefined {
  const names = asArray(typeof content === 'string' ? parseJson(content) : content);
  if (!names || names.length === 0) return undefined;
  const packageNames = names.filter((name) => typeof name === 'string');
  return packageNames.length === names.length ? { type: 'uninstall', packageNames } : undefined;
}

function decodeEvent(content: JsonObject | undefined): FeatureMessage | undefined {
  switch (asString(content?.type)) {
    case 'definitionUpdata':
      return content && decodeQuality(content);
    case 'sdkLocation':
      return decodeLocation(asNestedObject(content?.content));
    case 'sdkSensor':
      return content && decodeSensor(content);
    case 'localScreenshot':
      return { type: 'save-screenshot' };
    case 'inputAdb': {
      const command = asString(content?.content);
      return command === undefined ? undefined : { type: 'shell', command };
    }
    case 'injectionCamera':
      return withIsOpen(content, (isOpen) => ({ type: 'capture', kind: 'camera', isOpen }));
    case 'injectionAudio':
      return withIsOpen(content, (isOpen) => ({ type: 'capture', kind: 'microphone', isOpen }));
    case 'startVideoInjection':
      return content && decodeVideoFile(content);
    case 'stopVideoInjection':
      return { type: 'video-file', action: 'stop' };
    case 'injectionVideoStats':
      return { type: 'video-file', action: 'status' };
    case 'updateDensity':
      return content && decodeDisplaySize(content);
    case 'resetDensity':
      return { type: 'display-size', size: null };
    case 'operateSwitch':
      return withIsOpen(content, (isOpen) => ({ type: 'operation-monitor', isOpen }));
    default:
      return undefined;
  }
}

function withIsOpen(
  content: JsonObject | undefined,
  make: (isOpen: boolean) => FeatureMessage,
): FeatureMessage | undefined {
  const isOpen = asBoolean(content?.isOpen);
  return isOpen === undefined ? undefined : make(isOpen);
}

/** In numbers, whatever the client chose by: a phone wants to know what to do. */
function decodeQuality(content: JsonObject): FeatureMessage | undefined {
  const quality = qualityValues({
    resolution: content.definitionId,
    frameRate: content.framerateId,
    bitrate: content.bitrateId,
  });
  return quality && { type: 'quality', quality };
}

function decodeLocation(content: JsonObject | undefined): FeatureMessage | undefined {
  const latitude = asNumber(content?.latitude);
  const longitude = asNumber(content?.longitude);
  if (latitude === undefined || longitude === undefined) return undefined;
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  return { type: 'location', latitude, longitude, timeMs: asNumber(content?.time) ?? 0 };
}

function decodeSensor(content: JsonObject): FeatureMessage | undefined {
  const sensor = asString(content.sensorType);
  const [x, y, z] = [asNumber(content.x), asNumber(content.y), asNumber(content.z)];
  if (x === undefined || y === undefined || z === undefined) return undefined;
  if (sensor !== 'gyroscope' && sensor !== 'gravity' && sensor !== 'acceleration') return undefined;
  return { type: 'sensor', sensor, x, y, z };
}

function decodeVideoFile(content: JsonObject): FeatureMessage | undefined {
  const url = asString(content.fileUrl);
  if (!url) return undefined;
  return {
    type: 'video-file',
    action: 'start',
    url,
    name: asString(content.fileName) ?? '',
    // The vendor's default.
    isLoop: asBoolean(content.isLoop) ?? true,
  };
}

function decodeDisplaySize(content: JsonObject): FeatureMessage | undefined {
  const width = asWholeNumber(content.width, displayLimits.maxSide);
  const height = asWholeNumber(content.height, displayLimits.maxSide);
  const density = asWholeNumber(content.density, displayLimits.maxDensity);
  return width && height && density
    ? { type: 'display-size', size: { width, height, density } }
    : undefined;
}
