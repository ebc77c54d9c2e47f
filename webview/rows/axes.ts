import * as l10n from '@vscode/l10n';
import { widestText } from '../dom';
import { axisOf, placeOn, type Axis } from './axis';
import { hasLogarithm, logAxis, rankAxis, type AxisScale } from './axisScale';
import type { Box, NumericPoints } from './plot';
import { svg } from './svg';

export const FONT_SIZE = 11;
/** To the right of the plot. */
export const BESIDE = 8;
/** Below the plot: tick labels and the axis' name. */
export const BELOW = 38;

/** Room that labels on the left need, with the axis' name beside them. */
export function roomFor(labels: readonly string[], most: number): number {
  return Math.min(most, Math.ceil(widestText(labels, FONT_SIZE)) + 12) + 18;
}

/** Along the bottom; dates have longer labels. */
export function mostTicks({ isDate }: Pick<NumericPoints, 'isDate'>, { left, right }: Box): number {
  return Math.max(2, Math.floor((right - left) / (isDate ? 75 : 52)));
}

/** A column's axis and what it is called: as asked for, where its values have such an axis. */
export function axisOn(
  column: NumericPoints,
  scale: AxisScale,
  most: number,
): { readonly axis: Axis; readonly name: string } {
  const { name, values, isDate } = column;
  if (scale === 'logarithm' && hasLogarithm(column))
    return { axis: logAxis(values, most), name: l10n.t('{0}, logarithmic', name) };
  if (scale === 'ranks' && !isDate)
    return { axis: rankAxis(values, most), name: l10n.t('{0}, by rank', name) };
  return { axis: axisOf(values, isDate, most), name };
}

export function xOn(axis: Axis, { left, right }: Box, value: number): number {
  return left + placeOn(axis, value) * (right - left);
}

export function yOn(axis: Axis, { top, bottom }: Box, value: number): number {
  return bottom - placeOn(axis, value) * (bottom - top);
}

export function bottomAxis(axis: Axis, box: Box, name: string): SVGElement[] {
  const ticks = axis.ticks.flatMap(({ value, label }) => {
    const x = xOn(axis, box, value);
    // The last one is moved rather than cut off.
    const middle = Math.min(x, box.right + BESIDE - widestText([label], FONT_SIZE) / 2);
    return [
      svg('line', { class: 'grid-line', x1: x, x2: x, y1: box.top, y2: box.bottom }),
      svg('text', { x: middle, y: box.bottom + 15, 'text-anchor': 'middle' }, label),
    ];
  });
  return [...ticks, bottomName(box, name)];
}

export function leftAxis(axis: Axis, box: Box, name: string): SVGElement[] {
  const ticks = axis.ticks.flatMap(({ value, label }) => {
    const y = yOn(axis, box, value);
    return [
      svg('line', { class: 'grid-line', x1: box.left, x2: box.right, y1: y, y2: y }),
      svg('text', { x: box.left - 6, y: y + 4, 'text-anchor': 'end' }, label),
    ];
  });
  return [...ticks, leftName(box, name)];
}

export function bottomName({ left, right, bottom }: Box, name: string): SVGElement {
  const middle = (left + right) / 2;
  const text = shortened(name, right - left);
  return svg('text', { class: 'axis-name', x: middle, y: bottom + 33, 'text-anchor': 'middle' }, text);
}

export function leftName({ top, bottom }: Box, name: string): SVGElement {
  const middle = (top + bottom) / 2;
  const transform = `translate(11 ${middle}) rotate(-90)`;
  const text = shortened(name, bottom - top);
  return svg('text', { class: 'axis-name', transform, 'text-anchor': 'middle' }, text);
}

/** As much of a text as fits into so many pixels. */
export function shortened(text: string, room: number): string {
  if (widestText([text], FONT_SIZE) <= room) return text;
  let length = text.length;
  while (length > 1 && widestText([`${text.slice(0, length)}…`], FONT_SIZE) > room) length--;
  return `${text.slice(0, length)}…`;
}
