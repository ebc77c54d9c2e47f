import * as l10n from '@vscode/l10n';
import type { EncodedPair } from '../critic';
import { copyInputs } from '../encoding';
import type { Minibatch } from '../minibatch';
import type { StartTerms } from './startTerms';
import { parameterCount } from './parameters';
import type { CriticShape } from './shape';

/** assembly/index.ts; addresses in bytes. */
interface KernelExports {
  readonly memory: WebAssembly.Memory;
  layOut(
    xWidth: number,
    zWidth: number,
    hidden: number,
    silu: number,
    xDims: number,
    zDims: number,
    directions: number,
    rows: number,
    pairs: number,
    pool: number,
    draws: number,
  ): void;
  prepareRows(xRows: number, zRows: number): void;
  prepareDrawn(first: number, count: number): void;
  beginStep(rows: number, offset: number, reference: number): void;
  addRePaired(shift: number): number;
  partitionMean(): number;
  completeGradient(relativeLevel: number): void;
  ascend(rate: number, clip: number, decay: number, correction1: number, correction2: number): number;
  score(pairs: number, offset: number): void;
  readonly parameters: WebAssembly.Global;
  readonly gradient: WebAssembly.Global;
  readonly xDirections: WebAssembly.Global;
  readonly xOffsets: WebAssembly.Global;
  readonly zDirections: WebAssembly.Global;
  readonly zOffsets: WebAssembly.Global;
  readonly surplus: WebAssembly.Global;
  readonly constant: WebAssembly.Global;
  readonly xPool: WebAssembly.Global;
  readonly zPool: WebAssembly.Global;
  readonly draws: WebAssembly.Global;
  readonly xInputs: WebAssembly.Global;
  readonly zInputs: WebAssembly.Global;
  readonly xRows: WebAssembly.Global;
  readonly zRows: WebAssembly.Global;
  readonly scores: WebAssembly.Global;
}

/** How much the kernel's memory holds at once. */
export interface Sizes {
  /** Prepared rows of each side. */
  readonly rows: number;
  /** Pairs of them. */
  readonly pairs: number;
  /** Rows to draw from, and draws from them. */
  readonly pool?: number;
  readonly draws?: number;
}

/**
 * The kernel's memory laid out for critics of one shape. It holds one critic at a time; all of it is lost when the
 * instance is laid out anew.
 */
export class Workspace {
  /** Parameters and both moments of the optimiser. */
  readonly state: Float32Array;
  /** Of the last step, in the order of the parameters. */
  readonly gradient: Float32Array;
  /** Rows of the minibatches of a slice of training, one after the other. */
  readonly draws: Uint32Array;
  private readonly xPool: Float32Array;
  private readonly zPool: Float32Array;
  private readonly xInputs: Float32Array;
  private readonly zInputs: Float32Array;
  private readonly xRows: Uint32Array;
  private readonly zRows: Uint32Array;
  private readonly scores: Float32Array;

  constructor(
    private readonly kernel: KernelExports,
    shape: CriticShape,
    { rows, pairs, pool = 0, draws = 0 }: Sizes,
  ) {
    const { xWidth, zWidth, hidden, xDims, zDims, directions } = shape;
    const silu = Number(shape.activation === 'silu');
    kernel.layOut(xWidth, zWidth, hidden, silu, xDims, zDims, directions, rows, pairs, pool, draws);
    this.state = this.floats(kernel.parameters, 3 * parameterCount(shape));
    this.gradient = this.floats(kernel.gradient, parameterCount(shape));
    this.xPool = this.floats(kernel.xPool, pool * xWidth);
    this.zPool = this.floats(kernel.zPool, pool * zWidth);
    this.draws = new Uint32Array(kernel.memory.buffer, kernel.draws.value, draws);
    this.xInputs = this.floats(kernel.xInputs, rows * xWidth);
    this.zInputs = this.floats(kernel.zInputs, rows * zWidth);
    this.xRows = new Uint32Array(kernel.memory.buffer, kernel.xRows.value, pairs);
    this.zRows = new Uint32Array(kernel.memory.buffer, kernel.zRows.value, pairs);
    this.scores = this.floats(kernel.scores, pairs);
  }

