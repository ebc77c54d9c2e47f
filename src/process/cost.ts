import { predict, workOf, type Prediction } from './pace';
import { targetPairs } from './run/plan';
import type { Pace, Plan } from './protocol';

/** What a plan would take. */
export interface Cost {
  /** Pairs that are trained. */
  readonly pairs: number;
  /** null where the machine's pace is not known. */
  readonly prediction: Prediction | null;
}

/** A way to run a plan that has many pairs. */
export type Alternative = Cost &
  (
    | { readonly kind: 'all' | 'quick' | 'strongest'; readonly plan: Plan }
    /** One variable against the others; which one is still to be chosen. */
    | { readonly kind: 'target' }
  );

/** More pairs than this are not begun unasked. */
export const ASK_ABOVE = 500;
/** So many pairs are offered instead, those with the highest Gaussian answer. */
export const STRONGEST = 200;

export function costOf(plan: Plan, rows: number, pace: Pace | null): Cost {
  return {
    pairs: trainedPairs(plan),
    prediction: pace && predict(pace, workOf(plan, rows)),
  };
}

/** @param limit 0: no plan is too large */
export function isTooLarge(plan: Plan, limit: number): boolean {
  return limit > 0 && trainedPairs(plan) > limit;
}

/** The plan itself, and what takes less time. */
export function alternatives(plan: Plan, rows: number, pace: Pace | null): Alternative[] {
  const way = (kind: 'all' | 'quick' | 'strongest', changed: Plan): Alternative => ({
    kind,
    plan: changed,
    ...costOf(changed, rows, pace),
  });
  const others = plan.variables.length - 1;
  const target = { ...plan, pairs: targetPairs(plan.variables.length, 0) };
  return [
    way('all', plan),
    ...(plan.preset === 'quick' ? [] : [way('quick', { ...plan, preset: 'quick' })]),
    ...(others < trainedPairs(plan) ? [{ kind: 'target' as const, ...costOf(target, rows, pace) }] : []),
    ...(STRONGEST < trainedPairs(plan) ? [way('strongest', { ...plan, strongest: STRONGEST })] : []),
  ];
}

function trainedPairs({ pairs, strongest }: Plan): number {
  return strongest ? Math.min(strongest, pairs.length) : pairs.length;
}
