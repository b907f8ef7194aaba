// @ts-check
/**
 * The measured parts of docs/reliability.md, as Markdown.
 *
 * @typedef {object} FaultResult
 * @property {string} id
 * @property {string} name
 * @property {string} end
 * @property {string} [healedBy]
 * @property {number} [noticedMs]
 * @property {number} [pictureMs]
 * @property {number} [freezeMs]
 * @property {string} typed
 */

/** @param {number | undefined} ms */
function seconds(ms) {
  return ms === undefined ? '–' : `${(ms / 1000).toFixed(ms < 995 ? 2 : 1)} s`;
}

/** @param {readonly (readonly string[])[]} rows the first one is the head */
function table(rows) {
  const [head = [], ...body] = rows;
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...body.map(line)].join('\n');
}

/**
 * @param {Readonly<Record<string, FaultResult>>} results by the id of their row, in its order
 * @param {string} machine
 */
export function faultTable(results, machine) {
  const head = [
    'id',
    'fault',
    'ends',
    'healed by',
    'noticed after',
    'picture again after',
    'longest freeze',
    'typed meanwhile',
  ];
  const rows = Object.values(results).map((result) => [
    `\`${result.id}\``,
    result.name,
    `\`${result.end}\``,
    result.healedBy ?? '–',
    seconds(result.noticedMs),
    seconds(result.pictureMs),
    seconds(result.freezeMs),
    result.typed,
  ]);
  return `${table([head, ...rows])}\n\nMeasured on: ${machine}.`;
}

/** What a reader wants to know of each metric. */
const metricNames = {
  'recover.signalling_ms': 'signalling killed while live, until signalling stands again, median',
  'recover.media_cut_5s_ms': 'media path cut for 5 s, from its end to a new picture, median',
  'leak.cycles': 'sessions opened and ended in one page',
  'leak.left_over': 'peers, sockets, timers, listeners, observers, elements and DOM nodes left',
  'leak.failed_sessions': 'of those sessions, ended by an error',
  'leak.heap_growth_bytes': 'heap growth over all of them',
  'latency.end_to_end_ms': 'phone’s picture drawn until on screen, bad network, median',
  'latency.growth_ms_per_min': 'growth of that latency',
};

/** @param {string} name @param {number} value */
function readable(name, value) {
  if (name.endsWith('_bytes')) return `${Math.round(value / 1024)} KiB`;
  if (name.endsWith('_ms_per_min')) return `${value.toFixed(1)} ms/min`;
  if (name.endsWith('_ms')) return `${Math.round(value)} ms`;
  return String(value);
}

/**
 * @param {Readonly<Record<string, number>>} metrics
 * @param {string} machine
 */
export function benchTable(metrics, machine) {
  const rows = Object.entries(metricNames).flatMap(([name, meaning]) => {
    const value = metrics[name];
    return value === undefined ? [] : [[`\`${name}\``, meaning, readable(name, value)]];
  });
  return `${table([['metric', 'what', 'measured'], ...rows])}\n\nMeasured on: ${machine}.`;
}

/**
 * Replaces what stands between `<!-- measured: NAME -->` and `<!-- /measured -->`.
 * @param {string} text @param {string} name @param {string} part
 */
export function replacePart(text, name, part) {
  const [start, end] = [`<!-- measured: ${name} -->`, '<!-- /measured -->'];
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`The document has no part "${name}".`);
  return `${text.slice(0, from + start.length)}\n\n${part}\n\n${text.slice(to)}`;
}
