import { asNumber, asObject } from '../../../core/json.js';
import type { QualityIds } from './quality-tables.js';

/**
 * ArmCloud's `applyToken` for browsers: a room token for the holder of an STS token, which travels in the
 * header `token` (vendor's client; fact sheet 2.6).
 */
export const sdkApplyTokenPath = '/rtc/open/room/applyToken';

export const stsTokenHeader = 'token';

export interface SdkTokenRequest {
  readonly userId: string;
  readonly padCode: string;
  /** UUID of this installation; a token is bound to the first one that used it (code 120006). */
  readonly uuid: string;
  /** Seconds. */
  readonly expire: number;
  readonly quality: QualityIds;
}

export function encodeSdkTokenRequest(request: SdkTokenRequest): string {
  const { userId, padCode, uuid, expire, quality } = request;
  const { resolution, frameRate, bitrate } = quality;
  return JSON.stringify({
    sdkTerminal: 'h5',
    userId,
    padCode,
    uuid,
    expire,
    videoStream: { resolution, frameRate, bitrate },
  });
}

/** What came for the phone. The sealed fields are as they came. */
export interface SdkTokenAnswer {
  /** Null when the phone could not be reached. */
  readonly roomToken: string | null;
  /** 2 is the transport that we speak; undefined when not told. */
  readonly streamType: number | undefined;
  readonly signalServer: unknown;
  readonly stuns: unknown;
  readonly turns: unknown;
}

/** `undefined` when it has another shape. */
export function readSdkTokenAnswer(data: unknown): SdkTokenAnswer | undefined {
  const answer = asObject(data);
  const roomToken = answer?.roomToken ?? null;
  if (!answer || (roomToken !== null && typeof roomToken !== 'string')) return undefined;
  return {
    roomToken,
    streamType: asNumber(answer.streamType),
    signalServer: answer.signalServer,
    stuns: answer.stuns,
    turns: answer.turns,
  };
}
