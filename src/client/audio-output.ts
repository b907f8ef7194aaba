import type { PhoneSession } from './session.js';

/** Plays a session's sound, as far as the browser lets it. */
export interface AudioOutput {
  muted: boolean;
  /** True while the browser refuses to play sound before the user has touched the page. */
  readonly needsTap: boolean;
  /** Tries to play, for example because the user did something. Does nothing when it plays or is muted. */
  play(): void;
  close(): void;
}

export function createAudioOutput(
  session: PhoneSession,
  audio: HTMLAudioElement,
  muted: boolean,
  onChange: () => void,
): AudioOutput {
  let needsTap = false;
  audio.muted = muted;

  const setNeedsTap = (value: boolean) => {
    if (value === needsTap) return;
    needsTap = value;
    onChange();
  };

  const output: AudioOutput = {
    get muted() {
      return audio.muted;
    },
    set muted(value) {
      if (value === audio.muted) return;
      audio.muted = value;
      output.play();
      onChange();
    },
    get needsTap() {
      return needsTap;
    },
    play() {
      const { audioStream } = session;
      // A phone without sound must not ask for a tap, nor hold back the page's load event, as a media element
      // with an empty stream does.
      const isSilent = audioStream.getAudioTracks().length === 0;
      if (!isSilent && !audio.srcObject) audio.srcObject = audioStream;
      if (audio.muted || isSilent) setNeedsTap(false);
      else if (audio.paused)
        audio.play().then(
          () => setNeedsTap(false),
          // Other refusals (the stream changed meanwhile) are followed by another try.
          (error: DOMException) => {
            if (error.name === 'NotAllowedError') setNeedsTap(!audio.muted);
          },
        );
    },
    close() {
      audio.pause();
      audio.srcObject = null;
    },
  };
  output.play();
  return output;
}
