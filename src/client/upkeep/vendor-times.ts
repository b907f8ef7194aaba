import { TelepadError } from '../../core/errors.js';
import { usKeysOf } from '../../core/us-keys.js';
import type { Upkeep, UpkeepHost } from './upkeep-host.js';

/** A phone that counts by itself is told at most so often that it is still used, in ms. */
const wakeGapMs = 5000;

/** What vendors do by themselves that a session has to live with: they end what nobody uses, and keep it for a while. */
export function createVendorTimes(host: UpkeepHost): Pick<Upkeep, 'wake' | 'keep'> {
  let wokenAtMs = Number.NEGATIVE_INFINITY;
  return {
    wake() {
      const { isLive, role } = host.session;
      const now = performance.now();
      if (!isLive || role === 'watch' || now - wokenAtMs < wakeGapMs) return;
      wokenAtMs = now;
      for (const message of host.vendor?.idle?.wake ?? []) host.send(message);
    },
    keep(error) {
      const { ticket, vendor } = host;
      const keepMs = error.code === 'idle_timeout' && ticket && vendor?.idle?.keepMs(ticket);
      if (!keepMs) return undefined;
      host.emit('keeping', keepMs);
      return Date.now() + keepMs;
    },
  };
}

/** Tells the page of text that the phone cannot be sent: typing goes on without it, and has nobody else to tell. */
export function reportUntypable(host: UpkeepHost): void {
  const off = host.onSending((message) => {
    if (message.type !== 'text' || host.session.supports('text') || usKeysOf(message.text)) return;
    host.emit(
      'trouble',
      new TelepadError(
        'not_supported',
        'Text was not typed: phones of this vendor can only be sent what is on a US keyboard, and it has other characters.',
      ),
    );
  });
  host.life.addEventListener('abort', off);
}
