import wrtc from '@roamhq/wrtc';
import { forceKeyFrame, type SenderSettings, setSenderSettings } from './sender-settings.js';
import { sampleRate, samplesPerBlock } from './sound.js';

/** One picture in I420. */
export interface VideoFrame {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/**
 * Where a picture of 720 × 1280 at 30 fps looks sharp. The encoder only uses what it needs: a still
 * screen takes a tenth of it.
 */
export const defaultMaxBitrate = 6_000_000;

/** One viewer's video and audio line. Tracks keep a Node process alive until they are stopped. */
export class PeerMedia {
  readonly #video = new wrtc.nonstandard.RTCVideoSource({ isScreencast: true });
  readonly #audio = new wrtc.nonstandard.RTCAudioSource();
  #sender: RTCRtpSender | undefined;
  readonly #tracks = [this.#video.createTrack(), this.#audio.createTrack()] as const;

  /** Adds the lines: `sendrecv`, so that a browser's camera and microphone need no lines of their own. */
  addTo(connection: RTCPeerConnection): void {
    const [videoTrack, audioTrack] = this.#tracks;
    const video = connection.addTransceiver(videoTrack, {
      direction: 'sendrecv',
      streams: [stream('phone-video')],
      sendEncodings: [{ maxBitrate: defaultMaxBitrate, scaleResolutionDownBy: 1 }],
    });
    this.#sender = video.sender;
    // Two streams: players would delay the picture to keep it in step with the sound of its own stream.
    connection.addTransceiver(audioTrack, {
      direction: 'sendrecv',
      streams: [stream('phone-audio')],
    });
    // VP8 first; this build of libwebrtc encodes no H.264.
    const { codecs } = wrtc.RTCRtpSender.getCapabilities('video') ?? { codecs: [] };
    const isFirst = ({ mimeType }: { mimeType: string }) => /VP8|rtx/i.test(mimeType);
    video.setCodecPreferences([
      ...codecs.filter(isFirst),
      ...codecs.filter((codec) => !isFirst(codec)),
    ]);
  }

  /** Changes how the picture is encoded from now on; see `setSenderSettings`. */
  async setSettings(settings: Partial<SenderSettings>, sdp: string | undefined): Promise<void> {
    if (this.#sender) await setSenderSettings(this.#sender, settings, sdp);
  }

  /** The next picture is one that can be decoded without those before it. */
  async forceKeyFrame(sdp: string | undefined): Promise<void> {
    if (this.#sender) await forceKeyFrame(this.#sender, sdp);
  }

  /** Copies the frame. */
  pushFrame({ width, height, data }: VideoFrame): void {
    this.#video.onFrame({ width, height, data: data as unknown as Uint8Array });
  }

  /** @param samples 10 ms of sound */
  pushSound(samples: Int16Array): void {
    this.#audio.onData({ samples, sampleRate, numberOfFrames: samplesPerBlock });
  }

  stop(): void {
    for (const track of this.#tracks) track.stop();
  }
}

/** The binding takes an id, which the DOM's type does not have. */
function stream(id: string): MediaStream {
  const Stream = wrtc.MediaStream as unknown as new (init: { id: string }) => MediaStream;
  return new Stream({ id });
}
