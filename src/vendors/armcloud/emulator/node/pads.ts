import type { EmulatedPhone, EmulatorWorld } from '../../../../core/ports/emulator.js';
import { ApiFailure, vendorCode } from './envelope.js';

/** The vendor's `padStatus` (fact sheet 2.10). */
export const padStatus = {
  running: 10,
  restarting: 11,
  resetting: 12,
  notReady: 15,
} as const;

/** Names and values of a list that the phone itself knows nothing of. */
export type PadProperties = Map<string, string>;

/** What the cloud keeps of one pad, beside the phone itself. */
export class Pad {
  readonly phone: EmulatedPhone;
  /** From 1; makes up addresses and serial numbers. */
  readonly number: number;
  /** While an order keeps it busy. */
  busyAs: number | undefined;
  readonly modem: PadProperties;
  readonly setting: PadProperties = new Map([['ro.build.tags', 'release-keys']]);
  readonly oaid: PadProperties;
  /** Android's own properties that were ordered; they are applied at each start (API reference). */
  readonly androidProperties: PadProperties = new Map();
  /** As it was ordered. */
  proxy: Readonly<Record<string, unknown>> = { enable: false };
  /** Mbit/s; 0 is without limit. Noted, not felt. */
  bandwidth = { up: 0, down: 0 };
  isAdbOpen = false;

  constructor(phone: EmulatedPhone, number: number) {
    this.phone = phone;
    this.number = number;
    const digits = String(number).padStart(6, '0');
    this.modem = new Map([
      ['IMEI', `860000000${digits}`],
      ['ICCID', `89860000000000${digits}`],
    ]);
    this.oaid = new Map([['oaid', `00000000${digits}`]]);
  }

  get padCode(): string {
    return this.phone.phoneId;
  }

  /** Takes orders and viewers just now. */
  get isReachable(): boolean {
    return this.phone.isOnline && this.busyAs === undefined;
  }

  get status(): number {
    return this.busyAs ?? (this.phone.isOnline ? padStatus.running : padStatus.notReady);
  }

  get padIp(): string {
    return `10.255.0.${this.number}`;
  }

  get deviceIp(): string {
    return `172.31.0.${this.number}`;
  }

  applyAndroidProperties(): void {
    for (const [name, value] of this.androidProperties) {
      this.phone.system.properties.set(name, value);
    }
  }
}

/** The account's pads. */
export class Pads {
  readonly #pads: ReadonlyMap<string, Pad>;

  constructor(world: EmulatorWorld) {
    this.#pads = new Map(
      [...world.phones].map(([padCode, phone], index) => [padCode, new Pad(phone, index + 1)]),
    );
  }

  get all(): readonly Pad[] {
    return [...this.#pads.values()];
  }

  find(padCode: string): Pad | undefined {
    return this.#pads.get(padCode);
  }

  /** @throws ApiFailure 110028, or 120005 for a room call */
  get(padCode: string, unknown: 110028 | 120005 = vendorCode.orderPadUnknown): Pad {
    const pad = this.#pads.get(padCode);
    if (!pad) throw new ApiFailure(unknown);
    return pad;
  }
}
