/*
 * The kernel's memory. It belongs to nobody for longer than a call from outside: the host puts in what a slice of work
 * needs (a critic's state, minibatches, rows to score) and takes out what it made, so that its size does not grow with
 * the number of critics. All numbers are float32 unless said otherwise; [a][b] is row-major.
 *
 *   H = units of a hidden layer, rounded up to a multiple of 16 (the rest have zero weights and stay so)
 *   K = directions of the log-ratio it starts from, rounded up to a multiple of 8
 *
 *   a critic's state      parameters  first layer of x [xWidth][H], of z [zWidth][H], its bias [H],
 *                                     second layer [H][H], its bias [H], output [H], its bias, alpha, 0, 0
 *                         first moments, second moments (as the parameters)
 *   its log-ratio q       directions of x [xDims][K], offsets [K], the same of z, surplus [K], constant
 *   rows to draw from     inputs x [pool][xWidth]      inputs z [pool][zWidth]      drawn rows, u32 [draws]
 *   rows                  inputs x [rows][xWidth]      inputs z [rows][zWidth]
 *     made of them        first layer x [rows][H]      first layer z [rows][H]
 *                         canonical x [rows][K]        canonical z [rows][K]
 *                         own part of q, x [rows]      own part of q, z [rows]
 *   pairs of rows         row of x, u32 [pairs]        row of z, u32 [pairs]        scores [pairs]
 *   training only         gradient (as the parameters)
 *                         gradient of first layer x [rows][H], of first layer z [rows][H]
 *                         gradient of the second layer, transposed [H / 16][H][16]
 *                         sums of weights [H / 16][H / 4][16][16], sums of samples [16][16][16]
 *                         masks of units, u32 [64][H / 4]; masks of samples, u32 [16][H]
 *                         second layer, transposed [H][H]
 *   a tile of 64 pairs    hidden 1 [64][H], hidden 2 [64][H], q [64], weight of the pair [64]
 *                         slopes 1 [64][H], slopes 2 [64][H]
 *
 * Tables of sums and masks serve ReLU alone; slopes and the transposed second layer serve SiLU alone.
 *
 * A tile goes forward and backward before the next one begins, so that its activations stay in the first-level cache.
 */

export const TILE: usize = 64;

export let xWidth: usize = 0;
export let zWidth: usize = 0;
export let xDims: usize = 0;
export let zDims: usize = 0;
/** H in units, and in bytes: the length of a row. */
export let units: usize = 0;
export let rowBytes: usize = 0;
/** The activation of the hidden layers: SiLU, or else ReLU. */
export let silu: bool = false;
/** K in bytes. */
export let canonicalBytes: usize = 0;

export let parameters: usize = 0;
export let parameterBytes: usize = 0;
/** Places inside the parameters, the gradient and the moments. */
export let zFirstAt: usize = 0;
export let firstBiasAt: usize = 0;
export let secondAt: usize = 0;
export let secondBiasAt: usize = 0;
export let outputAt: usize = 0;
export let outputBiasAt: usize = 0;
export let alphaAt: usize = 0;

export let xDirections: usize = 0;
export let xOffsets: usize = 0;
export let zDirections: usize = 0;
export let zOffsets: usize = 0;
export let surplus: usize = 0;
export let constant: usize = 0;

export let xPool: usize = 0;
export let zPool: usize = 0;
export let draws: usize = 0;
export let xInputs: usize = 0;
export let zInputs: usize = 0;
export let xFirst: usize = 0;
export let zFirst: usize = 0;
export let xCanonical: usize = 0;
export let zCanonical: usize = 0;
export let xOwn: usize = 0;
export let zOwn: usize = 0;
export let xRows: usize = 0;
export let zRows: usize = 0;
export let scores: usize = 0;

export let gradient: usize = 0;
export let xFirstGradient: usize = 0;
export let zFirstGradient: usize = 0;
export let secondGradient: usize = 0;
export let weightSums: usize = 0;
export let sampleSums: usize = 0;
export let unitMasks: usize = 0;
export let sampleMasks: usize = 0;
export let secondTurned: usize = 0;

export let hidden1: usize = 0;
export let hidden2: usize = 0;
export let logRatio: usize = 0;
export let pairWeight: usize = 0;
export let zeros: usize = 0;
export let slopes1: usize = 0;
export let slopes2: usize = 0;

let top: usize = 0;

function take(floats: usize): usize {
  const at = top;
  // Whole cache lines, and a float of slack for loads of four.
  top = (top + floats * 4 + 16 + 63) & ~63;
  return at;
}

/**
 * Lays the memory out for critics of one shape and for so many rows and pairs of rows; what was there is lost.
 * @param canonical directions of the log-ratio
 * @param pool rows to draw from
 * @param drawn draws from them
 */
export function layOut(
  xWidth_: usize,
  zWidth_: usize,
  hidden: usize,
  silu_: bool,
  xDims_: usize,
  zDims_: usize,
  canonical: usize,
  rows: usize,
  pairs: usize,
  pool: usize,
  drawn: usize,
): void {
  xWidth = xWidth_;
  zWidth = zWidth_;
  silu = silu_;
  xDims = xDims_;
  zDims = zDims_;
  units = (hidden + 15) & ~15;
  rowBytes = units * 4;
  const k = (canonical + 7) & ~7;
  canonicalBytes = k * 4;
  // Products are made for four rows at a time.
  rows = (rows + 3) & ~3;
  pairs = (pairs + 3) & ~3;
  top = (__heap_base + 63) & ~63;

  zFirstAt = xWidth * rowBytes;
  firstBiasAt = zFirstAt + zWidth * rowBytes;
  secondAt = firstBiasAt + rowBytes;
  secondBiasAt = secondAt + units * rowBytes;
  outputAt = secondBiasAt + rowBytes;
  outputBiasAt = outputAt + rowBytes;
  alphaAt = outputBiasAt + 4;
  parameterBytes = outputBiasAt + 16;
  parameters = take((3 * parameterBytes) >> 2);

  xDirections = take(xDims * k);
  xOffsets = take(k);
  zDirections = take(zDims * k);
  zOffsets = take(k);
  surplus = take(k);
  constant = take(1);

  xPool = take(pool * xWidth);
  zPool = take(pool * zWidth);
  draws = take(drawn);
  xInputs = take(rows * xWidth);
  zInputs = take(rows * zWidth);
  xFirst = take(rows * units);
  zFirst = take(rows * units);
  xCanonical = take(rows * k);
  zCanonical = take(rows * k);
  xOwn = take(rows);
  zOwn = take(rows);
  xRows = take(pairs);
  zRows = take(pairs);
  scores = take(pairs);

  hidden1 = take(TILE * units);
  hidden2 = take(TILE * units);
  logRatio = take(TILE);
  pairWeight = take(TILE);
  zeros = take(units);

  gradient = take(parameterBytes >> 2);
  xFirstGradient = take(rows * units);
  zFirstGradient = take(rows * units);
  secondGradient = take(units * units);
  weightSums = take(4 * units * units);
  sampleSums = take(16 * 16 * 16);
  unitMasks = take((TILE * units) >> 2);
  sampleMasks = take(16 * units);
  secondTurned = take(units * units);
  slopes1 = take(TILE * units);
  slopes2 = take(TILE * units);

  const missing = <i32>((top + 65535) >> 16) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) unreachable();
  memory.fill(zeros, 0, rowBytes);
}
