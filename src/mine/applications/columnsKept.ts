import { permutation, type Random } from '../../dataset/random';
import type { Bottleneck, BottleneckData } from './bottleneck';

/** Inputs that belong together, as those of one column: the first of them, and the one behind the last. */
export type InputRange = readonly [from: number, to: number];

/**
 * Which columns survive: nats of information about the target that are lost when one column's held-out cells are dealt to
 * other rows, for each column; the mean of `deals` such deals.
 */
export function columnsKept(
  model: Bottleneck,
  data: BottleneckData,
  random: Random,
  columns: readonly InputRange[] = Array.from({ length: data.x.width }, (_, i) => [i, i + 1] as const),
  deals = 1,
): Float64Array {
  const { width, values } = data.x;
  const rows = values.length / width;
  const whole = model.score(data).crossEntropy;
  return Float64Array.from(columns, ([from, to], column) => {
    const draws = random.fork(column);
    let lost = 0;
    for (let deal = 0; deal < deals; deal++) {
      const dealt = values.slice();
      const order = permutation(rows, draws);
      for (let i = 0; i < rows; i++)
        for (let c = from; c < to; c++) dealt[i * width + c] = values[order[i]! * width + c]!;
      lost += model.score({ x: { values: dealt, width }, target: data.target }).crossEntropy - whole;
    }
    return lost / deals;
  });
}
