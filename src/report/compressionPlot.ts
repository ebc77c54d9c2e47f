import { label, round, text, ticks } from './chartSvg';
import type { Units } from './format';
import { escaped } from './markup';
import type { Inks } from './paper';

export const PANEL = { width: 420, height: 340 };
export const PLOT = { left: 56, right: PANEL.width - 24, top: 58, bottom: PANEL.height - 50 };
/** Where names stand beside bars. */
export const NAMES = 196;

export interface Look {
  readonly units: Units;
  readonly inks: Inks;
  /** Of the kinds of bottleneck, and of classes. */
  readonly palette: readonly string[];
}

export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly of: (value: number) => number;
}

export function scale([low, high]: readonly [number, number], [from, to]: readonly [number, number]): Scale {
  return { low, high, of: (value) => round(from + ((to - from) * (value - low)) / (high - low)) };
}

export function axes(x: Scale, y: Scale, look: Look): string[] {
  const { inks } = look;
  return [
    ...ticks(y.low, y.high, 5).flatMap((value) => [
      `<path d="M${PLOT.left} ${y.of(value)}H${PLOT.right}" stroke="${inks.lines}"/>`,
      text(label(value), PLOT.left - 8, y.of(value) + 4, `text-anchor="end" fill="${inks.faint}"`),
    ]),
    ...ticks(x.low, x.high, 6).map((value) =>
      text(label(value), x.of(value), PLOT.bottom + 18, `text-anchor="middle" fill="${inks.faint}"`),
    ),
  ];
}

export function verticals(x: Scale, { inks }: Look, unit: string): string[] {
  return [
    ...ticks(x.low, x.high, 4).flatMap((value) => [
      `<path d="M${x.of(value)} ${PLOT.top - 8}V${PLOT.bottom + 4}" stroke="${inks.lines}"/>`,
      text(label(value), x.of(value), PLOT.bottom + 18, `text-anchor="middle" fill="${inks.faint}"`),
    ]),
    text(unit, PLOT.right, PANEL.height - 14, `text-anchor="end" fill="${inks.faint}"`),
  ];
}

export function heading(words: string, inks: Inks): string {
  return text(words, 16, 18, `font-weight="600" fill="${inks.text}"`);
}

export function dot([x, y]: readonly [number, number], colour: string, inks: Inks, words?: string): string {
  const title = words === undefined ? '' : `<title>${escaped(words)}</title>`;
  return `<circle cx="${x}" cy="${y}" r="5" fill="${colour}" stroke="${inks.ground}" stroke-width="1.5">${title}</circle>`;
}
