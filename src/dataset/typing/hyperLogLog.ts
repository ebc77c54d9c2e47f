const INDEX_BITS = 14;
const REGISTERS = 2 ** INDEX_BITS;
const RANK_BITS = 32 - INDEX_BITS;

/**
 * Counts different values in 16 kB, to about 0.8 % (HyperLogLog, Flajolet et al. 2007, with the estimator of Ertl 2017,
 * arXiv:1702.01284, algorithm 6, which has no bias for few values).
 */
export class HyperLogLog {
  private readonly registers = new Uint8Array(REGISTERS);
  /** Where a number is put for `addPlaced`: handed to a function it would be put into a box, millions of times. */
  readonly place = new Float64Array(1);
  private readonly words = new Uint32Array(this.place.buffer);

  addNumber(value: number): void {
    this.place[0] = value;
    this.addPlaced();
  }

  addPlaced(): void {
    // Adding zero makes -0 the 0 that it equals.
    this.place[0] = (this.place[0] ?? 0) + 0;
    this.addHash(mixed((this.words[0] ?? 0) ^ Math.imul(this.words[1] ?? 0, 0x9e3779b1)));
  }

  addText(text: string): void {
    let hash = 0x811c9dc5;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    this.addHash(mixed(hash));
  }

  /** The same as the text that the bytes are; false, and nothing is added, where they are not all ASCII. */
  addAscii(bytes: Uint8Array, from: number, to: number): boolean {
    let hash = 0x811c9dc5;
    let all = 0;
    for (let i = from; i < to; i++) {
      const byte = bytes[i] ?? 0;
      all |= byte;
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    if (all > 127) return false;
    this.addHash(mixed(hash));
    return true;
  }

  estimate(): number {
    const ranks = new Float64Array(RANK_BITS + 2);
    for (const rank of this.registers) ranks[rank] = (ranks[rank] ?? 0) + 1;
    const share = (rank: number) => (ranks[rank] ?? 0) / REGISTERS;
    let z = tau(1 - share(RANK_BITS + 1));
    for (let rank = RANK_BITS; rank >= 1; rank--) z = (z + share(rank)) / 2;
    return Math.round(REGISTERS / (2 * Math.LN2) / (sigma(share(0)) + z));
  }

  private addHash(hash: number): void {
    const index = hash >>> RANK_BITS;
    const rank = Math.min(Math.clz32(hash << INDEX_BITS), RANK_BITS) + 1;
    if (rank > (this.registers[index] ?? 0)) this.registers[index] = rank;
  }
}

/** Finaliser of MurmurHash3. */
function mixed(word: number): number {
  let hash = word ^ (word >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function sigma(x: number): number {
  if (x === 1) return Infinity;
  let [power, factor, sum, last] = [x, 1, x, NaN];
  while (sum !== last) {
    last = sum;
    power *= power;
    sum += power * factor;
    factor *= 2;
  }
  return sum;
}

function tau(x: number): number {
  if (x === 0 || x === 1) return 0;
  let [root, factor, sum, last] = [x, 1, 1 - x, NaN];
  while (sum !== last) {
    last = sum;
    root = Math.sqrt(root);
    factor /= 2;
    sum -= (1 - root) ** 2 * factor;
  }
  return sum / 3;
}
