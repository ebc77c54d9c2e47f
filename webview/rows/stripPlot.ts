import { axisOn, BELOW, BESIDE, bottomAxis, leftName, mostTicks, roomFor, shortened, xOn } from './axes';
import { boxesOf, spread, type Box } from './boxes';
import { markAt, thinned } from './marks';
import type { CategoricalPoints, NumericPoints, Plot, PlotInput } from './plot';
import { drawn, hitOf } from './scatterPlot';
import { signOf } from './signs';
import { svg } from './svg';

const LEAST_HEIGHT = 240;
/** Height of a category's strip, and how much of it its rows take. */
const LEAST_STRIP = 26;
const FILLED = 0.7;

/** A strip of rows and a box plot for each category; the numbers run along the bottom, so that names can be read. */
export function stripPlot(input: PlotInput<NumericPoints, CategoricalPoints>): Plot {
  const { x: numbers, z: categories, pointwise, signs, width, scale } = input;
  const boxes = boxesOf(categories.codes, numbers.values);
  const height = Math.max(LEAST_HEIGHT, boxes.length * LEAST_STRIP + BELOW + 8);
  const names = boxes.map(({ level }) => categories.levels[level] ?? '');
  const left = roomFor(names, Math.min(160, 0.3 * width));
  const frame = { left, right: width - BESIDE, top: 8, bottom: height - BELOW };
  const { axis, name } = axisOn(numbers, scale, mostTicks(numbers, frame));
  const strip = (frame.bottom - frame.top) / Math.max(1, boxes.length);
  const middles = new Map(boxes.map(({ level }, at) => [level, frame.top + (at + 0.5) * strip]));
  const middle = (level: number) => middles.get(level) ?? frame.top;
  const marks = thinned(
    numbers.values.map((value) => xOn(axis, frame, value)),
    categories.codes.map((level, row) => middle(level) + FILLED * strip * spread(row)),
    pointwise,
  );
  const place = (value: number) => xOn(axis, frame, value);
  return {
    nodes: [
      ...bottomAxis(axis, frame, name),
      leftName(frame, categories.name),
      ...boxes.map(({ level }, at) =>
        svg(
          'text',
          { x: left - 6, y: middle(level) + 4, 'text-anchor': 'end' },
          shortened(names[at] ?? '', left - 26),
        ),
      ),
      ...drawn(marks).map((mark) => signOf(mark, signs)),
      ...boxes.map((box) => boxSign(box, place, middle(box.level), 0.5 * FILLED * strip)),
    ],
    height,
    at: (x, y) => hitOf(markAt(marks, x, y)),
  };
}

function boxSign(box: Box, place: (value: number) => number, middle: number, half: number): SVGElement {
  const [lowest, lower, median, upper, highest] = [
    box.lowest,
    box.lowerQuartile,
    box.median,
    box.upperQuartile,
    box.highest,
  ].map((value) => place(value).toFixed(1));
  const [top, bottom] = [(middle - half).toFixed(1), (middle + half).toFixed(1)];
  const line = middle.toFixed(1);
  return svg('path', {
    class: 'box',
    d: `M${lowest} ${line}H${lower}M${upper} ${line}H${highest}M${lower} ${top}H${upper}V${bottom}H${lower}ZM${median} ${top}V${bottom}`,
  });
}
