import { asArray, asObject, type JsonObject } from '../../../../core/json.js';
import { ApiFailure, parameterInvalid } from './envelope.js';

const networks = ['MOBILE_NETWORK', 'WIFI', 'WIRED'] as const;
const codecs = ['H264', 'H265'] as const;
const definitions = ['540P', '720P', '1080P'] as const;

type Network = (typeof networks)[number];
type Codec = (typeof codecs)[number];
type Definition = (typeof definitions)[number];

interface Encoding {
  /** Kilobits per second. */
  readonly codeRate: number;
  /** Frames per second. */
  readonly fps: number;
}

/** One phone's whole matrix: six combinations of three definitions (fact sheet 3.7). */
export type VideoSetting = ReadonlyMap<`${Network} ${Codec}`, ReadonlyMap<Definition, Encoding>>;

const sizes: Readonly<Record<Definition, { readonly width: number; readonly height: number }>> = {
  '540P': { width: 540, height: 960 },
  '720P': { width: 720, height: 1280 },
  '1080P': { width: 1080, height: 1920 },
};

/** Of a viewer's `profile`: smooth, normal, HD; automatic counts as HD (assumed). */
const definitionOf: Readonly<Record<number, Definition>> = {
  0: '540P',
  1: '720P',
  2: '1080P',
  [-1]: '1080P',
};

/** Where nobody has set a phone's video (assumed). */
const standard: Readonly<Record<Definition, Encoding>> = {
  '540P': { codeRate: 1500, fps: 30 },
  '720P': { codeRate: 3000, fps: 30 },
  '1080P': { codeRate: 6000, fps: 60 },
};

/** How a viewer's picture is encoded; undefined for the picture as it is: HD of a phone that nobody has set. */
export function encodingOf(setting: VideoSetting | undefined, profile: number) {
  const definition = definitionOf[profile] ?? '1080P';
  if (!setting && definition === '1080P') return undefined;
  const row = setting?.get('WIFI H264')?.get(definition) ?? standard[definition];
  return { ...sizes[definition], frameRate: row.fps, bitrate: row.codeRate * 1000 };
}

/** @throws ApiFailure 1000, or 1005 when not all six combinations are there */
export function readVideoSetting(body: JsonObject): VideoSetting {
  const rows = asArray(body.instance_settings)?.map(asObject);
  if (!rows) throw parameterInvalid('instance_settings must be a list.');
  const setting = new Map(rows.map(readRow));
  const isComplete = networks.every((network) =>
    codecs.every((codec) => setting.has(`${network} ${codec}`)),
  );
  if (!isComplete || rows.length !== setting.size) throw new ApiFailure(1005);
  return setting;
}

function readRow(row: JsonObject | undefined) {
  const network = networks.find((name) => name === row?.network_type);
  const codec = codecs.find((name) => name === row?.encoding_type);
  const [groups, ...others] = asArray(row?.video_spec_groups)?.map(asObject) ?? [];
  if (!network || !codec || !groups || others.length > 0) {
    throw parameterInvalid('A row of instance_settings is not as documented.');
  }
  const encodings = new Map(
    definitions.map((name) => [name, readEncoding(asObject(groups[`definition_${name}`]))]),
  );
  return [`${network} ${codec}`, encodings] as const;
}

function readEncoding(definition: JsonObject | undefined): Encoding {
  const { code_rate: codeRate, fps } = definition ?? {};
  const isRate =
    typeof codeRate === 'number' && codeRate >= 100 && codeRate <= 10_000 && codeRate % 100 === 0;
  if (!isRate || (fps !== 30 && fps !== 60)) {
    throw parameterInvalid('code_rate must be 100 to 10000 in steps of 100, fps 30 or 60.');
  }
  return { codeRate, fps };
}
