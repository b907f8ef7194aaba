import type { Host } from '../surface.js';
import { ClockApp } from './clock-app.js';
import { HomeApp } from './home-app.js';
import { ListApp } from './list-app.js';
import { NotesApp } from './notes-app.js';
import { PaintApp } from './paint-app.js';
import { RecentsApp } from './recents-app.js';
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
  };
}
