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

export interface ReproductionChoice {
  /** Fewer rows, units, steps or seeds: under two minutes on two cores. */
  readonly quick: boolean;
  readonly seed: number;
  /** Repetitions of the experiments in the plane, in place of what the form has. */
  readonly seeds?: number | undefined;
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

/** Yielded while it runs: what is being done, and the share that is done. */
export interface ReproductionProgress {
  readonly words: string;
  readonly share: number;
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

/** A reproduction in progress; whoever runs it may stop it between two yields. */
export type Running = Generator<ReproductionProgress, Reproduction>;

export const FROM_MEMORY = 'quoted from memory, not checked against the paper';
