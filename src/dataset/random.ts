/**
 * Seeded random numbers: the same seed gives the same numbers on every machine.
 * Generator: sfc32 (Chris Doty-Humphrey, PractRand), its state filled by splitmix32. Not for secrets.
 */
export interface Random {
  /** Uniform in [0, 1), 53 random bits. */
  readonly uniform: () => number;
  /** Uniform among the integers 0 .. n - 1, without modulo bias; n from 1 to 2^32. */
  readonly integer: (n: number) => number;
  /** Standard normal (Marsaglia's polar method). */
  readonly normal: () => number;
  /** An independent stream that depends on this stream's seed and the label alone, not on what was drawn so far. */
  readonly fork: (label: number) => Random;
}

const WORD = 2 ** 32;

/** Stream of a seed: any finite number, of which 64 bits of the integer part count. */
export function createRandom(seed: number): Random {
  return stream(seed >>> 0, Math.floor(seed / WORD) >>> 0);
}

/** A stream is known by a key of two 32-bit words. */
function stream(low: number, high: number): Random {
  const next = sfc32(low, high);
  const uniform = () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
  let spare = NaN;

  const normal = () => {
    if (!Number.isNaN(spare)) {
      const value = spare;
      spare = NaN;
      return value;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) {
        const scale = Math.sqrt((-2 * Math.log(square)) / square);
        spare = y * scale;
        return x * scale;
      }
    }
  };

  const integer = (n: number) => {
    // Of the words that are left over after the last whole n, none is taken.
    const limit = n * Math.floor(WORD / n);
    let word = next();
    while (word >= limit) word = next();
    // word % n, which is exact in doubles and here five times as fast as the operator.
    return word - n * Math.floor(word / n);
  };

  const fork = (label: number) => {
    const labelHigh = Math.floor(label / WORD) >>> 0;
    const childLow = splitmix32(low ^ splitmix32(label ^ splitmix32(labelHigh)));
    return stream(childLow, splitmix32(high ^ splitmix32(childLow ^ 0x6d2b79f5)));
  };

  return { uniform, integer, normal, fork };
}

function sfc32(low: number, high: number): () => number {
  let a = splitmix32(low);
  let b = splitmix32(high ^ a);
  let c = splitmix32(low ^ b);
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // The first outputs still resemble the key.
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** One step of splitmix32: a bijection of 32-bit words that spreads every input bit over the output. */
function splitmix32(word: number): number {
  let z = (word + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

/** Shuffles in place (Fisher-Yates) and returns the same array. */
export function shuffle(indices: Uint32Array, random: Random): Uint32Array {
  for (let i = indices.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const swapped = indices[i] ?? 0;
    indices[i] = indices[j] ?? 0;
    indices[j] = swapped;
  }
  return indices;
}

/** The integers 0 .. n - 1 in random order. */
export function permutation(n: number, random: Random): Uint32Array {
  const ascending = new Uint32Array(n);
  for (let i = 0; i < n; i++) ascending[i] = i;
  return shuffle(ascending, random);
}
