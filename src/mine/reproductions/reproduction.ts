import type { Engine } from '../critic';
import type { MatrixProducts } from '../networks/products';

export const REPRODUCTIONS = [
  'gaussian',
  'nonlinear',
  'spiral',
  'gaussians25',
  'bottleneck',
  'inference',
] as const;
/** An experiment of Belghazi et al. (ICML 2018), made again. */
export type ReproductionName = (typeof REPRODUCTIONS)[number];

/**
 * `full`: the paper's sizes, as near as there are data for them. `quick`: fewer rows, units, steps or seeds, under two minutes
 * on two cores. `medium`: between them, what the records in docs/paper have where the full form takes too long.
 */
export const FORMS = ['quick', 'medium', 'full'] as const;
export type Form = (typeof FORMS)[number];

export interface ReproductionChoice {
  readonly form: Form;
  readonly seed: number;
  /** Repetitions of the trained systems, in place of what the form has. */
  readonly seeds?: number | undefined;
}

/** What a thread computes with. */
export interface Tools {
  readonly engine: Engine;
  readonly products: MatrixProducts;
  /** Handwritten digits, where they are installed. */
  readonly digits: () => Digits;
}

/** Images of 28 x 28 grey values from 0 to 1, in random order, with the digit that each shows. */
export interface Digits {
  readonly values: Float32Array;
  readonly labels: Int32Array;
}

export type Cell = string | number | null;

export interface Reproduction {
  readonly title: string;
  /** Every number that shaped the result. */
  readonly settings: Readonly<Record<string, Cell>>;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** What the paper says, and where that is known from. */
  readonly paper: readonly string[];
  /** What must come out, and whether it did. */
  readonly findings: readonly Finding[];
  /** What a reader should know about how this was made. */
  readonly notes: readonly string[];
  readonly figure: Figure;
}

export interface Finding {
  readonly claim: string;
  readonly holds: boolean;
  /** The numbers it rests on. */
  readonly measured: string;
}

export interface Figure {
  readonly title: string;
  readonly panels: readonly FigurePanel[];
  /** The panels share the scale up. */
  readonly oneScale?: boolean;
}

export interface FigurePanel {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly series: readonly Series[];
}

export interface Series {
  readonly name: string;
  readonly mark: 'line' | 'dashes' | 'points';
  readonly points: readonly (readonly [number, number])[];
}

/** One training or estimate, which draws its random numbers apart from all others: the same on any thread, in any order. */
export interface Part<P> {
  readonly words: string;
  /** Yields the share that is done. What it returns is plain data, which one thread can hand to another. */
  run(tools: Tools): Generator<number, P>;
}

export interface Experiment<P = unknown> {
  readonly parts: readonly Part<P>[];
  /** @param results of all parts, in their order */
  assemble(results: readonly P[]): Reproduction;
}

export const FROM_MEMORY = 'quoted from memory, not checked against the paper';
