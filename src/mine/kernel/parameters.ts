import { paddedUnits, type CriticShape } from './shape';

/*
 * A critic's weights in two orders: that of statisticsNetwork.ts with alpha at the end, which all engines share, and
 * the kernel's, whose rows are padded with units of zero weight.
 */

/** Length of the parameters in the kernel's memory. */
export function parameterCount(shape: CriticShape): number {
  return (shape.xWidth + shape.zWidth + paddedUnits(shape) + 3) * paddedUnits(shape) + 4;
}

/** Length of the weights in the order that all engines share. */
export function weightCount({ xWidth, zWidth, hidden }: CriticShape): number {
  return (xWidth + zWidth + hidden + 3) * hidden + 2;
}

export function packParameters(shape: CriticShape, weights: Float32Array, parameters: Float32Array): void {
  const { hidden } = shape;
  const units = paddedUnits(shape);
  rowPlaces(shape).forEach((place, row) => {
    parameters.set(weights.subarray(row * hidden, (row + 1) * hidden), place * units);
  });
  parameters.set(weights.subarray(-2), parameterCount(shape) - 4);
}

export function unpackParameters(shape: CriticShape, parameters: Float32Array): Float32Array {
  const { hidden } = shape;
  const units = paddedUnits(shape);
  const weights = new Float32Array(weightCount(shape));
  rowPlaces(shape).forEach((place, row) => {
    weights.set(parameters.subarray(place * units, place * units + hidden), row * hidden);
  });
  const end = parameterCount(shape) - 4;
  weights.set(parameters.subarray(end, end + 2), weights.length - 2);
  return weights;
}

/** Where each row of `hidden` weights has its place, in rows of the kernel. */
function rowPlaces(shape: CriticShape): number[] {
  const { xWidth, zWidth, hidden } = shape;
  const before = xWidth + zWidth + 1 + hidden;
  const after = xWidth + zWidth + 1 + paddedUnits(shape);
  // First layer, its bias and second layer have no gap; then the second bias and the output.
  return [...Array.from({ length: before }, (_, row) => row), after, after + 1];
}
