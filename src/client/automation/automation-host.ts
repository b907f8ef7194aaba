import type { ControlMessage } from '../../core/control.js';
import type { BasicSession } from '../basic-session.js';
import type { PhoneFeatures } from '../features/phone-features.js';

/** What a session lends to its automation. */
export interface AutomationHost {
  readonly session: Pick<
    BasicSession,
    'state' | 'isLive' | 'display' | 'videoStream' | 'bufferedAmount' | 'supports' | 'send' | 'on'
  > & { features(): Promise<PhoneFeatures> };
  /** Aborted when the session has closed. */
  readonly life: AbortSignal;
  /** Hears each control message before it goes out; what is sent meanwhile goes before it. */
  onSending(listener: (message: ControlMessage) => void): void;
  /** Hears each control message that went out. */
  onSent(listener: (message: ControlMessage) => void): void;
  /** 0 (included) to 1 (excluded). */
  random(): number;
}
