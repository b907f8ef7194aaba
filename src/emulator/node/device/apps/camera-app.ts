import { createCanvas } from '@napi-rs/canvas';
import { drawAppIcon } from '../app-icons.js';
import { CameraImage } from '../camera-image.js';
import { drawText, fillCircle, fillRect, fillRounded } from '../draw.js';
import { drawLevel } from '../draw-level.js';
import { drawTestPattern } from '../draw-test-pattern.js';
import { centre, inflate, overlaps, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import { translate } from '../strings.js';
import type { App, Host, Target, Targets } from '../surface.js';
import { drawCameraOff, drawSwitch } from './camera-glyphs.js';
import { type CameraLayout, cameraLayout, fitInside } from './camera-layout.js';
import { CaptureHolder } from './capture-holder.js';

type Mode = 'photo' | 'video';
type Facing = 'user' | 'environment';

/** The picture is drawn this often at most: reading px back is what costs. */
const redrawMs = 60;
const flashMs = 120;
const patternSize = { width: 1_280, height: 720 } as const;

/** Shows what viewers' cameras, or a video file, send. Photo mode holds the camera, video the microphone too. */
export class CameraApp implements App {
  readonly name = 'camera';
  readonly isDark = true;
  readonly #host: Host;
  readonly #holder: CaptureHolder;
  readonly #image = new CameraImage();
  #layout: CameraLayout = cameraLayout(rect(0, 0, 720, 1_280));
  #mode: Mode = 'photo';
  #facing: Facing = 'environment';
  /** Ms since 1970. */
  #recordingSince: number | undefined;
  #flashUntil = 0;
  #drawnAt = 0;
  /** What the screen shows, in words: another text is another picture. */
  #drawn = '';
  #loadedFrame = -1;

  constructor(host: Host) {
    this.#host = host;
    this.#holder = new CaptureHolder(host, () => ({
      kind: this.#mode === 'photo' ? 'camera' : 'both',
      facing: this.#facing,
    }));
  }

  layout(bounds: Rect): void {
    this.#layout = cameraLayout(bounds);
  }

  opened(): void {
    this.#holder.isInFront = true;
  }

  close(): void {
    this.#recordingSince = undefined;
    this.#holder.isInFront = false;
  }

  sleep(isAsleep: boolean): void {
    this.#recordingSince = undefined;
    this.#holder.isInFront = !isAsleep;
  }

  reset(): void {
    this.#mode = 'photo';
    this.#facing = 'environment';
    this.#recordingSince = undefined;
    this.#flashUntil = 0;
  }

  targets(): Targets {
    const { shutter, switchFacing, gallery, photo, video, viewfinder } = this.#layout;
    const targets = new Map<string, Target>([
      ['camera:viewfinder', { bounds: viewfinder, kind: 'area' }],
      ['camera:shutter', { bounds: shutter, kind: 'button' }],
      ['camera:switch', { bounds: switchFacing, kind: 'button' }],
      ['camera:gallery', { bounds: gallery, kind: 'button' }],
      ['camera:photo', { bounds: photo, kind: 'button' }],
      ['camera:video', { bounds: video, kind: 'button' }],
    ]);
    const picture = this.#pictureBounds();
    if (picture) targets.set('camera:picture', { bounds: picture, kind: 'area' });
    return targets;
  }

  tap(target: string): void {
    if (target === 'camera:shutter') this.#shoot();
    if (target === 'camera:gallery') this.#host.open('gallery');
    if (target === 'camera:photo' || target === 'camera:video') {
      this.#mode = target === 'camera:photo' ? 'photo' : 'video';
      this.#recordingSince = undefined;
      this.#holder.update();
    }
    if (target === 'camera:switch') {
      this.#facing = this.#facing === 'user' ? 'environment' : 'user';
      this.#holder.update();
    }
    this.#host.invalidate();
  }

  advance(now: number): void {
    const shown = this.#describe(now);
    if (shown === this.#drawn || now - this.#drawnAt < redrawMs) return;
    // Other frames of the same picture only change its own px.
    const isSamePlace = shown.split('|')[0] === this.#drawn.split('|')[0];
    const picture = this.#pictureBounds();
    this.#host.invalidate(isSamePlace && picture ? picture : this.#layout.viewfinder);
    this.#host.invalidate(this.#layout.info);
    this.#drawn = shown;
    this.#drawnAt = now;
  }

  draw(context: Context2D, clip: Rect): void {
    fillRect(context, clip, '#000000');
    const { viewfinder, info, controls } = this.#layout;
    if (overlaps(clip, viewfinder)) this.#drawPicture(context);
    if (overlaps(clip, info)) this.#drawInfo(context);
    if (overlaps(clip, controls)) this.#drawControls(context);
  }

  /** Size and kind of the picture before the bar, what moves behind it. */
  #describe(now: number): string {
    const { capture, videoFile } = this.#host.parts;
    const isFlashing = now < this.#flashUntil;
    const level = this.#mode === 'video' ? Math.round(capture.level * 100) : 0;
    const second =
      this.#recordingSince === undefined ? '' : Math.floor((now - this.#recordingSince) / 1000);
    const moving = `${isFlashing},${level},${second}`;
    if (videoFile.playing) return `${videoFile.playing.name}|${now},${moving}`;
    const size = this.#pictureSize();
    return size ? `${size.width}x${size.height}|${capture.frames},${moving}` : `none|${moving}`;
  }

  #pictureSize(): { readonly width: number; readonly height: number } | undefined {
    const { capture, videoFile } = this.#host.parts;
    if (videoFile.playing) return patternSize;
    const { picture } = capture;
    if (!picture) return undefined;
    const { width, height, rotation } = picture;
    return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
  }

  #pictureBounds(): Rect | undefined {
    const size = this.#pictureSize();
    return size && fitInside(this.#layout.viewfinder, size.width, size.height);
  }

  #drawPicture(context: Context2D): void {
    const at = this.#pictureBounds();
    if (!at) this.#drawNothing(context);
    else this.#drawSource(context, at);
    if (this.#host.now() < this.#flashUntil && at)
      fillRect(context, at, 'rgba(255, 255, 255, 0.7)');
  }

  #drawSource(context: Context2D, at: Rect): void {
    const { capture, videoFile } = this.#host.parts;
    if (videoFile.playing) {
      drawTestPattern(context, at, videoFile.playing, this.#host.now());
      return;
    }
    const { picture, frames } = capture;
    if (picture && frames !== this.#loadedFrame) this.#image.load(picture);
    this.#loadedFrame = frames;
    const { canvas } = this.#image;
    if (canvas) context.drawImage(canvas, at.x, at.y, at.width, at.height);
  }

  #drawNothing(context: Context2D): void {
    const middle = centre(this.#layout.viewfinder);
    drawCameraOff(context, { x: middle.x, y: middle.y - 70 });
    const style = { align: 'center', colour: '#ffffff' } as const;
    const { language } = this.#host;
    const title = translate(language, 'noPicture');
    drawText(
      context,
      title,
      { x: middle.x, y: middle.y + 40 },
      { ...style, size: 34, weight: 500 },
    );
    const hint = translate(language, 'noPictureHint');
    const soft = { ...style, colour: '#9a97ab', size: 25 } as const;
    drawText(context, hint, { x: middle.x, y: middle.y + 88 }, soft);
  }

  #drawInfo(context: Context2D): void {
    const { info } = this.#layout;
    const { capture, videoFile } = this.#host.parts;
    const y = info.y + info.height / 2;
    const facing = translate(
      this.#host.language,
      this.#facing === 'user' ? 'frontCamera' : 'rearCamera',
    );
    const size = this.#pictureSize();
    const about = videoFile.playing ? videoFile.playing.name : facing;
    const text = size ? `${about}  ·  ${size.width} × ${size.height}` : about;
    const isVideo = this.#mode === 'video';
    const maxWidth = info.width - 56 - (isVideo ? 330 : 0);
    drawText(
      context,
      text,
      { x: info.x + 28, y },
      { size: 24, weight: 500, colour: '#d8d5e6', maxWidth },
    );
    if (!isVideo) return;
    const right = info.x + info.width - 28;
    drawLevel(context, rect(right - 180, y - 11, 180, 22), capture.level);
    if (this.#recordingSince === undefined) return;
    const seconds = Math.floor((this.#host.now() - this.#recordingSince) / 1000);
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    fillCircle(context, { x: right - 288, y }, 9, '#ff453a');
    drawText(context, time, { x: right - 268, y }, { size: 26, weight: 500, colour: '#ffffff' });
  }

  #drawControls(context: Context2D): void {
    const { controls, shutter, switchFacing, gallery, photo, video } = this.#layout;
    fillRect(context, controls, '#000000');
    const { language } = this.#host;
    this.#drawChip(
      context,
      photo,
      'camera:photo',
      translate(language, 'photo'),
      this.#mode === 'photo',
    );
    this.#drawChip(
      context,
      video,
      'camera:video',
      translate(language, 'video'),
      this.#mode === 'video',
    );
    const middle = centre(shutter);
    const isPressed = this.#host.isPressed('camera:shutter');
    fillCircle(context, middle, 60, '#ffffff');
    fillCircle(context, middle, 53, '#000000');
    const fill = this.#mode === 'photo' ? '#ffffff' : '#ff453a';
    if (this.#recordingSince === undefined) fillCircle(context, middle, isPressed ? 42 : 47, fill);
    else fillRounded(context, rect(middle.x - 22, middle.y - 22, 44, 44), 8, fill);
    drawAppIcon(
      context,
      'gallery',
      inflate(gallery, this.#host.isPressed('camera:gallery') ? -12 : -8),
      '',
    );
    const isSwitching = this.#host.isPressed('camera:switch');
    fillCircle(context, centre(switchFacing), 40, isSwitching ? '#4a4860' : '#2b2a38');
    drawSwitch(context, centre(switchFacing));
  }

  #drawChip(context: Context2D, at: Rect, target: string, label: string, isChosen: boolean): void {
    const isLit = isChosen || this.#host.isPressed(target);
    if (isLit) fillRounded(context, inflate(at, -4), at.height / 2, '#33324a');
    const colour = isChosen ? '#ffd54a' : '#d8d5e6';
    drawText(context, label, centre(at), { size: 26, weight: 500, align: 'center', colour });
  }

  #shoot(): void {
    const now = this.#host.now();
    if (this.#mode === 'video') {
      this.#recordingSince = this.#recordingSince === undefined ? now : undefined;
      return;
    }
    const size = this.#pictureSize();
    if (!size) return;
    const room = rect(0, 0, Math.min(1_280, size.width), Math.min(1_280, size.height));
    const at = fitInside(room, size.width, size.height);
    const canvas = createCanvas(at.width, at.height);
    this.#drawSource(canvas.getContext('2d'), rect(0, 0, at.width, at.height));
    const time = new Date(now).toISOString().replace(/\D/g, '').slice(0, 17);
    const path = `/sdcard/DCIM/Camera/IMG_${time.slice(0, 8)}_${time.slice(8)}.jpg`;
    this.#host.parts.files.write(path, canvas.toBuffer('image/jpeg', 85));
    this.#flashUntil = now + flashMs;
  }
}
