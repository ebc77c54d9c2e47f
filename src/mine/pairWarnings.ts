import type { EncodedPair } from './critic';
import { MAX_INDICATORS } from './encoding';
import type { Estimate } from './estimate';
import type { SlowReferences } from './pairReferences';
import type { TrainingSettings } from './settings';
import type { WarningCode } from './warningCodes';

const FEW_ROWS = 100;

export interface PairWarning {
  readonly code: WarningCode;
  readonly message: string;
}

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
}

/** @param determining the side whose repeated values each go with one value of the other side */
export function pairTraits(
  pair: EncodedPair,
  settings: TrainingSettings,
  names: PairTraits['names'],
  determining: PairTraits['determining'],
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
  };
}

/** Warnings about an estimate of the pair. */
export function warnings(
  { rows: n, names, pooled, largestTie: tie, ...traits }: PairTraits,
  estimate: Estimate,
  { ksg }: SlowReferences,
): PairWarning[] {
  const found: PairWarning[] = [];
  const warn = (code: WarningCode, message: string) => found.push({ code, message });
  if (n < FEW_ROWS)
    warn('few-rows', `Only ${n} rows: weak dependence cannot be told from none, and the interval is wide.`);
  if (traits.inSample)
    warn(
      'in-sample',
      'Measured on the rows the critic was trained on, as in the paper: it finds some dependence where there is none.',
    );
  if (estimate.rising)
    warn(
      'not-converged',
      'The held-out curve was still rising when the training ended: the true value may be higher.',
    );
  if (estimate.uncertified)
    warn(
      'uncertified',
      `The dependence is stronger than ${n} rows can measure: what is shown is only a lower bound.`,
    );
  else if (estimate.mi > 0.75 * Math.log(n) * 0.5)
    warn('near-ceiling', `Close to what ${n} rows can show at most: read it as a lower bound.`);
  const higher = ksg !== undefined && ksg > estimate.mi + Math.max(0.1, 3 * estimate.standardError);
  if (higher && traits.untied && !estimate.uncertified)
    warn(
      'neighbours-higher',
      `A nearest-neighbour estimate is much higher (${ksg.toFixed(2)} nats): the relation may be sharper than the critic could learn.`,
    );
  if (estimate.gap > Math.max(0.1, estimate.mi / 4))
    warn(
      'overfitting',
      'The critic fits its training rows much better than held-out rows: more rows or fewer columns would help.',
    );
  if (estimate.blockLength > 1)
    warn(
      'ordered-rows',
      `Neighbouring rows resemble each other (a time series, or a sorted table), so they count for less: the rows were dealt and re-paired in blocks of ${estimate.blockLength}.`,
    );
  if (tie > 0.5)
    warn('heavy-ties', `One value fills ${Math.round(100 * tie)} % of the rows of a numeric column.`);
  if (pooled > 0)
    warn(
      'pooled-categories',
      `The ${pooled} rarest categories were taken together (the ${MAX_INDICATORS - 1} most frequent are kept): the true value may be higher.`,
    );
  const { determining } = traits;
  if (determining !== null)
    warn(
      'determined',
      `Each value of ${names[determining]} goes with one value of ${names[determining === 'x' ? 'z' : 'x']} in these rows: the one may be defined by the other.`,
    );
  if (traits.sameOrder)
    warn(
      'same-column',
      'Both columns put the rows in the same order, so each determines the other: the true value has no bound.',
    );
  return found;
}

/** Two numeric columns whose ranks agree (or are exactly opposite) in every row. */
function sameOrder({ x, z }: EncodedPair): boolean {
  if (x.dims !== 1 || z.dims !== 1 || x.discrete || z.discrete) return false;
  const agree = (sign: number) => x.scores.every((score, i) => Math.abs(score - sign * z.scores[i]!) < 1e-6);
  return agree(1) || agree(-1);
}
