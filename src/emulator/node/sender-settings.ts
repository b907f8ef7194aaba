export interface SenderSettings {
  /** 1 or more. */
  readonly scaleResolutionDownBy: number;
  /** Bits per second. */
  readonly maxBitrate: number;
  /** False sends nothing at all on this line. */
  readonly active: boolean;
}

interface EncodingWithSource extends RTCRtpEncodingParameters {
  ssrc?: number;
}

/**
 * Changes how a video line is encoded while it runs. @roamhq/wrtc 0.10 refuses its own parameters once the line is
 * negotiated: `getParameters()` leaves out the encoding's SSRC and gives each codec's format with the `a=fmtp:96 ` of
 * its SDP line and with blanks between its fields (Chromium's AV1 has several), and libwebrtc takes each for a
 * forbidden change. So they are put right first.
 * @param sdp our present description; undefined before there is one
 */
export async function setSenderSettings(
  sender: RTCRtpSender,
  settings: Partial<SenderSettings>,
  sdp: string | undefined,
): Promise<void> {
  const parameters = sender.getParameters();
  for (const codec of parameters.codecs) {
    if (codec.sdpFmtpLine !== undefined)
      codec.sdpFmtpLine = codec.sdpFmtpLine.replace(/^a=fmtp:\d+ /, '').replaceAll('; ', ';');
  }
  const encoding = parameters.encodings[0] as EncodingWithSource | undefined;
  if (!encoding) return;
  const ssrc = videoSource(sdp);
  if (ssrc !== undefined) encoding.ssrc = ssrc;
  Object.assign(encoding, settings);
  await sender.setParameters(parameters);
}

/**
 * Makes the line's next picture a key frame. The binding has no call for it; a line that was switched off and on again
 * begins with one, and when that is done at once no picture is missed (measured with @roamhq/wrtc 0.10).
 */
export async function forceKeyFrame(sender: RTCRtpSender, sdp: string | undefined): Promise<void> {
  await setSenderSettings(sender, { active: false }, sdp);
  await setSenderSettings(sender, { active: true }, sdp);
}

/** The first SSRC of the first video line. */
function videoSource(sdp: string | undefined): number | undefined {
  const [, video] = sdp?.split(/^(?=m=video)/m) ?? [];
  const [, ssrc] = /^a=ssrc:(\d+)/m.exec(video?.split(/^m=(?!video)/m)[0] ?? '') ?? [];
  return ssrc === undefined ? undefined : Number(ssrc);
}
