/** `a=msid:STREAM TRACK`, also as an attribute of a source, as before Unified Plan. */
const streamOf = /^(a=(?:ssrc:\d+ )?msid:)\S+/gm;

/**
 * Takes the phone's sound out of the stream that it shares with the picture. Browsers keep the sound and the picture
 * of one stream in step, even where the page plays them apart: with a second of sound waiting, Chromium holds the
 * picture back by up to a second too. No stream at all (`-`, RFC 8830) has nothing to be in step with; sections that
 * name none would share the one that browsers make up.
 */
export function separateSound(sdp: string): string {
  return sdp
    .split(/^(?=m=)/m)
    .map((section) => {
      if (!section.startsWith('m=audio')) return section;
      const separate = section.replace(streamOf, '$1-');
      return /^a=.*msid:/m.test(section) ? separate : `${section}a=msid:- sound\r\n`;
    })
    .join('');
}
