/** Plays a stream in a media element, as far as the browser lets it. */
export interface MediaOutput {
  /** True while the browser refuses to play before the user has touched the page. */
  readonly needsTap: boolean;
  /** Tries to play, for example because the user did something. Does nothing when it plays or is not wanted. */
  play(): void;
  close(): void;
}

/**
 * @param isWanted false while it need not play, as a sound that is muted
 * @param onChange `needsTap` changed
 */
export function createMediaOutput(
  element: HTMLMediaElement,
  stream: MediaStream,
  isWanted: () => boolean,
  onChange: () => void,
): MediaOutput {
  let needsTap = false;

  const setNeedsTap = (value: boolean) => {
    if (value === needsTap) return;
    needsTap = value;
    onChange();
  };

  return {
    get needsTap() {
      return needsTap;
    },
    play() {
      // A phone without sound must not ask for a tap, nor hold back the page's load event, as a media element
      // with an empty stream does.
      const isEmpty = stream.getTracks().length === 0;
      if (!isEmpty && !element.srcObject) element.srcObject = stream;
      // An element with `autoplay` may have begun by itself since the browser refused.
      if (isEmpty || !isWanted() || !element.paused) setNeedsTap(false);
      else
        element.play().then(
          () => setNeedsTap(false),
          // Other refusals (the stream changed meanwhile) are followed by another try.
          (error: DOMException) => {
            if (error.name === 'NotAllowedError') setNeedsTap(isWanted());
          },
        );
    },
    close() {
      element.pause();
      element.srcObject = null;
    },
  };
}
