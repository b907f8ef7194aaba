import type { CaptureRequestEvent, FeatureEvent, VideoFileEvent } from '../../../core/features.js';
import type { Size } from '../../../core/geometry.js';
import {
  asArray,
  asBoolean,
  asNestedObject,
  asNumber,
  asObject,
  asString,
  type JsonObject,
  parseJson,
} from '../../../core/json.js';
import { callBackFrame, phoneFrame } from './frames.js';

/** What a phone says of its further features (fact sheet 6.4, D5 to D9). */
export function encodeFeatureEvent(event: FeatureEvent): string {
  switch (event.type) {
    case 'quality':
      return callBackFrame('definition', { from: sizeText(event.from), to: sizeText(event.to) });
    case 'capture-request':
      return phoneFrame(captureKeys[event.kind], {
        isOpen: event.isOpen,
        ...(event.kind !== 'microphone' &&
          event.facing !== undefined && { isFront: event.facing === 'user' }),
      });
    case 'shell-output':
      return phoneFrame('inputAdb', { isSuccess: event.isSuccess, content: event.output });
    case 'device-info':
      return phoneFrame('equipmentInfo', { info: event.info });
    case 'video-file':
      return encodeVideoFile(event);
    case 'operation':
      return callBackFrame('operateSwitch', event.operation);
  }
}

const captureKeys = {
  both: 'videoAndAudioControl',
  camera: 'videoControl',
  microphone: 'audioControl',
} as const satisfies Record<CaptureRequestEvent['kind'], string>;

function sizeText({ width, height }: Size): string {
  return `${width}*${height}`;
}

function encodeVideoFile({ action, isSuccess, detail, status, path }: VideoFileEvent): string {
  // What is undefined is left out of the JSON.
  if (action === 'status') return callBackFrame('injectionVideoStats', { path, status });
  return callBackFrame(`${action}VideoInjection`, { isSuccess, content: detail });
}

/** `ignored` for frames that are well-formed but no feature of ours; `undefined` for broken ones. */
export function decodeFeatureEvent(text: string): FeatureEvent | 'ignored' | undefined {
  const frame = asObject(parseJson(text));
  const key = asString(frame?.key);
  if (!frame || key === undefined) return undefined;
  const data = asNestedObject(frame.data);
  switch (key) {
    case 'videoAndAudioControl':
      return decodeCaptureRequest('both', data);
    case 'videoControl':
      return decodeCaptureRequest('camera', data);
    case 'audioControl':
      return decodeCaptureRequest('microphone', data);
    case 'inputAdb':
      return decodeShellOutput(data);
    case 'equipmentInfo':
      return decodeDeviceInfo(frame.data);
    case 'callBack':
      return decodeCallBack(data);
    default:
      return 'ignored';
  }
}

function decodeCaptureRequest(
  kind: CaptureRequestEvent['kind'],
  data: JsonObject | undefined,
): CaptureRequestEvent | undefined {
  const isOpen = asBoolean(data?.isOpen);
  if (isOpen === undefined) return undefined;
  const isFront = kind === 'microphone' ? undefined : asBoolean(data?.isFront);
  const facing = isFront === undefined ? undefined : isFront ? 'user' : 'environment';
  return { type: 'capture-request', kind, isOpen, facing };
}

function decodeShellOutput(data: JsonObject | undefined): FeatureEvent | undefined {
  const isSuccess = asBoolean(data?.isSuccess);
  const output = asString(data?.content ?? '');
  if (isSuccess === undefined || output === undefined) return undefined;
  return { type: 'shell-output', isSuccess, output };
}

/** `{info}` by the vendor's types, a bare list by its code (fact sheet Q12); JSON inside JSON is opened. */
function decodeDeviceInfo(value: unknown): FeatureEvent | undefined {
  const opened = openText(value);
  const fields = asObject(opened);
  if (!fields && !asArray(opened)) return undefined;
  const info = fields && Object.hasOwn(fields, 'info') ? openText(fields.info) : opened;
  return { type: 'device-info', info };
}

/** Text that holds a JSON object or list is opened; anything else stays. */
function openText(value: unknown): unknown {
  const parsed = typeof value === 'string' ? parseJson(value) : undefined;
  return typeof parsed === 'object' && parsed !== null ? parsed : value;
}

function decodeCallBack(callBack: JsonObject | undefined): FeatureEvent | 'ignored' | undefined {
  const type = asString(callBack?.type);
  if (type === undefined) return undefined;
  const data = asNestedObject(callBack?.data);
  switch (type) {
    case 'definition':
      return decodeQuality(data);
    case 'startVideoInjection':
      return decodeVideoResult('start', data);
    case 'stopVideoInjection':
      return decodeVideoResult('stop', data);
    case 'injectionVideoStats':
      return data && decodeVideoStatus(data);
    case 'operateSwitch':
      return data && { type: 'operation', operation: data };
    default:
      return 'ignored';
  }
}

function decodeQuality(data: JsonObject | undefined): FeatureEvent | undefined {
  const from = readSize(data?.from);
  const to = readSize(data?.to);
  return from && to && { type: 'quality', from, to };
}

/** `width*height`. */
function readSize(value: unknown): Size | undefined {
  const [, width, height] = /^(\d{1,5})[*x×](\d{1,5})$/.exec(asString(value)?.trim() ?? '') ?? [];
  const size = { width: Number(width), height: Number(height) };
  return size.width > 0 && size.height > 0 ? size : undefined;
}

function decodeVideoResult(
  action: 'start' | 'stop',
  data: JsonObject | undefined,
): VideoFileEvent | undefined {
  const isSuccess = asBoolean(data?.isSuccess);
  if (isSuccess === undefined) return undefined;
  const code = asNumber(data?.code);
  const detail = asString(data?.content) ?? (code === undefined ? undefined : String(code));
  return { type: 'video-file', action, isSuccess, detail, status: 'unknown', path: undefined };
}

/** Without a status, a path means live (fact sheet 6.4). */
function decodeVideoStatus(data: JsonObject): VideoFileEvent {
  const path = asString(data.path) || undefined;
  const told = data.status ?? (path === undefined ? 'offline' : 'live');
  const status = told === 'live' || told === 'offline' ? told : 'unknown';
  return { type: 'video-file', action: 'status', isSuccess: true, detail: undefined, status, path };
}
