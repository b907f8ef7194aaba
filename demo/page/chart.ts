import UPlot from 'uplot';
import { create } from './elements.js';
import { chartCeiling, History, historyLength } from './history.js';
import { gradeNames, type Measure } from './measures.js';

const seconds = Array.from({ length: historyLength }, (_, index) => index - historyLength + 1);
/** In px. */
const lineHeight = 46;
/** So many the chart shows at least; it widens to two minutes as they pass. */
const leastSeconds = 30;

/** A number that one sees at a glance: its value now, what that means, and a line of the last two minutes. */
export class Chart {
  readonly element: HTMLElement;
  readonly #measure: Measure;
  readonly #history = new History();
  readonly #value = create('strong', 'value', '–');
  readonly #unit: HTMLElement;
  readonly #grade = create('span', 'grade');
  readonly #range = create('small', 'range');
  readonly #place = create('div', 'line');
  #plot: UPlot | undefined;

  constructor(measure: Measure) {
    this.#measure = measure;
    this.#unit = create('span', 'unit', measure.unit);
    this.#place.ariaHidden = 'true';
    const now = create('p', 'now', this.#value, this.#unit);
    const head = create('header', '', create('h3', '', measure.name), this.#range, this.#grade);
    this.element = create('article', 'measure', head, now, this.#place);
    this.element.dataset.measure = measure.id;
    new ResizeObserver(() => this.draw()).observe(this.#place);
  }

  /** A look of one second; undefined where the number was not told. */
  add(value: number | undefined): void {
    this.#history.add(value);
    this.#tell(value);
  }

  clear(): void {
    this.#history.clear();
    this.#tell(undefined);
    this.draw();
  }

  /** Does nothing where the chart is not to be seen. */
  draw(): void {
    const width = this.#place.clientWidth;
    if (width === 0) return;
    this.#plot ??= this.#createPlot(width);
    if (this.#plot.width !== width) this.#plot.setSize({ width, height: lineHeight });
    this.#plot.setData([seconds, this.#history.points()]);
  }

  #tell(value: number | undefined): void {
    const grade = value === undefined ? undefined : this.#measure.grade(value);
    this.#value.textContent = this.#write(value);
    this.#grade.textContent = grade ? gradeNames[grade] : '';
    this.element.dataset.grade = grade ?? '';
    const range = this.#history.range();
    this.#range.textContent = range
      ? `${this.#write(range.lowest)} to ${this.#write(range.highest)}`
      : '';
  }

  #write(value: number | null | undefined): string {
    return value === undefined || value === null ? '–' : value.toFixed(this.#measure.digits);
  }

  #createPlot(width: number): UPlot {
    // Read at each drawing: light and dark change while the page is open.
    const color = () => getComputedStyle(this.element).getPropertyValue('--line-color');
    const { leastCeiling } = this.#measure;
    return new UPlot(
      {
        width,
        height: lineHeight,
        padding: [4, 4, 2, 2],
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
        axes: [{ show: false }, { show: false }],
        scales: {
          x: { time: false, range: () => [-Math.max(leastSeconds, this.#history.length - 1), 0] },
          y: { range: (_plot, _low, high) => [0, chartCeiling(high || 0, leastCeiling) * 1.04] },
        },
        series: [
          {},
          {
            stroke: color,
            width: 2,
            fill: () => `color-mix(in srgb, ${color()} 16%, transparent)`,
            points: { show: false },
          },
        ],
        hooks: { setCursor: [(plot) => this.#tellPast(plot.cursor.idx)] },
      },
      [seconds, this.#history.points()],
      this.#place,
    );
  }

  /** What was under the pointer, in the place of the range. */
  #tellPast(index: number | null | undefined): void {
    if (index === null || index === undefined) return;
    const ago = historyLength - 1 - index;
    const value = this.#write(this.#history.points()[index]);
    this.#range.textContent = ago === 0 ? `${value} now` : `${value}, ${ago} s ago`;
  }
}
