/**
 * Largest difference of a gradient from central differences of `loss`, relative to the gradient's largest entry. The
 * values are changed in place by a power of two, so that a change itself is not rounded, and put back.
 */
export function gradientError(
  values: Float32Array,
  gradient: ArrayLike<number>,
  loss: () => number,
  step = 2 ** -8,
): number {
  let [largest, error] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN;
    values[i] = value + step;
    const above = values[i] ?? NaN;
    const high = loss();
    values[i] = value - step;
    const below = values[i] ?? NaN;
    const low = loss();
    values[i] = value;
    const slope = (high - low) / (above - below);
    largest = Math.max(largest, Math.abs(gradient[i] ?? NaN));
    error = Math.max(error, Math.abs(slope - (gradient[i] ?? NaN)));
  }
  return error / largest;
}
