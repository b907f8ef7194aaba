import { TelepadError } from '../../../core/errors.js';
import type { ClientVendor, LinkTools } from '../../../core/ports/client.js';
import type { Ticket } from '../../../core/ticket.js';
import { readDialectSettings } from '../wire/dialect-settings.js';
import { AssumedDialect } from './assumed-dialect.js';
import { KoophoneDialect } from './koophone-dialect.js';

/** Input ends the phone's countdown (assumed, fact sheet 6.4); Android's KEYCODE_UNKNOWN is input that does nothing. */
const wake = (['down', 'up'] as const).map(
  (action) => ({ type: 'key', action, keyCode: 0, metaState: 0, repeat: false }) as const,
);

/** KooPhone in the browser: a WebRTC link that speaks the dialect of its ticket. */
export const koophoneClient: ClientVendor = {
  id: 'koophone',
  // What nobody has seen on the wire is not invented (fact sheet 6.5).
  lacks: [
    'text',
    'clipboard',
    'scroll',
    'hover',
    'keyboard-mode',
    'input-state',
    'key-frame',
    'media',
    'display',
    'quality',
    'location',
    'sensors',
    'video-file',
    'rotation',
    'save-screenshot',
    'shell',
    'device-info',
    'uninstall',
    'display-size',
    'operation-monitor',
    'group',
    'upload',
  ],
  isDisplayUntold: true,
  // A device token lives some seconds until it is used (fact sheet 3.3), and on from then (assumed).
  admitsAgain: true,
  policy: {
    // The vendor's own client: a countdown of 60 s after 60 s without input (fact sheet 6.4).
    idleTimeoutMs: 120_000,
    idleWarningMs: 60_000,
    // The phone's own word would be waited for in vain.
    displayTimeoutMs: 0,
  },
  // Fact sheet 6.4.
  idle: {
    keepMs: ({ dialect }) => 1000 * (readDialectSettings(dialect)?.keepingSeconds ?? 0),
    wake,
  },
  connect<Link>({ dialect, userId }: Ticket, tools: LinkTools<Link>): Link {
    const settings = readDialectSettings(dialect);
    if (!settings)
      throw new TelepadError(
        'ticket_invalid',
        'The ticket was read, but it does not name the device, session and stream of KooPhone. Pass what the broker answered, unchanged.',
      );
    const { preferences } = tools;
    const start = { settings, userId, preferences, now: () => performance.now() };
    return tools.webrtc(
      settings.protocol === 'assumed-json-v0'
        ? new AssumedDialect(start)
        : new KoophoneDialect(start),
    );
  },
  loadFeatures: () => import('./koophone-features.js').then((part) => part.koophoneFeatures),
};
