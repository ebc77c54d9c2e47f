import type { Scorer } from './crossFit';

/** Outputs of a critic on a set of m rows: on the rows as they are, and with z shifted cyclically among them. */
export interface Scores {
  /** T(x_i, z_i), length m. */
  readonly joint: Float32Array;
  /** T(x_i, z_(i+s)) for each shift s, shift-major, length shifts x m. */
  readonly marginal: Float32Array;
  readonly shifts: readonly number[];
}

/**
 * Cyclic shifts of m rows, evenly spread and at least `margin` from none: so many, between `least` and `most`, that about
 * `outputs` critic outputs are spent.
 */
export function evenShifts(m: number, outputs: number, least: number, most: number, margin = 1): number[] {
  const possible = Math.max(1, m - 2 * margin + 1);
  const count = Math.min(possible, Math.max(least, Math.min(most, Math.floor(outputs / m))));
  const step = count > 1 ? (possible - 1) / (count - 1) : 0;
  return Array.from({ length: count }, (_, k) => Math.round(margin + k * step));
}

export function scoreRows(critic: Scorer, rows: Uint32Array, shifts: readonly number[]): Scores {
  const m = rows.length;
  const xs = new Uint32Array(m * (1 + shifts.length));
  const zs = new Uint32Array(xs.length);
  [0, ...shifts].forEach((shift, k) => {
    xs.set(rows, k * m);
    zs.set(rows.subarray(shift), k * m);
    zs.set(rows.subarray(0, shift), (k + 1) * m - shift);
  });
  const scores = critic.scores(xs, zs);
  return { joint: scores.subarray(0, m), marginal: scores.subarray(m), shifts };
}

/** Effective sample size of the partition term's weights, (sum w)^2 / sum w^2: small where a few rows carry it. */
export function effectiveSamples(weights: Float32Array): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < weights.length; i++) {
    const w = weights[i]!;
    sum += w;
    squares += w * w;
  }
  return squares > 0 ? (sum * sum) / squares : 0;
}

/**
 * Influence of each row on the bound, up to a constant: T_ii minus the mean weights of the re-pairings in which the row
 * gives x and of those in which it gives z (the bound is a U-statistic of both). Their deviation over sqrt(m) is the
 * bound's standard error.
 * @param weights of the marginal outputs
 */
export function influences(weights: Float32Array, { joint, shifts }: Scores): Float64Array {
  const m = joint.length;
  const out = Float64Array.from(joint);
  const share = 1 / shifts.length;
  for (let k = 0; k < shifts.length; k++) {
    let j = shifts[k]!;
    for (let i = 0; i < m; i++, j++) {
      if (j === m) j = 0;
      const w = weights[k * m + i]! * share;
      out[i] = out[i]! - w;
      out[j] = out[j]! - w;
    }
  }
  return out;
}

/**
 * Standardised distance of the mean joint output from what re-paired rows give: a permutation statistic, exact for a
 * critic that has not seen the rows. 0 where the critic says the same of every pair.
 */
export function permutationStatistic({ joint, marginal, shifts }: Scores): number {
  const m = joint.length;
  const null_ = shifts.map((_, k) => mean(marginal.subarray(k * m, (k + 1) * m)));
  const centre = mean(null_);
  const deviation = Math.sqrt(null_.reduce((sum, value) => sum + (value - centre) ** 2, 0) / shifts.length);
  return deviation > 1e-9 ? (mean(joint) - centre) / deviation : 0;
}

/**
 * InfoNCE bound with these shifts as negatives, at most log(shifts + 1) nats: what the rows certify even where the
 * partition term rests on a few of them.
 */
export function certifiedBound({ joint, marginal, shifts }: Scores): number {
  const m = joint.length;
  let sum = 0;
  for (let i = 0; i < m; i++) {
    const own = joint[i]!;
    let ratio = 1;
    for (let k = 0; k < shifts.length; k++) ratio += Math.exp(marginal[k * m + i]! - own);
    sum += Math.log((shifts.length + 1) / ratio);
  }
  return sum / m;
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
