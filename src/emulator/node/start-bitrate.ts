/**
 * Tells libwebrtc's encoder, in its copy of the browser's answer, at which rate to begin. Without it every
 * picture is a blur for its first second: bandwidth estimation begins at 300 kbit/s, and the binding offers
 * no other way (`minBitrate` and `setParameters` are ignored for this). The browser never sees it.
 */
export function withStartBitrate(sdp: string, kilobitsPerSecond: number): string {
  const parameter = `x-google-start-bitrate=${kilobitsPerSecond}`;
  return sdp.replace(
    /^a=rtpmap:(\d+) (?:VP8|VP9|AV1|H264)\/90000(\r?\n)/gim,
    (line, payloadType: string, lineEnd: string) => {
      const existing = new RegExp(`^a=fmtp:${payloadType} `, 'm');
      return existing.test(sdp) ? line : `${line}a=fmtp:${payloadType} ${parameter}${lineEnd}`;
    },
  );
}
