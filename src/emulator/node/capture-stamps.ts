const uri = 'http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time';

/**
 * Offers to stamp the picture's packets with the time of capture, by which a browser can measure the latency from end
 * to end. libwebrtc does so when both sides agree, and the binding has no call to ask for it. Whether real phones offer
 * it is not known.
 */
export function withCaptureStamps(sdp: string): string {
  if (sdp.includes(uri)) return sdp;
  const taken = new Set(Array.from(sdp.matchAll(/^a=extmap:(\d+)/gm), ([, id]) => Number(id)));
  // One-byte headers have the numbers 1 to 14.
  const id = Array.from({ length: 14 }, (_, index) => 14 - index).find((free) => !taken.has(free));
  return id === undefined
    ? sdp
    : sdp.replace(
        /^(m=video (?:(?!^m=)[\s\S])*?)(^a=extmap:)/m,
        (_whole, before: string, first: string) => `${before}a=extmap:${id} ${uri}\r\n${first}`,
      );
}
