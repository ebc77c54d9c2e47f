import type { Random } from '../../dataset/random';
import type { SideRows } from '../networks/miCritic';
import { drawRows } from './adversarial';

/** What a generator learns to make rows of. */
export interface RowModel {
  /** Numbers of a row, and outputs of the network that makes it. */
  readonly width: number;
  /** Real rows, drawn with replacement, into the beginning of `to`. */
  draw(count: number, random: Random, to: Float32Array): void;
  /** Rows [count][width] of the network's outputs, in place. */
  shape(outputs: Float32Array, random: Random): void;
  /** The derivative by the outputs of the rows that were shaped last, of the one by the rows; in place. */
  chain(derivative: Float32Array): void;
}

/** Rows of numbers that are made as the network says, best with columns of deviation 1. */
export function plainRows(data: SideRows): RowModel {
  return {
    width: data.width,
    draw: (count, random, to) => {
      drawRows(data, count, random, to);
    },
    shape: () => undefined,
    chain: () => undefined,
  };
}
