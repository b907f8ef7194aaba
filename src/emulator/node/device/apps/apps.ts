import type { Host } from '../surface.js';
import { CameraApp } from './camera-app.js';
import { ClockApp } from './clock-app.js';
import { GalleryApp } from './gallery-app.js';
import { HomeApp } from './home-app.js';
import { ListApp } from './list-app.js';
import { NotesApp } from './notes-app.js';
import { PaintApp } from './paint-app.js';
import { RecentsApp } from './recents-app.js';
import { RecorderApp } from './recorder-app.js';
import { SensorsApp } from './sensors-app.js';
import { SettingsApp } from './settings-app.js';

/** Every app of the phone, by name. */
export interface Apps {
  readonly home: HomeApp;
  readonly recents: RecentsApp;
  readonly paint: PaintApp;
  readonly notes: NotesApp;
  readonly clock: ClockApp;
  readonly settings: SettingsApp;
  readonly list: ListApp;
  readonly camera: CameraApp;
  readonly recorder: RecorderApp;
  readonly gallery: GalleryApp;
  readonly sensors: SensorsApp;
}

export function createApps(host: Host): Apps {
  return {
    home: new HomeApp(host),
    recents: new RecentsApp(host),
    paint: new PaintApp(host),
    notes: new NotesApp(host),
    clock: new ClockApp(host),
    settings: new SettingsApp(host),
    list: new ListApp(host),
    camera: new CameraApp(host),
    recorder: new RecorderApp(host),
    gallery: new GalleryApp(host),
    sensors: new SensorsApp(host),
  };
}
