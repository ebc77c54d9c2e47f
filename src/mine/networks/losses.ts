/** A mean over rows, nats, and its derivative with respect to the network's outputs. */
export interface Loss {
  readonly value: number;
  readonly derivative: Float32Array;
}

/**
 * Mean of -log of the probability, by the logistic function of an output, that a row is of the wanted kind: what a
 * discriminator minimises on real (true) and generated (false) rows, and the generator, not to saturate, with `true` on
 * its own (Goodfellow et al., NeurIPS 2014).
 */
export function logistic(outputs: Float32Array, wanted: boolean): Loss {
  const n = outputs.length;
  const sign = wanted ? 1 : -1;
  const derivative = new Float32Array(n);
  let value = 0;
  for (let i = 0; i < n; i++) {
    const margin = sign * outputs[i]!;
    value += softplus(-margin);
    derivative[i] = -sign / (1 + Math.exp(margin)) / n;
  }
  return { value: value / n, derivative };
}

/** Mean cross-entropy -log q(class | outputs), q being the softmax of a row's outputs [rows][classes]. */
export function crossEntropy(outputs: Float32Array, classes: Int32Array, count: number): Loss {
  const n = classes.length;
  const derivative = new Float32Array(n * count);
  let value = 0;
  for (let i = 0; i < n; i++) {
    const row = outputs.subarray(i * count, (i + 1) * count);
    const top = row.reduce((most, output) => Math.max(most, output), -Infinity);
    let sum = 0;
    for (let c = 0; c < count; c++) sum += Math.exp(row[c]! - top);
    const level = top + Math.log(sum);
    value += level - row[classes[i]!]!;
    for (let c = 0; c < count; c++)
      derivative[i * count + c] = (Math.exp(row[c]! - level) - (c === classes[i] ? 1 : 0)) / n;
  }
  return { value: value / n, derivative };
}

/**
 * Mean of -log of a normal density of deviation e^logDeviation around the outputs.
 * @returns besides, the derivative with respect to the log-deviation
 */
export function gaussianLogLoss(
  outputs: Float32Array,
  targets: Float32Array,
  logDeviation: number,
): Loss & { readonly dLogDeviation: number } {
  const n = targets.length;
  const precision = Math.exp(-2 * logDeviation);
  const derivative = new Float32Array(n);
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const error = outputs[i]! - targets[i]!;
    squares += error * error;
    derivative[i] = (precision * error) / n;
  }
  const mean = (precision * squares) / n;
  return {
    value: 0.5 * (Math.log(2 * Math.PI) + mean) + logDeviation,
    derivative,
    dLogDeviation: 1 - mean,
  };
}

/** Kullback-Leibler divergence of independent normals from standard ones, nats, mean over rows of their sums. */
export function divergenceFromStandard(
  means: Float32Array,
  logDeviations: Float32Array,
  rows: number,
): { readonly value: number; readonly dMeans: Float32Array; readonly dLogDeviations: Float32Array } {
  const dMeans = means.map((m) => m / rows);
  const dLogDeviations = new Float32Array(means.length);
  let value = 0;
  for (let i = 0; i < means.length; i++) {
    const variance = Math.exp(2 * logDeviations[i]!);
    value += 0.5 * (means[i]! ** 2 + variance - 1) - logDeviations[i]!;
    dLogDeviations[i] = (variance - 1) / rows;
  }
  return { value: value / rows, dMeans, dLogDeviations };
}

/** log(1 + e^x) */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}
