/** What a page knows of a picture beside the browser's report. */
export interface PresentationFacts {
  /** What the view that shows most has put on screen since it began; undefined without a view. */
  readonly presented: PresentedFrames | undefined;
  /** A frame that came on screen lately, by `requestVideoFrameCallback`. */
  readonly frame: FrameTimes | undefined;
  /** The newest frame's capture, where the phone stamps its packets (RTP header extension abs-capture-time). */
  readonly capture: CaptureStamp | undefined;
  /** `performance.timeOrigin`: what turns times by `performance.now()` into ms since 1970. */
  readonly timeOriginMs: number;
  readonly adaptation?: AdaptationStatistics;
  /** Picture and control are away: what the browser last measured says nothing of the network now. */
  readonly isRecovering?: boolean;
}

/** What the session has changed by itself, as `ConnectOptions.adapt` lets it. */
export interface AdaptationStatistics {
  /** How long the browser is asked to hold the picture back, in ms; undefined where it cannot be asked. */
  readonly jitterBufferTargetMs: number | undefined;
  /** How many steps lighter than its own the phone's picture has been asked to be; 0 for its own. */
  readonly qualityStep: number;
}

export interface PresentedFrames {
  readonly count: number;
  /** When the count was this, by `performance.now()`. */
  readonly atMs: number;
}

/** By `performance.now()`, in ms; undefined where the browser does not tell. */
export interface FrameTimes {
  /** When it was given to the compositor. */
  readonly presentationMs: number;
  /** When it was expected to be visible. */
  readonly expectedDisplayMs: number;
  /** When the last of its packets had come. */
  readonly receiveMs: number | undefined;
  /** When it was captured on the phone, by this computer's clock, as the browser reckons it. */
  readonly captureMs: number | undefined;
  readonly rtpTimestamp: number | undefined;
}

/** An RTCRtpSynchronizationSource with the phone's stamp. */
export interface CaptureStamp {
  /** By the phone's clock, in ms since 1900 (NTP). */
  readonly captureTimestamp: number;
  /** The frame's, in 1/90,000 s. */
  readonly rtpTimestamp: number;
  /** When the frame was given to its track, in ms since 1970. */
  readonly timestamp: number;
}
