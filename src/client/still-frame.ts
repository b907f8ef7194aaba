/** The last frame of a video that is about to lose its track. */
export interface StillFrame {
  /** Covers the video with what it shows now; nothing happens when it shows nothing or is covered. */
  take(): void;
  remove(): void;
}

/** Browsers show black when a track ends and nothing when it is removed; a copy of the frame stays. */
export function createStillFrame(video: HTMLVideoElement): StillFrame {
  let canvas: HTMLCanvasElement | undefined;
  return {
    take() {
      const { videoWidth: width, videoHeight: height } = video;
      if (canvas || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || !width) return;
      canvas = video.ownerDocument.createElement('canvas');
      Object.assign(canvas, { width, height });
      canvas.style.cssText = video.style.cssText;
      canvas.getContext('2d')?.drawImage(video, 0, 0);
      video.after(canvas);
    },
    remove() {
      canvas?.remove();
      canvas = undefined;
    },
  };
}
