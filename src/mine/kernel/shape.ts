import type { Activation } from '../statisticsNetwork';

/** What the layout of the kernel's memory depends on (assembly/layout.ts draws it). */
export interface CriticShape {
  readonly xWidth: number;
  readonly zWidth: number;
  /** Scores among the inputs of each side. */
  readonly xDims: number;
  readonly zDims: number;
  readonly hidden: number;
  readonly activation: Activation;
  /** Directions of the log-ratio the critic starts from. */
  readonly directions: number;
}

/** Units of a hidden layer in the kernel's memory: whole cache lines. */
export function paddedUnits({ hidden }: CriticShape): number {
  return Math.ceil(hidden / 16) * 16;
}

/** Directions in the kernel's memory: whole blocks of a product. */
export function paddedDirections({ directions }: CriticShape): number {
  return Math.ceil(directions / 8) * 8;
}
