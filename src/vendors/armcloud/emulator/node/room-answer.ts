import { asObject, type JsonObject } from '../../../../core/json.js';
import type { EmulatorWorld } from '../../../../core/ports/emulator.js';
import type { IceServer } from '../../../../core/ticket.js';
import { qualityValues } from '../../wire/quality-tables.js';
import { parameterInvalid } from './envelope.js';
import { readCount } from './request-fields.js';
import type { RoomPass } from './room-tokens.js';

/** What the calls that give out room tokens have in common. */

/** Of a room token, in seconds, where the request says nothing (API reference). */
const defaultExpireSeconds = 86_400;

/** End of a room token's life, in ms since 1970. */
export function readExpiry(
  body: JsonObject,
  world: EmulatorWorld,
  standardSeconds = defaultExpireSeconds,
): number {
  const seconds = readCount(body, 'expire', standardSeconds);
  return world.now() + (world.faults.roomTokenLifetimeMs || seconds * 1000);
}

/** STUN and TURN servers under the vendor's names, as JSON texts (fact sheet 3.3). */
export function iceTexts(servers: readonly IceServer[]): {
  readonly stuns: string;
  readonly turns: string;
} {
  const rows = servers.flatMap(vendorRows);
  const isTurn = ({ uri }: { uri: string }) => /^turns?:/.test(uri);
  return {
    stuns: JSON.stringify(rows.filter((row) => !isTurn(row))),
    turns: JSON.stringify(rows.filter(isTurn)),
  };
}

/** One row for each address. */
function vendorRows({ urls, username, credential }: IceServer) {
  return [urls].flat().map((uri) => ({
    uri,
    ...(username !== undefined && { username }),
    ...(credential !== undefined && { pwd: credential }),
  }));
}

/** The ids of `videoStream`, which the browser's calls have (fact sheet 2.6); undefined without one. */
export function readQuality(body: JsonObject): RoomPass['quality'] {
  if ((body.videoStream ?? null) === null) return undefined;
  const { resolution, frameRate, bitrate } = asObject(body.videoStream) ?? {};
  const quality = qualityValues({ resolution, frameRate, bitrate });
  if (!quality) throw parameterInvalid('videoStream must hold ids of the tables.');
  return quality;
}
