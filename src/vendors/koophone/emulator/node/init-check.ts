import type { JsonObject } from '../../../../core/json.js';

/** Who the address of a WebSocket says that its client is. */
export interface SocketioViewer {
  readonly sessionId: string;
  readonly streamingId: string;
}

/** What is always the same in a client's init (fact sheet 6.2). */
const fixed: Readonly<Record<string, readonly unknown[]>> = {
  sole: [true],
  mode: ['app'],
  role: ['master'],
  profile_name: ['master', 'groupControl'],
  network_type: ['wifi'],
  profile: [-1, 0, 1, 2],
  vcodec: ['H264', 'H265'],
  venctype: [0],
  frame_aspect: ['16:9'],
  room_session: [''],
};

/** @returns the first thing that is not as the vendor's client has it; nothing of its content is told */
export function problemOfInit(
  init: JsonObject | undefined,
  { sessionId, streamingId }: SocketioViewer,
): string | undefined {
  if (!init) return 'it is not base64 of JSON in data';
  const odd = Object.entries(fixed).find(([name, values]) => !values.includes(init[name]));
  if (odd) return `${odd[0]} is not as documented`;
  if (!isWithin(init.volume, 0, 100)) return 'volume is not 0 to 100';
  if (!isWithin(init.keeping_time, 0, 86_400)) return 'keeping_time is no number of seconds';
  const texts = ['user_agent', 'client_version', 'uuid'];
  const missing = texts.find((name) => typeof init[name] !== 'string');
  if (missing) return `${missing} is no text`;
  if (init.sessionid !== sessionId) return 'sessionid is not that of the address';
  return init.streamingid === streamingId ? undefined : 'streamingid is not that of the address';
}

function isWithin(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && value >= min && value <= max;
}
