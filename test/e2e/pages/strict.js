import '/dist/element.js';
import * as probe from '/probe.js';

// From the first paint on; what the user does must not count as an excuse here.
const shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) shifts.push(entry.value);
}).observe({ type: 'layout-shift', buffered: true });

Object.assign(window, { probe, shifts });
