import { asArray, asString, type JsonObject } from '../../../../core/json.js';
import type { EmulatorWorld } from '../../../../core/ports/emulator.js';
import { parameterInvalid, vendorCode } from './envelope.js';
import type { SignallingRooms } from './signalling-rooms.js';

/** Ends the pads' streams for everybody (fact sheet 2.9). */
export function dissolveRoom(body: JsonObject, world: EmulatorWorld, rooms: SignallingRooms) {
  const padCodes = readPadCodes(body);
  if (!padCodes || padCodes.length === 0) {
    throw parameterInvalid('padCodes must list at least one pad.');
  }
  const isKnown = (padCode: string) => world.phones.has(padCode);
  const known = padCodes.filter(isKnown);
  for (const padCode of known) rooms.closePad(padCode);
  return {
    successList: known.map((padCode) => ({ padCode })),
    failList: padCodes
      .filter((padCode) => !isKnown(padCode))
      .map((padCode) => ({
        padCode,
        errorCode: vendorCode.padUnknown,
        errorMsg: 'Instance does not exist',
      })),
  };
}

/** A page of the pads (API reference, "padDetails"); of its filters only `padCodes` works here. */
export function padDetails(body: JsonObject, world: EmulatorWorld, rooms: SignallingRooms) {
  const page = readCount(body.page, 'page', 1);
  const rows = readCount(body.rows, 'rows', 10);
  const wanted = readPadCodes(body);
  const found = [...world.phones.values()].filter(
    ({ phoneId }) => !wanted || wanted.length === 0 || wanted.includes(phoneId),
  );
  const shown = found.slice((page - 1) * rows, page * rows);
  return {
    page,
    rows,
    size: shown.length,
    total: found.length,
    totalPage: Math.ceil(found.length / rows),
    pageData: shown.map(({ phoneId, isOnline }) => ({
      padCode: phoneId,
      imageId: 'emulator',
      deviceLevel: 'q2-4',
      // 10 runs, 15 is not ready.
      padStatus: isOnline ? 10 : 15,
      deviceStatus: 1,
      online: isOnline ? 1 : 0,
      streamStatus: rooms.isStreaming(phoneId) ? 1 : 0,
      dataSize: 64_000_000_000,
      dataSizeUsed: 8_000_000_000,
      dcInfo: { dcCode: 'emulator', dcName: 'Emulator', area: 'Loopback' },
    })),
  };
}

function readPadCodes({ padCodes }: JsonObject): readonly string[] | undefined {
  if (padCodes === undefined || padCodes === null) return undefined;
  const list = asArray(padCodes)?.map(asString);
  if (!list?.every((padCode) => padCode !== undefined)) {
    throw parameterInvalid('padCodes must be a list of strings.');
  }
  return list as readonly string[];
}

function readCount(value: unknown, name: string, standard: number): number {
  const count = value ?? standard;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= 1000) {
    return count;
  }
  throw parameterInvalid(`${name} must be a whole number from 1 to 1000.`);
}
