import { axisOn, BELOW, BESIDE, bottomAxis, leftAxis, mostTicks, roomFor, xOn, yOn } from './axes';
import { markAt, radiusOf, thinned, type Mark } from './marks';
import type { Hit, NumericPoints, Plot, PlotInput } from './plot';
import { signOf } from './signs';

/** Two columns of numbers. */
export function scatterPlot(input: PlotInput<NumericPoints, NumericPoints>): Plot {
  const { x, z, pointwise, signs, width, scale } = input;
  const height = Math.round(Math.min(380, Math.max(240, 0.68 * width)));
  const { axis: vertical, name: upName } = axisOn(z, scale, 6);
  const left = roomFor(
    vertical.ticks.map(({ label }) => label),
    90,
  );
  const box = { left, right: width - BESIDE, top: 8, bottom: height - BELOW };
  const { axis: horizontal, name: acrossName } = axisOn(x, scale, mostTicks(x, box));
  const marks = thinned(
    x.values.map((value) => xOn(horizontal, box, value)),
    z.values.map((value) => yOn(vertical, box, value)),
    pointwise,
  );
  return {
    nodes: [
      ...bottomAxis(horizontal, box, acrossName),
      ...leftAxis(vertical, box, upName),
      ...drawn(marks).map((mark) => signOf(mark, signs)),
    ],
    height,
    at: (left, top) => hitOf(markAt(marks, left, top)),
  };
}

/** What tells most is drawn last, above the rest. */
export function drawn(marks: readonly Mark[]): Mark[] {
  return marks.toSorted((one, other) => Math.abs(one.pointwise ?? 0) - Math.abs(other.pointwise ?? 0));
}

export function hitOf(mark: Mark | undefined): Hit | undefined {
  if (!mark) return undefined;
  const radius = radiusOf(mark);
  return { rows: mark.rows, x: mark.x - radius, y: mark.y - radius, width: 2 * radius, height: 2 * radius };
}
