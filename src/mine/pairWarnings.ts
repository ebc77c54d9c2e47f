import type { EncodedPair } from './critic';
import { MAX_INDICATORS } from './encoding';
import type { Estimate } from './estimate';
import type { SlowReferences } from './pairReferences';
import type { TrainingSettings } from './settings';
import type { WarningCode } from './warningCodes';
import { pairWarning, type PairWarning, type WarningValues } from './warningSentences';

const FEW_ROWS = 100;

/** What warnings depend on beside the estimate: plain facts, so that they can travel between threads. */
export interface PairTraits {
  readonly rows: number;
  /** Measured on the rows the critic was trained on. */
  readonly inSample: boolean;
  /** Names of the sides, for people. */
  readonly names: { readonly x: string; readonly z: string };
  /** Values hardly repeat: neighbours at distance 0 would make a nearest-neighbour estimate too high. */
  readonly untied: boolean;
  /** Share of the rows that one value of a side with numbers fills. */
  readonly largestTie: number;
  readonly pooled: number;
  /** The side whose repeated values each go with one value of the other side. */
  readonly determining: 'x' | 'z' | null;
  readonly sameOrder: boolean;
  /** Neighbouring rows that belong together; 1 where rows are in no particular order. */
  readonly neighbourhood: number;
}

/**
 * @param determining the side whose repeated values each go with one value of the other side
 * @param neighbourhood neighbouring rows that belong together
 */
export function pairTraits(
  pair: EncodedPair,
  settings: TrainingSettings,
  names: PairTraits['names'],
  determining: PairTraits['determining'],
  neighbourhood: number,
): PairTraits {
  const { x, z } = pair;
  return {
    rows: x.rows,
    inSample: settings.folds === 1,
    names,
    untied: Math.min(x.entropy, z.entropy) > Math.log(x.rows) - 0.2,
    largestTie: Math.max(x.discrete ? 0 : x.largestTie, z.discrete ? 0 : z.largestTie),
    pooled: x.pooled + z.pooled,
    determining,
    sameOrder: sameOrder(pair),
    neighbourhood,
  };
}

/** Warnings about an estimate of the pair. */
export function warnings(
  { rows: n, names, pooled, largestTie: tie, neighbourhood, ...traits }: PairTraits,
  estimate: Estimate,
  { ksg }: SlowReferences,
): PairWarning[] {
  const found: PairWarning[] = [];
  const warn = (code: WarningCode, ...values: WarningValues) => {
    found.push(pairWarning(code, ...values));
  };
  if (n < FEW_ROWS) warn('few-rows', n);
  if (traits.inSample) warn('in-sample');
  if (estimate.rising) warn('not-converged');
  if (estimate.uncertified) warn('uncertified', n);
  else if (estimate.mi > 0.75 * Math.log(n) * 0.5) warn('near-ceiling', n);
  const higher = ksg !== undefined && ksg > estimate.mi + Math.max(0.1, 3 * estimate.standardError);
  if (higher && traits.untied && !estimate.uncertified) warn('neighbours-higher', ksg);
  if (estimate.gap > Math.max(0.1, estimate.mi / 4)) warn('overfitting');
  const { blockLength } = estimate;
  if (neighbourhood > blockLength) warn('long-memory', neighbourhood, blockLength, n);
  else if (blockLength > 1) warn('ordered-rows', blockLength);
  if (tie > 0.5) warn('heavy-ties', Math.round(100 * tie));
  if (pooled > 0) warn('pooled-categories', pooled, MAX_INDICATORS - 1);
  const { determining } = traits;
  if (determining !== null) warn('determined', names[determining], names[determining === 'x' ? 'z' : 'x']);
  if (traits.sameOrder) warn('same-column');
  return found;
}

/** Two numeric columns whose ranks agree (or are exactly opposite) in every row. */
function sameOrder({ x, z }: EncodedPair): boolean {
  if (x.dims !== 1 || z.dims !== 1 || x.discrete || z.discrete) return false;
  const agree = (sign: number) => x.scores.every((score, i) => Math.abs(score - sign * z.scores[i]!) < 1e-6);
  return agree(1) || agree(-1);
}
