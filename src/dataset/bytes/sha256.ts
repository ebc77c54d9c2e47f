/** A digest of bytes that come in parts. */
export interface Digest {
  update(bytes: Uint8Array): void;
  /** In hex. May be called once. */
  finish(): string;
}

const FIRST_PRIMES = firstPrimes(64);
const fraction = (root: number) => ((root % 1) * 2 ** 32) | 0;
const ROUND_CONSTANTS = Int32Array.from(FIRST_PRIMES, (prime) => fraction(Math.cbrt(prime)));
const INITIAL_STATE = Int32Array.from(FIRST_PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const BLOCK = 64;

/**
 * SHA-256 (FIPS 180-4) for hosts whose own cannot take a stream, as the Web Crypto API's cannot.
 * The background process hands in Node's, which is faster.
 */
export function createSha256(): Digest {
  const state = INITIAL_STATE.slice();
  const schedule = new Int32Array(64);
  const rest = new Uint8Array(BLOCK);
  let restLength = 0;
  let total = 0;

  const compress = (bytes: Uint8Array, from: number) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset + from, BLOCK);
    for (let i = 0; i < 16; i++) schedule[i] = view.getInt32(4 * i);
    round(state, schedule);
  };

  const update = (bytes: Uint8Array) => {
    total += bytes.length;
    let from = 0;
    if (restLength > 0) {
      from = Math.min(BLOCK - restLength, bytes.length);
      rest.set(bytes.subarray(0, from), restLength);
      restLength += from;
      if (restLength < BLOCK) return;
      compress(rest, 0);
    }
    for (; from + BLOCK <= bytes.length; from += BLOCK) compress(bytes, from);
    rest.set(bytes.subarray(from));
    restLength = bytes.length - from;
  };

  return {
    update,
    finish() {
      const bits = 8 * total;
      const padding = new Uint8Array((restLength < BLOCK - 8 ? 1 : 2) * BLOCK - restLength);
      padding[0] = 0x80;
      const length = new DataView(padding.buffer, padding.length - 8);
      length.setUint32(0, Math.floor(bits / 2 ** 32));
      length.setUint32(4, bits >>> 0);
      update(padding);
      return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
    },
  };
}

function round(state: Int32Array, w: Int32Array): void {
  const word = (i: number) => w[i] ?? 0;
  for (let i = 16; i < 64; i++) {
    const near = word(i - 2);
    const far = word(i - 15);
    const s0 = rotated(far, 7) ^ rotated(far, 18) ^ (far >>> 3);
    const s1 = rotated(near, 17) ^ rotated(near, 19) ^ (near >>> 10);
    w[i] = word(i - 16) + s0 + word(i - 7) + s1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (ROUND_CONSTANTS[i] ?? 0) + word(i)) | 0;
    const s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = (state[i] ?? 0) + word;
  });
}

const rotated = (word: number, by: number) => (word >>> by) | (word << (32 - by));

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}