  loadStart(terms: StartTerms): void {
    const { kernel } = this;
    const put = (at: WebAssembly.Global, values: Float32Array) => {
      this.floats(at, values.length).set(values);
    };
    put(kernel.xDirections, terms.xDirections);
    put(kernel.xOffsets, terms.xOffsets);
    put(kernel.zDirections, terms.zDirections);
    put(kernel.zOffsets, terms.zOffsets);
    put(kernel.surplus, terms.surplus);
    put(kernel.constant, Float32Array.of(terms.constant));
  }

  /** Puts the inputs of these rows in and makes what can be made of each row alone. */
  prepare({ x, z }: EncodedPair, xRows: Uint32Array, zRows: Uint32Array): void {
    copyInputs(x, xRows, this.xInputs);
    copyInputs(z, zRows, this.zInputs);
    this.kernel.prepareRows(xRows.length, zRows.length);
  }

  /**
   * Puts in the inputs of the rows that `draws` names: the pair's as they are where the pool holds all of its rows, else
   * those of the drawn rows alone, one for each draw, which then names that one.
   */
  loadPool({ x, z }: EncodedPair): void {
    const { draws } = this;
    if (this.xPool.length === x.rows * x.width && this.zPool.length === z.rows * z.width) {
      // Uint32Array.from takes thirty times as long: more than two training steps.
      const all = new Uint32Array(x.rows);
      for (let row = 0; row < all.length; row++) all[row] = row;
      copyInputs(x, all, this.xPool);
      copyInputs(z, all, this.zPool);
    } else {
      copyInputs(x, draws, this.xPool);
      copyInputs(z, draws, this.zPool);
      for (let i = 0; i < draws.length; i++) draws[i] = i;
    }
  }

  /** Prepares the rows of `count` draws from the `first` on. */
  prepareDrawn(first: number, count: number): void {
    this.kernel.prepareDrawn(first, count);
  }

  /**
   * Begins a gradient with the re-paired rows of the prepared minibatch, each weighted by e^(T - reference).
   * @returns log of the mean of e^T over them, and the largest T
   */
  addRePaired({ rows, shifts }: Minibatch, offset: number, reference: number) {
    const { kernel } = this;
    kernel.beginStep(rows.length, offset, reference);
    let largest = -Infinity;
    for (const shift of shifts) largest = Math.max(largest, kernel.addRePaired(shift));
    return { logMeanExp: reference + Math.log(kernel.partitionMean()), largest };
  }

  /** Completes it with the joint rows; `relativeLevel`: level of the partition term above the reference, nats. */
  completeGradient(relativeLevel: number): void {
    this.kernel.completeGradient(Math.exp(relativeLevel));
  }

  /** Takes the `step`-th step of the optimiser, counted from 1. Returns false where the gradient is not finite. */
  ascend(rate: number, clip: number, weightDecay: number, step: number): boolean {
    return this.kernel.ascend(rate, clip, weightDecay, 1 - 0.9 ** step, 1 - 0.999 ** step) !== 0;
  }

  /** T of pairs of prepared rows, the xPlaces[i]-th of x with the zPlaces[i]-th of z; a view that lasts until the next call. */
  score(xPlaces: Uint32Array, zPlaces: Uint32Array, offset: number): Float32Array {
    this.xRows.set(xPlaces);
    this.zRows.set(zPlaces);
    this.kernel.score(xPlaces.length, offset);
    return this.scores.subarray(0, xPlaces.length);
  }

  private floats(at: WebAssembly.Global, length: number): Float32Array {
    return new Float32Array(this.kernel.memory.buffer, at.value, length);
  }
}

/** One instance of the kernel; each call of the result lays its memory out anew. */
export function instantiate(module: WebAssembly.Module) {
  const abort = () => {
    throw new Error(l10n.t('The kernel stopped: it has run out of memory.'));
  };
  // Its types are those of assembly/index.ts, which only the kernel's compiler knows.
  const kernel = new WebAssembly.Instance(module, { env: { abort } }).exports as unknown as KernelExports;
  return (shape: CriticShape, sizes: Sizes) => new Workspace(kernel, shape, sizes);
}

export type LayOut = ReturnType<typeof instantiate>;
