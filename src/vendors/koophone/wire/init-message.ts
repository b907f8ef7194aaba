import { asNumber, asObject, asString, parseJson } from '../../../core/json.js';
import { fromBase64, toBase64 } from './base64.js';
import type { KoophoneProfile } from './dialect-settings.js';
import { utf8Bytes, utf8Text } from './utf8.js';

/** What a client tells the phone before its offer (fact sheet 6.2). The rest of the vendor's fields never changes. */
export interface InitMessage {
  readonly profile: KoophoneProfile;
  /** 0..100; 0 is muted. */
  readonly volume: number;
  /** `H264`, or another one that the phone proposed at the start. */
  readonly videoCodec: string;
  readonly keepingSeconds: number;
  readonly userId: string;
  readonly sessionId: string;
  readonly streamingId: string;
}

/** Free text by the sheet; says nothing of the browser. */
const clientVersion = 'telepad';

/** Base64 of UTF-8 JSON. */
export function encodeInit(init: InitMessage): string {
  return toBase64(
    utf8Bytes(
      JSON.stringify({
        sole: true,
        mode: 'app',
        role: 'master',
        profile_name: 'master',
        network_type: 'wifi',
        profile: init.profile,
        volume: init.volume,
        vcodec: init.videoCodec,
        venctype: 0,
        frame_aspect: '16:9',
        keeping_time: init.keepingSeconds,
        user_agent: clientVersion,
        client_version: clientVersion,
        uuid: init.userId,
        sessionid: init.sessionId,
        streamingid: init.streamingId,
        room_session: '',
      }),
    ),
  );
}

/** JSON inside base64, as `data` of a message has it; `undefined` when it is none. */
export function readBase64Json(value: unknown): unknown {
  const bytes = fromBase64(asString(value) ?? '');
  const text = bytes && utf8Text(bytes);
  return text === undefined ? undefined : parseJson(text);
}

/** `undefined` for a message that lacks what matters. */
export function readInit(value: unknown): InitMessage | undefined {
  const init = asObject(value);
  const userId = asString(init?.uuid);
  if (!init || !userId) return undefined;
  const profile = asNumber(init.profile);
  return {
    profile: profile === -1 || profile === 0 || profile === 1 ? profile : 2,
    volume: asNumber(init.volume) ?? 100,
    videoCodec: asString(init.vcodec) ?? 'H264',
    keepingSeconds: asNumber(init.keeping_time) ?? 60,
    userId,
    sessionId: asString(init.sessionid) ?? '',
    streamingId: asString(init.streamingid) ?? '',
  };
}
