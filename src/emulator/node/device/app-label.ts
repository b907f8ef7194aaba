import { isOwnApp, type Launchable } from './app-icons.js';
import { appTitle } from './strings.js';
import type { Host } from './surface.js';

/** What stands below an app's icon. */
export function appLabel({ language, parts }: Host, app: Launchable): string {
  return isOwnApp(app) ? appTitle(language, app) : (parts.packages.find(app)?.label ?? app);
}
