import * as l10n from '@vscode/l10n';
import type { PreparedColumn } from './preparedColumn';

/** assembly/index.ts; addresses and lengths in bytes. */
export interface SeriesExports {
  readonly memory: WebAssembly.Memory;
  layOut(
    xCells: number,
    xSize: number,
    xPairs: number,
    xCoarse: number,
    xMerged: number,
    zCells: number,
    zSize: number,
    zPairs: number,
    zCoarse: number,
    zMerged: number,
    indicators: boolean,
    points: number,
  ): void;
  computeCritic(weights: number): void;
  logPartition(weights: number): number;
  useShares(): void;
  computeMoments(to: number): void;
  computeHessian(): void;
  factorize(matrix: number, n: number, row: number): number;
  solve(factor: number, vector: number, n: number, row: number): void;
  begin(): void;
  refactorize(): void;
  recompute(): void;
  maximize(weights: number, partition: number, tolerance: number, mostSteps: number): number;
  readonly taken: WebAssembly.Global;
  readonly vectorBytes: WebAssembly.Global;
  readonly weightRow: WebAssembly.Global;
  readonly blockBytes: WebAssembly.Global;
  readonly zCells: WebAssembly.Global;
  readonly xFunctions: WebAssembly.Global;
  readonly zFunctions: WebAssembly.Global;
  readonly xTransposed: WebAssembly.Global;
  readonly zTransposed: WebAssembly.Global;
  readonly xMasses: WebAssembly.Global;
  readonly zMasses: WebAssembly.Global;
  readonly xProducts: WebAssembly.Global;
  readonly zProducts: WebAssembly.Global;
  readonly xPairOf: WebAssembly.Global;
  readonly zPairOf: WebAssembly.Global;
  readonly density: WebAssembly.Global;
  readonly critic: WebAssembly.Global;
  readonly penalty: WebAssembly.Global;
  readonly mainPenalty: WebAssembly.Global;
  readonly hessian: WebAssembly.Global;
  readonly stride: WebAssembly.Global;
  readonly points: WebAssembly.Global;
}

/** Maximises series of pairs, one after the other: an instance of the compiled series kernel (assembly/). */
export class SeriesKernel {
  private readonly kernel: SeriesExports;

  /** @param module series.wasm */
  constructor(module: WebAssembly.Module) {
    this.kernel = instantiate(module);
  }

  /** Lays the memory out for a pair and so many critics of it; what it held of other pairs is lost. */
  begin(x: PreparedColumn, z: PreparedColumn, critics: number): SeriesProblem {
    return new SeriesProblem(this.kernel, x, z, critics);
  }
}

export function instantiate(module: WebAssembly.Module): SeriesExports {
  const abort = () => {
    throw new Error(l10n.t('The instant critic stopped: it has run out of memory.'));
  };
  // Its types are those of assembly/index.ts, which only the kernel's compiler knows.
  return new WebAssembly.Instance(module, { env: { abort } }).exports as unknown as SeriesExports;
}

/** A quadratic form: 1/2 sum of penalty times weight². */
export interface Penalty {
  /** Of each weight. */
  readonly weights: Float64Array;
  /** Where x has indicators: of the functions of z alone, which are sums over the indicators; the same for all weights of one b_j. */
  readonly mainEffects: Float64Array | null;
}

/** Weights of a series, with what the bound is made of there. */
export interface Point {
  readonly weights: Float64Array;
  /** E_R[a_i b_j], R being Q reweighted by e^T. */
  readonly moments: Float64Array;
  /** Means of a_i b_j over the rows that the critic is fitted to. */
  readonly target: Float64Array;
  /** log E_Q[e^T] */
  partition: number;
}

/**
 * Critics of one pair that are each to maximise w·m - log E_Q[e^T] - 1/2 sum penalty w² for their own moments m over
 * rows, of which x's functions are the rows. If one side is a category, x is: its indicators' weights do not meet in the
 * Hessian. The memory is the kernel's, until that begins with another pair.
 */
export class SeriesProblem {
  /** The critics, at T = 0 to begin with. */
  readonly points: readonly Point[];
  readonly dimensions: number;
  /** Functions a_i of x: its indicators, if it has them. */
  readonly xSize: number;
  /** Weight of a_i b_j: place i * weightRow + j; those past z's functions are 0. */
  readonly weightRow: number;
  /** Table of counts or of T: cells of x times this padded row. */
  readonly tableWidth: number;

