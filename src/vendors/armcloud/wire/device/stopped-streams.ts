import { asArray, asNumber, asObject, asString } from '../../../../core/json.js';

/** The answer of `dissolveRoom` (API reference; fact sheet 2.9). */
export interface StoppedStreams {
  readonly stopped: readonly string[];
  readonly failed: readonly { readonly padCode: string; readonly errorCode: number }[];
}

/** An answer without lists says that all went well. */
export function readStoppedStreams(data: unknown): StoppedStreams {
  const answer = asObject(data);
  const stopped = (asArray(answer?.successList) ?? []).flatMap((value) => {
    const padCode = asString(asObject(value)?.padCode)?.trim();
    return padCode ? [padCode] : [];
  });
  const failed = (asArray(answer?.failList) ?? []).flatMap((value) => {
    const row = asObject(value);
    const padCode = asString(row?.padCode)?.trim();
    return padCode ? [{ padCode, errorCode: asNumber(row?.errorCode) ?? 0 }] : [];
  });
  return { stopped, failed };
}
