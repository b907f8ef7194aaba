import { asArray, asNumber, asObject, asString, type JsonObject } from '../../../core/json.js';

/** ArmCloud's `batchApplyToken` (API reference; fact sheet 2.7): room tokens for phones of stream type 2. */

/**
 * Without `videoStream`: the documents disagree on its units, and the picture's quality is set over the data
 * channel anyway.
 */
export function batchRequest(request: {
  readonly userId: string;
  /** Seconds. */
  readonly expire: number;
  /** None twice: 110027. */
  readonly padCodes: readonly string[];
}): JsonObject {
  const { userId, expire, padCodes } = request;
  return { userId, expire, pads: padCodes.map((padCode) => ({ padCode })) };
}

/** The envelope that every answer of the vendor has (fact sheet 2.1). */
export interface Envelope {
  /** 200 is success; anything else is an error, also under HTTP 200. */
  readonly code: number;
  readonly data: unknown;
}

export function readEnvelope(value: unknown): Envelope | undefined {
  const envelope = asObject(value);
  const code = asNumber(envelope?.code);
  return envelope && code !== undefined ? { code, data: envelope.data } : undefined;
}

/** What came for one phone. The sealed fields are as they came. */
export interface BatchRow {
  /** Null when the phone could not be reached; the vendor then says why in a `msg`, which is not for us. */
  readonly roomToken: string | null;
  /** Undefined when not told; 2 is the transport that we speak. */
  readonly streamType: number | undefined;
  readonly signalServer: unknown;
  readonly stuns: unknown;
  readonly turns: unknown;
}

/** The row of this phone; `undefined` when there is none or it has another shape. */
export function readBatchRow(data: unknown, padCode: string): BatchRow | undefined {
  const isOurs = (row: JsonObject | undefined) => asString(row?.padCode)?.trim() === padCode;
  const row = asArray(data)?.map(asObject).find(isOurs);
  const roomToken = row?.roomToken ?? null;
  if (!row || (roomToken !== null && typeof roomToken !== 'string')) return undefined;
  return {
    roomToken,
    streamType: asNumber(row.streamType),
    signalServer: row.signalServer,
    stuns: row.stuns,
    turns: row.turns,
  };
}
