import type { ControlMessage } from '../../../src/core/control.js';
import { TelepadError } from '../../../src/core/errors.js';
import type {
  DialectOutput,
  IceCandidate,
  LinkPreferences,
  SessionDescription,
  WebRtcDialect,
  WireData,
} from '../../../src/core/ports/client.js';

/** A language for tests: a frame is the JSON text of the outputs that it shall have. */
export class FakeDialect implements WebRtcDialect {
  readonly channel = { label: 'control', ordered: true };
  readonly heartbeat = { intervalMs: 5000, data: 'beat' };

  static frame(...outputs: DialectOutput[]): string {
    return JSON.stringify(outputs);
  }

  signalReceived(data: WireData): readonly DialectOutput[] {
    return JSON.parse(String(data)) as DialectOutput[];
  }

  localDescription({ type, sdp }: SessionDescription): readonly DialectOutput[] {
    return [{ type: 'signal', data: `${type}:${sdp}` }];
  }

  localCandidate({ candidate }: IceCandidate): readonly DialectOutput[] {
    return [{ type: 'signal', data: `candidate:${candidate}` }];
  }

  channelOpened({ media, keyboardMode }: LinkPreferences): readonly DialectOutput[] {
    return [
      { type: 'channel', data: `media ${media}` },
      { type: 'channel', data: `keyboard ${keyboardMode}` },
    ];
  }

  channelReceived(data: WireData): readonly DialectOutput[] {
    return JSON.parse(String(data)) as DialectOutput[];
  }

  encode(message: ControlMessage): readonly WireData[] {
    if (message.type === 'media') throw new TelepadError('not_supported', 'No words for it.');
    return message.type === 'text' ? [...message.text] : [message.type];
  }
}
