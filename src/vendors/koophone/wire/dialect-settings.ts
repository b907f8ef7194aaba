import { asNumber, asString } from '../../../core/json.js';

/** The languages of signalling that Telepad has for KooPhone; the first is the default. */
export const koophoneProtocols = ['koophone-socketio', 'assumed-json-v0'] as const;
export type KoophoneProtocol = (typeof koophoneProtocols)[number];

/** `profile` of fact sheet 6.1: automatic, smooth, normal, HD. */
export const koophoneProfiles = [-1, 0, 1, 2] as const;
export type KoophoneProfile = (typeof koophoneProfiles)[number];

/** What the broker puts into a ticket for this vendor (`Ticket.dialect`). No secret is in it. */
export interface KoophoneDialectSettings {
  /**
   * `assumed-json-v0` is Telepad's own invention for tests and for a future official protocol. No phone of Huawei's
   * speaks it.
   * @default 'koophone-socketio'
   */
  readonly protocol?: KoophoneProtocol;
  /** `device_id` of the vendor's answer; the signalling calls it `boxid`, and the room of a start. */
  readonly deviceId: string;
  /** The broker's own: the same for the same user and phone, so that a user who returns finds a kept session. */
  readonly sessionId: string;
  readonly streamingId: string;
  /**
   * For how many seconds the phone waits for a user who was lost (`keeping_time`, fact sheet 6.2).
   * @default 60
   */
  readonly keepingSeconds?: number;
  /** @default 2 */
  readonly profile?: KoophoneProfile;
}

export const defaultKeepingSeconds = 60;
export const defaultProfile: KoophoneProfile = 2;

/** `undefined` where the ticket lacks what the signalling cannot do without. Unknown choices count as the default. */
export function readDialectSettings(
  settings: Readonly<Record<string, unknown>> | undefined,
): Required<KoophoneDialectSettings> | undefined {
  const deviceId = asString(settings?.deviceId);
  const sessionId = asString(settings?.sessionId);
  const streamingId = asString(settings?.streamingId);
  if (!deviceId || !sessionId || !streamingId) return undefined;
  const keepingSeconds = asNumber(settings?.keepingSeconds) ?? -1;
  return {
    protocol:
      koophoneProtocols.find((known) => known === settings?.protocol) ?? 'koophone-socketio',
    deviceId,
    sessionId,
    streamingId,
    keepingSeconds: keepingSeconds >= 0 ? keepingSeconds : defaultKeepingSeconds,
    profile: koophoneProfiles.find((known) => known === settings?.profile) ?? defaultProfile,
  };
}
