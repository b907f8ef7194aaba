import wrtc from '@roamhq/wrtc';
import type { CameraPicture } from './device/capture.js';
import { linger } from './linger.js';

export type CaptureSource = 'camera' | 'microphone';

export interface PeerCaptureEvents {
  picture(picture: CameraPicture): void;
  samples(samples: Int16Array): void;
}

interface Sink {
  stop(): void;
}

const trackKinds = { camera: 'video', microphone: 'audio' } as const;

/**
 * What a browser sends: read from its tracks while it says that it sends. A sink keeps a Node process alive until it
 * is stopped.
 */
export class PeerCapture {
  readonly #connection: RTCPeerConnection;
  readonly #events: PeerCaptureEvents;
  readonly #sinks: Readonly<Record<CaptureSource, Map<MediaStreamTrack, Sink>>> = {
    camera: new Map(),
    microphone: new Map(),
  };
  readonly #open = new Set<CaptureSource>();

  constructor(connection: RTCPeerConnection, events: PeerCaptureEvents) {
    this.#connection = connection;
    this.#events = events;
  }

  isOpen(source: CaptureSource): boolean {
    return this.#open.has(source);
  }

  set(source: CaptureSource, isOpen: boolean): void {
    if (isOpen) this.#open.add(source);
    else {
      this.#open.delete(source);
      this.#stop(source);
    }
    this.tracksChanged();
  }

  /** The browser may bring a line of its own instead of using the one that the phone offered. */
  tracksChanged(): void {
    for (const source of this.#open) {
      for (const { track } of this.#connection.getReceivers()) {
        if (track.kind !== trackKinds[source] || this.#sinks[source].has(track)) continue;
        this.#sinks[source].set(track, this.#listen(source, track));
      }
    }
  }

  stop(): void {
    for (const source of [...this.#open]) this.set(source, false);
  }

  #stop(source: CaptureSource): void {
    const sinks = [...this.#sinks[source]];
    linger(sinks.flat());
    this.#sinks[source].clear();
    for (const [, sink] of sinks) sink.stop();
  }

  #listen(source: CaptureSource, track: MediaStreamTrack): Sink {
    if (source === 'camera') {
      const sink = new wrtc.nonstandard.RTCVideoSink(track);
      sink.onframe = ({ frame }: { frame: CameraPicture }) => {
        if (this.#open.has(source)) this.#events.picture(frame);
      };
      return sink;
    }
    const sink = new wrtc.nonstandard.RTCAudioSink(track);
    sink.ondata = ({ samples }: { samples: Int16Array }) => {
      if (this.#open.has(source)) this.#events.samples(samples);
    };
    return sink;
  }
}
