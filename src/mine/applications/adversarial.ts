import type { Random } from '../../dataset/random';
import type { SideRows } from '../networks/miCritic';

/** What the adversarially trained networks share. */

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

export function add(from: Float32Array, to: Float32Array): void {
  for (let i = 0; i < to.length; i++) to[i] = to[i]! + from[i]!;
}
