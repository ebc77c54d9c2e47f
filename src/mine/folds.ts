import { permutation, type Random } from '../dataset/random';

/** Rows dealt into folds. */
export interface DealtRows {
  readonly heldOut: readonly Uint32Array[];
  /** For each fold, the rows of all others. */
  readonly trained: readonly Uint32Array[];
  /** Neighbouring rows that were dealt together; 1 where they are in no particular order. */
  readonly blockLength: number;
}

export function dealRows(n: number, folds: number, blockLength: number, random: Random): DealtRows {
  const heldOut = dealFolds(n, folds, blockLength, random);
  return {
    heldOut,
    trained: heldOut.map((_, k) => concatenated(heldOut.filter((_rows, other) => other !== k))),
    blockLength,
  };
}

/**
 * Deals the rows 0 .. n - 1 at random into folds of nearly the same size, in blocks of `blockLength` neighbours that stay
 * together (1: row by row). Within a block the rows keep their order, so that a cyclic shift among a fold's rows keeps
 * neighbours neighbours.
 */
export function dealFolds(n: number, folds: number, blockLength: number, random: Random): Uint32Array[] {
  const blocks = permutation(Math.ceil(n / blockLength), random);
  return Array.from({ length: folds }, (_, k) => {
    const dealt = blocks.slice(
      Math.floor((k * blocks.length) / folds),
      Math.floor(((k + 1) * blocks.length) / folds),
    );
    return blockLength === 1 ? dealt : rowsOfBlocks(dealt, blockLength, n);
  });
}

function rowsOfBlocks(blocks: Uint32Array, blockLength: number, n: number): Uint32Array {
  const rows: number[] = [];
  for (const block of blocks)
    for (let row = block * blockLength; row < Math.min(n, (block + 1) * blockLength); row++) rows.push(row);
  return Uint32Array.from(rows);
}

export function concatenated(parts: readonly Uint32Array[]): Uint32Array {
  const out = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
