import {
  idleTimeoutMs,
  readSettings,
  type Settings,
  settingNames,
  writeSettings,
} from './settings.js';

type Player = HTMLElementTagNameMap['telepad-phone'];

const key = 'telepad.settings';

/** Applies the settings of this browser and address to the player, and lets the user change them. */
export function offerSettings(
  player: Player,
  form: HTMLFormElement,
  log: (text: string) => void,
): void {
  let settings = readSettings(new URLSearchParams(location.search), localStorage.getItem(key));

  const applyToSession = (): void => {
    const { session } = player;
    if (!session?.isLive || session.role === 'watch') return;
    const vendorMs = vendorTimes.get(session) ?? session.idleTimeoutMs;
    vendorTimes.set(session, vendorMs);
    const timeoutMs = idleTimeoutMs(settings.idle, vendorMs);
    if (timeoutMs !== session.idleTimeoutMs) session.setIdleTimeout(timeoutMs);
    // Only what is not so already: sound that was never refused needs no asking for.
    if (settings.media === 'both' && !silenced.has(session)) return;
    const isOpen = settings.media === 'both';
    try {
      session.send({ type: 'media', kind: 'audio', isOpen });
      silenced.add(session);
    } catch (error) {
      log(`sound: ${(error as Error).message}`);
    }
  };
  const silenced = new WeakSet<object>();
  /** The idle timeout that each session came with, in ms. */
  const vendorTimes = new WeakMap<object, number>();

  const apply = (): void => {
    player.fit = settings.fit;
    player.rotation = Number(settings.rotation) as typeof player.rotation;
    player.muted = settings.sound === 'muted';
    player.clipboard = settings.clipboard;
    applyToSession();
  };

  const fill = (): void => {
    for (const name of settingNames) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLSelectElement) field.value = settings[name];
    }
  };

  const keep = (): void => {
    localStorage.setItem(key, JSON.stringify(settings));
    const address = new URL(location.href);
    writeSettings(settings, address.searchParams);
    history.replaceState(null, '', address);
  };

  form.addEventListener('change', () => {
    const given = new URLSearchParams();
    for (const [name, value] of new FormData(form)) given.set(name, String(value));
    settings = readSettings(given, null);
    keep();
    apply();
  });
  // The toolbar changes some of them, too.
  new MutationObserver(() => {
    const now: Settings = {
      ...settings,
      fit: player.fit,
      rotation: String(player.rotation) as Settings['rotation'],
      sound: player.muted ? 'muted' : 'on',
      clipboard: player.clipboard,
    };
    if (JSON.stringify(now) === JSON.stringify(settings)) return;
    settings = now;
    keep();
    fill();
  }).observe(player, { attributeFilter: ['fit', 'rotation', 'muted', 'clipboard'] });
  player.addEventListener('telepad-live', applyToSession);
  fill();
  apply();
}