  constructor(
    private readonly kernel: SeriesExports,
    readonly x: PreparedColumn,
    readonly z: PreparedColumn,
    critics: number,
  ) {
    this.xSize = x.indicators ? x.masses.length : x.size;
    const places = ({ curvature }: PreparedColumn) =>
      [curvature.pairs, curvature.cells, curvature.merged] as const;
    const xSizes = [x.masses.length, this.xSize, ...places(x)] as const;
    kernel.layOut(...xSizes, z.masses.length, z.size, ...places(z), x.indicators !== null, critics);
    this.weightRow = kernel.weightRow.value;
    this.dimensions = this.xSize * this.weightRow;
    this.tableWidth = kernel.zCells.value;
    const put = (at: WebAssembly.Global, values: Float32Array) => {
      this.floats(at, values.length).set(values);
    };
    const a = x.indicators ?? x.functions;
    put(kernel.xFunctions, a.values);
    put(kernel.xTransposed, a.transposed);
    put(kernel.zFunctions, z.functions.values);
    put(kernel.zTransposed, z.functions.transposed);
    this.floats(kernel.xMasses, x.masses.length).set(x.masses);
    this.floats(kernel.zMasses, z.masses.length).set(z.masses);
    if (!x.indicators) {
      this.doubles(kernel.xProducts.value, x.curvature.products.length).set(x.curvature.products);
      this.places(kernel.xPairOf, x.curvature.pairOf.length).set(x.curvature.pairOf);
    }
    this.doubles(kernel.zProducts.value, z.curvature.products.length).set(z.curvature.products);
    this.places(kernel.zPairOf, z.curvature.pairOf.length).set(z.curvature.pairOf);
    const vector = (k: number, place: number) =>
      this.doubles(this.address(k) + place * kernel.vectorBytes.value, this.dimensions);
    this.points = Array.from({ length: critics }, (_, k) => ({
      weights: vector(k, 0),
      moments: vector(k, 1),
      target: vector(k, 2),
      partition: 0,
    }));
    kernel.begin();
  }

  /** Puts the means of all functions over the rows that a table counts into the target of the k-th critic. */
  setTarget(k: number, counts: Uint32Array, rows: number): void {
    const shares = this.floats(this.kernel.density, counts.length);
    for (let i = 0; i < counts.length; i++) shares[i] = counts[i]! / rows;
    this.kernel.useShares();
    this.kernel.computeMoments(this.address(k) + 2 * this.kernel.vectorBytes.value);
  }

  /** The steps from now on are for this penalty. */
  penalize({ weights, mainEffects }: Penalty): void {
    this.doubles(this.kernel.penalty.value, this.dimensions).set(weights);
    // The kernel adds it to what all weights pay, the main effects among them.
    const main = this.doubles(this.kernel.mainPenalty.value, this.weightRow);
    mainEffects?.forEach((paid, j) => (main[j] = paid - weights[j]!));
    this.kernel.refactorize();
  }

  /** Takes the Hessian at the density that was computed last. */
  recompute(): void {
    this.kernel.recompute();
  }

  /**
   * Climbs with the k-th critic from where it is.
   * @param tolerance nats still promised by the slope at which to stop
   * @returns steps taken
   */
  maximize(k: number, tolerance: number, mostSteps: number): number {
    const point = this.points[k]!;
    point.partition = this.kernel.maximize(this.address(k), point.partition, tolerance, mostSteps);
    return this.kernel.taken.value;
  }

  /** T of the given weights, less `offset`, on every cell x cell, row-major. The first critic's weights are overwritten. */
  table(weights: Float64Array, offset: number): Float32Array {
    this.points[0]!.weights.set(weights);
    this.kernel.computeCritic(this.address(0));
    const [m, n] = [this.x.masses.length, this.z.masses.length];
    const critic = this.floats(this.kernel.critic, m * this.tableWidth);
    const out = new Float32Array(m * n);
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) out[i * n + j] = critic[i * this.tableWidth + j]! - offset;
    return out;
  }

  private address(k: number): number {
    return this.kernel.points.value + 3 * k * this.kernel.vectorBytes.value;
  }

  private floats(at: WebAssembly.Global, length: number): Float32Array {
    return new Float32Array(this.kernel.memory.buffer, at.value, length);
  }

  private doubles(at: number, length: number): Float64Array {
    return new Float64Array(this.kernel.memory.buffer, at, length);
  }

  private places(at: WebAssembly.Global, length: number): Uint32Array {
    return new Uint32Array(this.kernel.memory.buffer, at.value, length);
  }
}
