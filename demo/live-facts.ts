type Player = HTMLElementTagNameMap['telepad-phone'];

const stateNames: Readonly<Record<string, string>> = {
  idle: 'Not connected',
  ticketing: 'Connecting',
  preparing: 'Connecting',
  signalling: 'Connecting',
  negotiating: 'Connecting',
  live: 'Live',
  'idle-warning': 'Live, not in use',
  recovering: 'Reconnecting',
  closed: 'Disconnected',
};

const shownEvents = 12;

/**
 * Fills the panel beside the player: state and events as they come, numbers once a second.
 * @returns adds an event of the page's own
 */
export function showLiveFacts(player: Player, panel: HTMLElement): (text: string) => void {
  const events = panel.querySelector('ol');
  const details = panel.querySelector('details');

  const show = (fact: string, text: string): void => {
    for (const place of panel.querySelectorAll(`[data-fact="${fact}"]`)) {
      if (place.textContent !== text) place.textContent = text;
    }
  };
  const log = (text: string): void => {
    const row = document.createElement('li');
    const time = document.createElement('time');
    time.textContent = new Date().toLocaleTimeString(undefined, { hour12: false });
    row.append(time, text);
    events?.prepend(row);
    while (events && events.children.length > shownEvents) events.lastElementChild?.remove();
  };

  player.addEventListener('telepad-state', ({ detail: { state } }) => {
    panel.dataset.state = state;
    show('state', stateNames[state] ?? state);
    log(state);
  });
  player.addEventListener('telepad-clipboard', ({ detail: { text } }) => {
    log(`clipboard: ${text.slice(0, 40)}`);
  });
  player.addEventListener('telepad-error', ({ detail: { error } }) => log(`error: ${error.code}`));

  let before: { readonly bytes: number; readonly atMs: number } | undefined;
  setInterval(async () => {
    const { session } = player;
    const report = session?.isLive ? await session.getStats() : undefined;
    const { width, height } = session?.display ?? {};
    show('picture', width && height ? `${width} × ${height}` : '');
    const numbers = readStats(report);
    const { bytes, atMs, framesPerSecond, roundTripMs } = numbers;
    show('frameRate', framesPerSecond === undefined ? '' : `${Math.round(framesPerSecond)} fps`);
    show('roundTrip', roundTripMs === undefined ? '' : `${Math.round(roundTripMs)} ms`);
    const kilobits =
      before && bytes > before.bytes
        ? ((bytes - before.bytes) * 8) / (atMs - before.atMs)
        : undefined;
    show('bitRate', kilobits === undefined ? '' : `${(kilobits / 1000).toFixed(1)} Mbit/s`);
    before = { bytes, atMs };
  }, 1000);

  // Beside the player there is room for the facts; below it they take the room from the picture.
  const isWide = matchMedia('(min-width: 900px) and (min-height: 481px)');
  const fold = (): void => {
    if (details) details.open = isWide.matches;
  };
  isWide.addEventListener('change', fold);
  fold();
  return log;
}

interface StatNumbers {
  readonly bytes: number;
  readonly atMs: number;
  readonly framesPerSecond?: number;
  readonly roundTripMs?: number;
}

function readStats(report: RTCStatsReport | undefined): StatNumbers {
  let numbers: StatNumbers = { bytes: 0, atMs: 0 };
  report?.forEach((entry) => {
    if (entry.type === 'inbound-rtp' && entry.kind === 'video') {
      numbers = {
        ...numbers,
        bytes: entry.bytesReceived,
        atMs: entry.timestamp,
        framesPerSecond: entry.framesPerSecond,
      };
    } else if (entry.type === 'candidate-pair' && entry.nominated && entry.state === 'succeeded') {
      numbers = { ...numbers, roundTripMs: entry.currentRoundTripTime * 1000 };
    }
  });
  return numbers;
}
