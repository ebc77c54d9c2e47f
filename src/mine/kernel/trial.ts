import { createRandom } from '../../dataset/random';
import type { EncodedPair } from '../critic';
import type { EncodedSide } from '../encoding';
import { initialWeights, type Activation } from '../statisticsNetwork';
import { startTerms } from './startTerms';
import { packParameters, parameterCount, weightCount } from './parameters';
import type { CriticShape } from './shape';
import { instantiate, type Workspace } from './workspace';

/** The main case: one numeric column on each side, with eight cosines. */
const SHAPE = { xWidth: 9, zWidth: 9, xDims: 1, zDims: 1, hidden: 32, directions: 1 } as const;
/** Not a multiple of four, so that the fill of the last group is tried too. */
const ROWS = 255;

/** A training step on made-up rows: what one build of the kernel makes of it, to hold against another, and how fast. */
export class Trial {
  readonly gradient: Float32Array;
  private readonly work: Workspace;
  private readonly pair: EncodedPair;
  private readonly rows = Uint32Array.from({ length: ROWS }, (_, i) => i);

  constructor(module: WebAssembly.Module, activation: Activation) {
    const shape: CriticShape = { ...SHAPE, activation };
    const random = createRandom(1);
    const side = (): EncodedSide => {
      const normals = (count: number) => Float32Array.from({ length: ROWS * count }, () => random.normal());
      const { xWidth: width, xDims: dims } = SHAPE;
      const features = { kind: 'own', values: normals(width - dims) } as const;
      return { ...NO_FACTS, rows: ROWS, width, dims, scores: normals(dims), features };
    };
    this.pair = { x: side(), z: side() };
    this.work = instantiate(module)(shape, { rows: ROWS, pairs: ROWS });
    const inputs = SHAPE.xWidth + SHAPE.zWidth;
    const weights = initialWeights({ inputs, hidden: SHAPE.hidden, activation }, random, weightCount(shape));
    for (let i = weights.length - SHAPE.hidden - 2; i < weights.length; i++) weights[i] = random.normal() / 8;
    const state = new Float32Array(3 * parameterCount(shape));
    packParameters(shape, weights, state);
    this.work.state.set(state);
    const projection = { direction: [1], offset: 0.1 };
    const directions = [{ slope: 1.4, curvature: 0.5, x: projection, z: projection }];
    this.work.loadStart(
      startTerms({ directions, constant: 0.3, value: () => NaN, values: () => new Float32Array(0) }, shape),
    );
    this.computeGradient();
    this.gradient = this.work.gradient.slice();
  }

  /** Takes so many training steps that change the weights little. */
  run(steps: number): void {
    for (let i = 1; i <= steps; i++) {
      this.computeGradient();
      this.work.ascend(1e-6, 1, 0, i);
    }
  }

  private computeGradient(): void {
    const { work, pair, rows } = this;
    work.prepare(pair, rows, rows);
    const { logMeanExp } = work.addRePaired({ rows, shifts: Uint32Array.of(1, 100) }, 0, 0);
    work.completeGradient(logMeanExp);
  }
}

const NO_FACTS = {
  discrete: false,
  positions: null,
  categories: null,
  entropy: 0,
  largestTie: 0,
  pooled: 0,
  constant: false,
} as const;

/** Largest difference of two gradients, relative to the largest entry; NaN where one of them has none. */
export function disagreement(a: Float32Array, b: Float32Array): number {
  let largest = 0;
  let difference = 0;
  for (let i = 0; i < a.length; i++) {
    largest = Math.max(largest, Math.abs(a[i]!));
    difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
  }
  return difference / largest;
}
