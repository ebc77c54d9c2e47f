import type { Random } from '../../dataset/random';
import { logistic } from '../networks/losses';
import { MutualInformationCritic, type SideRows } from '../networks/miCritic';
import { perceptron, type Network } from '../networks/network';
import type { MatrixProducts } from '../networks/products';

/** What the adversarially trained networks share. */

/** Iterations between two reports of progress. */
export const REPORT_EVERY = 10;
/** Rate of the moving average that corrects the gradient of the partition term. */
const AVERAGE_RATE = 0.05;

/** Whether progress is told after this iteration, counted from 1. */
export function isReported(iteration: number, iterations: number): boolean {
  return iteration % REPORT_EVERY === 0 || iteration === iterations;
}

export interface InformationSettings {
  /** Units of the critic's hidden layers, ELU. */
  readonly critic: readonly number[];
  readonly learningRate: number;
  /** 0: there is no term of mutual information. */
  readonly informationWeight: number;
}

/** The critic of the term of mutual information; null without the term. */
export function informationCritic(
  xWidth: number,
  zWidth: number,
  { critic, learningRate, informationWeight }: InformationSettings,
  products: MatrixProducts,
  random: Random,
): MutualInformationCritic | null {
  if (informationWeight <= 0) return null;
  const { layers } = perceptron(xWidth + zWidth, critic, 1, { activation: 'elu' });
  const settings = { layers, estimator: 'mine' as const, learningRate, averageRate: AVERAGE_RATE };
  return new MutualInformationCritic(xWidth, zWidth, settings, products, random);
}

/**
 * The discriminator's gradient for telling the first half of the rows, which it takes for real, from the second.
 * @param slopes room for one number a row
 * @returns its loss, nats
 */
export function tellApart(discriminator: Network, rows: Float32Array, slopes: Float32Array): number {
  const half = slopes.length / 2;
  const verdicts = discriminator.forward(rows, slopes.length, true);
  const real = logistic(verdicts.subarray(0, half), true);
  const made = logistic(verdicts.subarray(half), false);
  slopes.set(real.derivative);
  slopes.set(made.derivative, half);
  discriminator.backward(slopes);
  return real.value + made.value;
}

/**
 * Adds the gradient of the information to the adversarial one that the network holds, scaled down to at most its norm
 * (Belghazi et al. 2018, algorithm 2 of the appendix).
 * @param outputs the information's derivative by the network's outputs
 * @param held room for a gradient
 * @returns the factor by which it was scaled
 */
export function ascendInformation(
  network: Network,
  outputs: Float32Array,
  weight: number,
  held: Float32Array,
): number {
  held.set(network.gradient);
  network.clearGradient();
  network.backward(outputs.map((d) => -weight * d));
  const factor = clipTo(norm(held), network.gradient);
  add(held, network.gradient);
  return factor;
}

/** Scales a gradient down to the given norm where its own is larger; returns the factor. */
export function clipTo(most: number, gradient: Float32Array): number {
  const own = norm(gradient);
  if (own <= most) return 1;
  const factor = most / own;
  for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! * factor;
  return factor;
}

export function norm(gradient: Float32Array): number {
  let square = 0;
  for (let i = 0; i < gradient.length; i++) square += gradient[i]! * gradient[i]!;
  return Math.sqrt(square);
}

export function normals(length: number, random: Random): Float32Array {
  const out = new Float32Array(length);
  for (let i = 0; i < length; i++) out[i] = random.normal();
  return out;
}

/** Rows drawn with replacement, into the beginning of `to`. */
export function drawRows({ values, width }: SideRows, count: number, random: Random, to: Float32Array): void {
  const rows = values.length / width;
  for (let i = 0; i < count; i++) {
    const row = random.integer(rows);
    to.set(values.subarray(row * width, (row + 1) * width), i * width);
  }
}

function add(from: Float32Array, to: Float32Array): void {
  for (let i = 0; i < to.length; i++) to[i] = to[i]! + from[i]!;
}
