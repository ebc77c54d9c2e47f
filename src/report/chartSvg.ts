import type { Figure as Drawing } from './heatmapSvg';
import type { Figure, FigurePanel, Series } from '../mine/reproductions/reproduction';
import { escaped } from './markup';
import { INKS, type Inks, type Paper } from './paper';

const PANEL_WIDTH = 380;
const PANEL_HEIGHT = 340;
const MOST_COLUMNS = 3;
const MARGIN = { left: 58, right: 16, top: 34, bottom: 46 };
const HEADER = 70;
/** Of the key: a row's height, a sign with what is about it, and a letter. */
const KEY_ROW = 20;
const KEY_SIGN = 40;
const KEY_LETTER = 6.2;

/** Panels of lines and points, side by side, with one key for all. */
export function chartSvg({ title, panels, oneScale = false }: Figure, paper: Paper): Drawing {
  const inks = INKS[paper];
  const columns = Math.min(MOST_COLUMNS, panels.length);
  const width = columns * PANEL_WIDTH;
  const names = [...new Set(panels.flatMap(({ series }) => series.map(({ name }) => name)))];
  const colour = (name: string) => colours(inks)[names.indexOf(name) % colours(inks).length] ?? inks.text;
  const marks = new Map(panels.flatMap(({ series }) => series.map(({ name, mark }) => [name, mark])));
  const scale = (shown: readonly FigurePanel[]) =>
    range(shown.flatMap(({ series }) => series.flatMap(({ points }) => points.map(([, y]) => y))));
  const longest = Math.max(0, ...names.map((name) => name.length));
  const fitting = Math.max(1, Math.floor((width - 32) / (KEY_SIGN + KEY_LETTER * longest)));
  const keysARow = Math.min(Math.max(1, names.length), fitting);
  const keyWidth = Math.min(190, (width - 32) / keysARow);
  const header = HEADER + KEY_ROW * (Math.ceil(names.length / keysARow) - 1);
  const height = header + Math.ceil(panels.length / columns) * PANEL_HEIGHT;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${inks.ground}"/>`,
    text(title, 16, 26, `font-size="15" font-weight="600" fill="${inks.text}"`),
    ...names.flatMap((name, i) => {
      const [x, y] = [16 + (i % keysARow) * keyWidth, 48 + KEY_ROW * Math.floor(i / keysARow)];
      return [
        sample(marks.get(name) ?? 'line', x, y, colour(name)),
        text(name, x + 32, y + 4, `fill="${inks.text}"`),
      ];
    }),
    ...panels.map((panel, i) => {
      const [column, row] = [i % columns, Math.floor(i / columns)];
      return `<g transform="translate(${column * PANEL_WIDTH} ${header + row * PANEL_HEIGHT})">${panelSvg(panel, scale(oneScale ? panels : [panel]), inks, colour)}</g>`;
    }),
    '</svg>\n',
  ];
  return { svg: parts.join('\n'), width, height };
}

function panelSvg(
  panel: FigurePanel,
  [yLow, yHigh]: readonly [number, number],
  inks: Inks,
  colour: (name: string) => string,
): string {
  const points = panel.series.flatMap((series) => series.points);
  const [xLow, xHigh] = range(points.map(([x]) => x));
  const right = PANEL_WIDTH - MARGIN.right;
  const bottom = PANEL_HEIGHT - MARGIN.bottom;
  const x = (value: number) => round(MARGIN.left + ((right - MARGIN.left) * (value - xLow)) / (xHigh - xLow));
  const y = (value: number) => round(bottom - ((bottom - MARGIN.top) * (value - yLow)) / (yHigh - yLow));
  return [
    text(panel.title, MARGIN.left, 20, `font-weight="600" fill="${inks.text}"`),
    ...ticks(yLow, yHigh, 5).flatMap((value) => [
      `<path d="M${MARGIN.left} ${y(value)}H${right}" stroke="${inks.lines}"/>`,
      text(label(value), MARGIN.left - 8, y(value) + 4, `text-anchor="end" fill="${inks.faint}"`),
    ]),
    ...ticks(xLow, xHigh, 6).map((value) =>
      text(label(value), x(value), bottom + 18, `text-anchor="middle" fill="${inks.faint}"`),
    ),
    text(panel.x, (MARGIN.left + right) / 2, bottom + 36, `text-anchor="middle" fill="${inks.faint}"`),
    `<text transform="translate(14 ${(MARGIN.top + bottom) / 2}) rotate(-90)" text-anchor="middle" fill="${inks.faint}">${escaped(panel.y)}</text>`,
    ...panel.series.map((series) => marksOf(series, x, y, colour(series.name))),
  ].join('\n');
}

function marksOf(
  { mark, points }: Series,
  x: (value: number) => number,
  y: (value: number) => number,
  colour: string,
): string {
  const places = points.map(([a, b]) => [x(a), y(b)] as const);
  switch (mark) {
    case 'line':
    case 'dashes': {
      const path = places.map(([a, b], i) => `${i ? 'L' : 'M'}${a} ${b}`).join('');
      const dash = mark === 'dashes' ? ' stroke-dasharray="6 4"' : '';
      return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>`;
    }
    case 'points': {
      // One path for all: zero-length lines with round ends.
      const dots = places.map(([a, b]) => `M${a} ${b}h0`).join('');
      const size = places.length > 100 ? 2 : 7;
      return `<path d="${dots}" fill="none" stroke="${colour}" stroke-width="${size}" stroke-linecap="round"/>`;
    }
  }
}

function sample(mark: Series['mark'], x: number, y: number, colour: string): string {
  return mark === 'points'
    ? `<path d="M${x + 12} ${y}h0" stroke="${colour}" stroke-width="7" stroke-linecap="round"/>`
    : `<path d="M${x} ${y}h24" stroke="${colour}" stroke-width="2"${mark === 'dashes' ? ' stroke-dasharray="6 4"' : ''}/>`;
}

/** Told apart with any colour vision, and by their marks: blue, orange, grey, green, purple. */
export function colours(inks: Inks): readonly string[] {
  return inks.ground === '#ffffff'
    ? [inks.reference, inks.heldOut, inks.train, '#0a7d5a', '#7a4fb0', '#a8326e']
    : [inks.reference, inks.heldOut, inks.train, '#4ec9a0', '#b695f0', '#f08cc0'];
}

/** The values' ends with a little room; a flat one gets some. */
function range(values: readonly number[]): [number, number] {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  if (!(high >= low)) return [0, 1];
  const room = high > low ? 0.04 * (high - low) : Math.abs(high) || 1;
  return [low >= 0 && low < 0.3 * high ? 0 : low - room, high + room];
}

/** @param more attributes */
export function text(words: string, x: number, y: number, more: string): string {
  return `<text x="${round(x)}" y="${round(y)}" ${more}>${escaped(words)}</text>`;
}

/** About `count` round numbers between the ends. */
export function ticks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

export function label(value: number): string {
  return String(Number(value.toPrecision(4)));
}

export function round(value: number): number {
  return Math.round(10 * value) / 10;
}
