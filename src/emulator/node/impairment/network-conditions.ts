import type { EmulatorFaults } from '../../../core/ports/emulator.js';

/** What the way between a browser and a phone does to each packet, in both directions alike. */
export interface NetworkConditions {
  /** Nothing passes: neither STUN nor video, sound or data channels. */
  readonly cut: boolean;
  /** Part of the packets that are lost, 0 to 1. */
  readonly lossRate: number;
  /** Each packet takes so much longer, in ms. */
  readonly delayMs: number;
  /** And up to so much more, in ms, at random: packets then overtake each other. */
  readonly jitterMs: number;
}

export const perfectNetwork: NetworkConditions = {
  cut: false,
  lossRate: 0,
  delayMs: 0,
  jitterMs: 0,
};

/** The faults that need the relay. */
export const relayFaults = [
  'hangUpSilently',
  'cutMedia',
  'packetLossRate',
  'packetDelayMs',
  'packetJitterMs',
] as const satisfies readonly (keyof EmulatorFaults)[];

/** Why something has no effect on an emulator without a relay. */
export function needsRelay(what: string): string {
  return `${what} needs an emulator that was started with impairable.`;
}

/** The network that the faults of the emulator ask for. */
export function networkOfFaults(faults: Readonly<EmulatorFaults>): NetworkConditions {
  return {
    cut: faults.cutMedia,
    lossRate: faults.packetLossRate,
    delayMs: faults.packetDelayMs,
    jitterMs: faults.packetJitterMs,
  };
}

/** Far more than any network; longer waits would only fill memory. */
const maxDelayMs = 60_000;

const isDelay = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= maxDelayMs;

const accepts: { readonly [Name in keyof NetworkConditions]: (value: unknown) => boolean } = {
  cut: (value) => typeof value === 'boolean',
  lossRate: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  delayMs: isDelay,
  jitterMs: isDelay,
};

/** Whether JSON from outside describes a network; what is left out is perfect. */
export function isNetwork(value: unknown): value is Partial<NetworkConditions> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, part]) =>
      Object.hasOwn(accepts, name) && accepts[name as keyof NetworkConditions](part),
  );
}

export const networkTakes =
  'null, or an object with any of cut (true or false), lossRate (0 to 1), delayMs and jitterMs (0 to 60000)';
