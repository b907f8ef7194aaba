import type { EmulatedCloud } from '../../core/ports/emulator.js';
import type { FrameRate, PhoneState, VirtualPhone } from './virtual-phone.js';

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
  /** Frames per second. */
  setFrameRate(rate: FrameRate): void;
  /** 440 Hz on the audio line, or silence. */
  setTone(isOn: boolean): void;
  /** Ends every viewer's session, and revokes what admitted them. */
  kick(): void;
  /** Cuts the viewers' signalling; media goes on. Without a close frame unless told otherwise. */
  dropSignalling(options?: { readonly hasCloseFrame?: boolean }): void;
  /** Makes each viewer another offer: media goes on. */
  offerAgain(): void;
  /** As if the phone were new, but for its viewers. */
  reset(): void;
}

export function createPhoneHandle(phone: VirtualPhone, cloud: EmulatedCloud): PhoneHandle {
  const { phoneId } = phone;
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
      phone.setOnline(isOnline);
      if (!isOnline) cloud.closePhone(phoneId);
    },
    setFrameRate(rate) {
      phone.frameRate = rate;
    },
    setTone(isOn) {
      phone.isToneOn = isOn;
    },
    kick: () => cloud.closePhone(phoneId),
    dropSignalling: ({ hasCloseFrame = false } = {}) =>
      cloud.dropSignalling(phoneId, hasCloseFrame),
    offerAgain: () => phone.offerAgain(),
    reset: () => phone.reset(),
  };
}
