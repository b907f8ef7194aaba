import { type Canvas, createCanvas, loadImage } from '@napi-rs/canvas';
import type { FileStore } from './android/file-store.js';

export interface CachedPicture {
  /** Scaled down; undefined while it is being read, or when it is no picture. */
  readonly canvas: Canvas | undefined;
  readonly isBroken: boolean;
  /** As stored, in px. */
  readonly width: number;
  readonly height: number;
}

const loading: CachedPicture = { canvas: undefined, isBroken: false, width: 0, height: 0 };
const broken: CachedPicture = { ...loading, isBroken: true };
const maxSide = 720;
const maxPictures = 60;

/** Pictures of the phone's storage, ready to be drawn. They are decoded once, and not on the spot. */
export class PictureCache {
  readonly #files: FileStore;
  readonly #onReady: (path: string) => void;
  /** By path and the bytes that were there. */
  readonly #pictures = new Map<string, { readonly bytes: Uint8Array; picture: CachedPicture }>();

  constructor(files: FileStore, onReady: (path: string) => void) {
    this.#files = files;
    this.#onReady = onReady;
  }

  get(path: string): CachedPicture {
    const bytes = this.#files.read(path);
    if (!bytes) return broken;
    const known = this.#pictures.get(path);
    if (known?.bytes === bytes) return known.picture;
    const entry = { bytes, picture: loading };
    this.#pictures.set(path, entry);
    for (const oldest of this.#pictures.keys()) {
      if (this.#pictures.size <= maxPictures) break;
      this.#pictures.delete(oldest);
    }
    decode(bytes).then(
      (picture) => {
        entry.picture = picture;
        this.#onReady(path);
      },
      () => {
        entry.picture = broken;
        this.#onReady(path);
      },
    );
    return loading;
  }

  clear(): void {
    this.#pictures.clear();
  }
}

async function decode(bytes: Uint8Array): Promise<CachedPicture> {
  const image = await loadImage(Buffer.from(bytes));
  const { width, height } = image;
  const scale = Math.min(1, maxSide / Math.max(width, height));
  const canvas = createCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return { canvas, isBroken: false, width, height };
}
