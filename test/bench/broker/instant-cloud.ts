import { sealField } from '../../unit/vendors/armcloud/seal-field.js';

/** An ArmCloud that answers `batchApplyToken` at once, without a network between. */
export interface InstantCloud {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Calls since the last reset. */
  calls(): number;
  reset(): void;
}

const stuns = '[{"uri":"stun:192.0.2.1:3478"}]';
const turns = '[{"uri":"turn:192.0.2.1:3478","username":"u","pwd":"p"}]';

export function createInstantCloud(): InstantCloud {
  const rows = new Map<string, string>();
  let calls = 0;

  /** Sealed once for each phone: the cloud's own work is not what is measured. */
  function rowOf(padCode: string): string {
    const known = rows.get(padCode);
    if (known !== undefined) return known;
    const row = JSON.stringify({
      padCode,
      roomCode: `${padCode}u`,
      roomToken: `001${padCode}==`,
      appId: 'app0',
      streamType: 2,
      videoCodec: '',
      reportSdkLog: false,
      msg: null,
      signalServer: sealField('192.0.2.1:5000', padCode),
      stuns: sealField(stuns, padCode),
      turns: sealField(turns, padCode),
    });
    rows.set(padCode, row);
    return row;
  }

  return {
    async fetch(_url, { body }) {
      calls += 1;
      const { pads } = JSON.parse(String(body)) as { pads: readonly { padCode: string }[] };
      const data = pads.map(({ padCode }) => rowOf(padCode)).join();
      return new Response(`{"code":200,"msg":"success","ts":1735787045000,"data":[${data}]}`, {
        headers: { 'content-type': 'application/json' },
      });
    },
    calls: () => calls,
    reset() {
      calls = 0;
    },
  };
}
