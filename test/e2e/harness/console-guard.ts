import type { BrowserContext, ConsoleMessage } from '@playwright/test';

/**
 * Collects what pages write to the console. Errors and uncaught exceptions fail a test, and so does a
 * secret in a message of whatever kind.
 */
export interface ConsoleGuard {
  /**
   * Chromium itself reports a refused socket or request as an error. A test that provokes one names the exact
   * text, with `URL` in the place of the address.
   */
  allow(...texts: readonly string[]): void;
  /** Everything that was written, as it was. */
  readonly messages: readonly string[];
  /** Errors that were not allowed, and messages that hold one of `secrets`. */
  findings(secrets: ReadonlySet<string>): readonly string[];
}

interface Entry {
  readonly text: string;
  readonly isError: boolean;
}

/** What Chromium says of the addresses in its own network reports. */
const address = /\b(?:wss?|https?):\/\/[^\s']+/g;

export function guardConsole(context: BrowserContext): ConsoleGuard {
  const entries: Entry[] = [];
  const allowed = new Set<string>();
  context.on('console', (message: ConsoleMessage) => {
    entries.push({ text: message.text(), isError: message.type() === 'error' });
  });
  context.on('weberror', (error) => {
    entries.push({ text: `uncaught: ${String(error.error())}`, isError: true });
  });
  const isAllowed = ({ text }: Entry) => allowed.has(text.replace(address, 'URL'));
  return {
    allow: (...texts) => {
      for (const text of texts) allowed.add(text);
    },
    get messages() {
      return entries.map(({ text }) => text);
    },
    findings(secrets) {
      const errors = entries.filter((entry) => entry.isError && !isAllowed(entry));
      // Chromium names the address of a socket that was refused, token and all; nobody can keep it from that.
      const ours = entries.filter((entry) => !isAllowed(entry));
      const leaks = ours.filter(({ text }) => [...secrets].some((secret) => text.includes(secret)));
      return [
        ...errors.map(({ text }) => `console error: ${text}`),
        ...leaks.map(({ text }) => `a secret in the console: ${text}`),
      ];
    },
  };
}

/** What Chromium writes when it was refused. */
export const chromiumSays = {
  httpStatus: (status: number, reason: string) =>
    `Failed to load resource: the server responded with a status of ${status} (${reason})`,
  refusedConnection: 'Failed to load resource: net::ERR_CONNECTION_REFUSED',
  refusedSocket: (status: number) =>
    `WebSocket connection to 'URL' failed: Error during WebSocket handshake: Unexpected response code: ${status}`,
  unauthorisedSocket:
    "WebSocket connection to 'URL' failed: HTTP Authentication failed; no valid credentials available",
  /** Of a socket that was closed while it was still opening. */
  abandonedSocket:
    "WebSocket connection to 'URL' failed: WebSocket is closed before the connection is established.",
  absentSocket:
    "WebSocket connection to 'URL' failed: Error in connection establishment: net::ERR_CONNECTION_REFUSED",
};
