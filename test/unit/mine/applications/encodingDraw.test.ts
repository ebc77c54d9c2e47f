import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import {
  backThroughDraw,
  drawEncoding,
  encodingMean,
  type EncodingShape,
} from '../../../../src/mine/applications/encodingDraw';

const ROWS = 3;
const LATENT = 2;

describe.each([
  { stochastic: true, bounded: true },
  { stochastic: true, bounded: false },
  { stochastic: false, bounded: true },
  { stochastic: false, bounded: false },
])('an encoding drawn with %o', (kind) => {
  const shape: EncodingShape = { latent: LATENT, ...kind };
  const random = createRandom(5);
  const values = (n: number) => Float32Array.from({ length: n }, () => 2 * random.normal());
  const outputs = values(ROWS * LATENT * (kind.stochastic ? 2 : 1));
  const [dT, ofMeans, ofLogs] = [values(ROWS * LATENT), values(ROWS * LATENT), values(ROWS * LATENT)];
  const hasDraw = kind.stochastic || kind.bounded;
  const dMeans = hasDraw ? ofMeans : undefined;
  const dLogDeviations = kind.stochastic ? ofLogs : undefined;

  /** Linear in T, its means and its log-deviations, with the same noise each time. */
  function objective(at: Float32Array): number {
    const draw = drawEncoding(at, shape, createRandom(9));
    const sum = (weights: Float32Array | undefined, some: Float32Array) =>
      weights?.reduce((total, weight, i) => total + weight * (some[i] ?? 0), 0) ?? 0;
    return sum(dT, draw.t) + sum(dMeans, draw.means) + sum(dLogDeviations, draw.logDeviations);
  }

  it('has the gradient that numerical differentiation gives', () => {
    const draw = drawEncoding(outputs, shape, createRandom(9));
    const gradient = backThroughDraw(draw, shape, { dT, dMeans, dLogDeviations });
    const step = 1 / 64;
    outputs.forEach((output, i) => {
      const [up, down] = [output + step, output - step].map((value) => objective(outputs.with(i, value)));
      // Float32 has 2^-24 of sums up to 30, over a step of 1/32; the third derivative takes step² / 6 of it.
      expect(gradient[i]).toBeCloseTo(((up ?? NaN) - (down ?? NaN)) / (2 * step), 2);
    });
  });

  it('has the mean that it has without noise', () => {
    const { means } = drawEncoding(outputs, shape, createRandom(9));
    const width = kind.stochastic ? 2 * LATENT : LATENT;
    const first = outputs[width] ?? NaN;
    expect(means[LATENT]).toBeCloseTo(encodingMean(first, kind.bounded), 5);
    if (kind.bounded) expect(Math.max(...means.map(Math.abs))).toBeLessThanOrEqual(5);
  });
});
