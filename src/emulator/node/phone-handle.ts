import { TelepadError } from '../../core/errors.js';
import type { EmulatedCloud } from '../../core/ports/emulator.js';
import type { FrameRate } from './frame-rate.js';
import {
  isNetwork,
  type NetworkConditions,
  networkTakes,
  perfectNetwork,
} from './impairment/network-conditions.js';
import type { PhoneState, VirtualPhone } from './virtual-phone.js';

/** One virtual phone, as tests and the control API hold it. */
export interface PhoneHandle {
  readonly phoneId: string;
  readonly isOnline: boolean;
  /** WebRTC peers at present, connected or about to be. */
  readonly viewers: number;
  /** A snapshot: what is on the screen, what input arrived, who watches. Plain JSON. */
  state(): PhoneState;
  /** A phone that goes offline loses its viewers, and gets no new ones. */
  setOnline(isOnline: boolean): void;
  /** Frames per second: 15, 30 or 60. */
  setFrameRate(rate: FrameRate): void;
  /** 440 Hz on the audio line, or silence. */
  setTone(isOn: boolean): void;
  /** An app on the phone speaks to the pages that watch. */
  sendAppMessage(text: string): void;
  /** Whether the emulator was started with `impairable`. */
  readonly isImpairable: boolean;
  /**
   * The way between this phone and its viewers, whatever the faults say; what is left out is perfect. `null` leaves it
   * to the faults again.
   * @throws TelepadError `argument_invalid`; `not_supported` when the emulator is not `impairable`
   */
  setNetwork(network: Partial<NetworkConditions> | null): void;
  /** Ends every viewer's session, and revokes what admitted them. */
  kick(): void;
  /** Cuts the viewers' signalling; media goes on. Without a close frame unless told otherwise. */
  dropSignalling(options?: { readonly hasCloseFrame?: boolean }): void;
  /**
   * The time of every ticket that was given out for this phone is over: those inside stay, and whoever comes again needs
   * a fresh one.
   */
  expireTokens(): void;
  /** Makes each viewer another offer: media goes on. */
  offerAgain(): void;
  /**
   * The phone dies without a word and boots again: signalling is cut without a close frame, media stops, the cloud
   * says that the phone is down, and its users come in again later. Media ends without a goodbye on an emulator that
   * is `impairable`; elsewhere WebRTC says one.
   * @param options `downForMs`: 3000 when it is left out
   */
  restart(options?: { readonly downForMs?: number }): void;
  /** As if the phone were new, but for its viewers. */
  reset(): void;
}

const defaultDownForMs = 3_000;

/** @param after does something later; returns what takes it back */
export function createPhoneHandle(
  phone: VirtualPhone,
  cloud: EmulatedCloud,
  after: (delayMs: number, action: () => void) => () => void,
): PhoneHandle {
  const { phoneId } = phone;
  let stayDown = () => {};
  return {
    phoneId,
    get isOnline() {
      return phone.isOnline;
    },
    get viewers() {
      return phone.viewers;
    },
    state: () => phone.state(),
    setOnline(isOnline) {
      stayDown();
      phone.setOnline(isOnline);
      if (!isOnline) cloud.closePhone(phoneId);
    },
    setFrameRate(rate) {
      phone.frameRate = rate;
    },
    setTone(isOn) {
      phone.isToneOn = isOn;
    },
    sendAppMessage: (text) => phone.sendAppMessage(text),
    isImpairable: phone.isImpairable,
    setNetwork(network) {
      if (network !== null && !isNetwork(network)) {
        throw new TelepadError('argument_invalid', `A phone's network takes ${networkTakes}.`);
      }
      if (!phone.isImpairable) {
        throw new TelepadError(
          'not_supported',
          "The phone's network was not changed: start the emulator with impairable.",
        );
      }
      phone.network = network && { ...perfectNetwork, ...network };
    },
    kick: () => cloud.closePhone(phoneId),
    dropSignalling: ({ hasCloseFrame = false } = {}) =>
      cloud.dropSignalling(phoneId, hasCloseFrame),
    expireTokens: () => cloud.expireTokens(phoneId),
    offerAgain: () => phone.offerAgain(),
    restart({ downForMs = defaultDownForMs } = {}) {
      stayDown();
      phone.vanish();
      cloud.dropSignalling(phoneId, false);
      stayDown = after(downForMs, () => {
        phone.system.restart();
        phone.setOnline(true);
      });
    },
    reset: () => phone.reset(),
  };
}
