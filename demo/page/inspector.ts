import { Chart } from './chart.js';
import { describeMessage } from './describe-message.js';
import { find } from './elements.js';
import { Log } from './log.js';
import { measures } from './measures.js';
import { makeTabs } from './tabs.js';

type Player = HTMLElementTagNameMap['telepad-phone'];
type Statistics = HTMLElementEventMap['telepad-stats']['detail']['statistics'];

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

/**
 * Fills the panel beside the player: state, charts, events and what is sent.
 * @returns adds an event of the page's own
 */
export function inspect(player: Player, panel: HTMLElement): (text: string) => void {
  const events = new Log(find('#events', panel));
  const details = find<HTMLDetailsElement>('details', panel);
  const charts = measures.map((measure) => ({ measure, chart: new Chart(measure) }));
  find('#charts', panel).append(...charts.map(({ chart }) => chart.element));

  const show = (fact: string, text: string): void => {
    for (const place of panel.querySelectorAll(`[data-fact="${fact}"]`)) {
      if (place.textContent !== text) place.textContent = text;
    }
  };
  const draw = (): void => {
    if (!document.hidden) for (const { chart } of charts) chart.draw();
  };

  player.addEventListener('telepad-state', ({ detail: { state } }) => {
    panel.dataset.state = state;
    show('state', stateNames[state] ?? state);
    events.add(state);
  });
  player.addEventListener('telepad-stats', ({ detail: { statistics } }) => {
    panel.dataset.quality = statistics.networkQuality;
    for (const [fact, text] of Object.entries(factsOf(statistics))) show(fact, text);
    for (const { measure, chart } of charts) chart.add(measure.read(statistics));
    draw();
  });
  tellEvents(player, events);
  onEachSession(player, () => {
    // Numbers of a session that has ended say nothing of the next one.
    for (const { chart } of charts) chart.clear();
    for (const place of panel.querySelectorAll('[data-fact]:not([data-fact=state])'))
      place.textContent = '';
    panel.dataset.quality = '';
  });
  tellMessages(player, new Log(find('#messages', panel)));

  makeTabs(find('[role=tablist]', panel), draw);
  details.addEventListener('toggle', draw);
  document.addEventListener('visibilitychange', draw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  // Beside the player there is room for the facts; below it they take the room from the picture.
  const isWide = matchMedia('(min-width: 900px) and (min-height: 481px)');
  const fold = (): void => {
    details.open = isWide.matches;
  };
  isWide.addEventListener('change', fold);
  fold();
  return (text) => events.add(text);
}

function tellEvents(player: Player, events: Log): void {
  player.addEventListener('telepad-progress', ({ detail: { stage } }) => {
    events.add(`not ready yet: ${stage}`, stage);
  });
  player.addEventListener('telepad-clipboard', ({ detail: { text } }) => {
    events.add(`copied on the phone: ${[...text].length} characters`);
  });
  player.addEventListener('telepad-upload', ({ detail: { file, state } }) => {
    events.add(`file ${file.name}: ${state}`, `file ${file.name} ${state}`);
  });
  player.addEventListener('telepad-error', ({ detail: { error } }) => {
    events.add(`error: ${error.code}`);
  });
  player.addEventListener('telepad-lost', ({ detail: { messages } }) => {
    events.add(`lost: ${messages.map(({ type }) => type).join(', ')}`);
  });
  // What a session deals with by itself is told by the session alone.
  onEachSession(player, (session) =>
    session.on('trouble', ({ code }) => events.add(`trouble: ${code}`)),
  );
}

/** All that the page, its view and its toolbar send goes through the session's `send`: listening there misses nothing. */
function tellMessages(player: Player, messages: Log): void {
  onEachSession(player, (session) => {
    const send = session.send.bind(session);
    session.send = (message) => {
      send(message);
      const { text, kind } = describeMessage(message);
      messages.add(text, kind);
    };
  });
}

function onEachSession(
  player: Player,
  begin: (session: NonNullable<Player['session']>) => void,
): void {
  let known: Player['session'];
  player.addEventListener('telepad-state', () => {
    if (!player.session || player.session === known) return;
    known = player.session;
    begin(known);
  });
}

/** The facts as a user reads them; empty where the browser does not tell. */
function factsOf({ video, path, isRelayed, ...all }: Statistics): Record<string, string> {
  const write = (value: number | undefined, unit: string) =>
    value === undefined ? '' : `${value.toFixed(0)} ${unit}`;
  const { width, height, frameRates } = video ?? {};
  const protocol = isRelayed ? (path?.relayProtocol ?? path?.protocol) : path?.protocol;
  const route = protocol && `${isRelayed ? 'relayed' : 'direct'}, ${protocol.toUpperCase()}`;
  return {
    network: all.networkQuality === 'unknown' ? '' : all.networkQuality,
    picture: width && height ? `${width} × ${height}` : '',
    codec: [video?.codec, all.audio?.codec].filter(Boolean).join(' · '),
    frameRate: write(frameRates?.presented ?? video?.framesPerSecond, 'fps'),
    roundTrip: write(all.roundTripMs, 'ms'),
    path: route ?? '',
  };
}
