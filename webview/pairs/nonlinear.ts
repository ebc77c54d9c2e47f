import * as l10n from '@vscode/l10n';
import type { PairState } from '../../src/report/report';

/** The mark's rule, where it stands. */
export const NONLINEAR_RULE = l10n.t(
  'Invisible to correlation: what Pearson’s and Spearman’s correlations account for is less than half of the estimate and lies below its 90 % interval.',
);

/**
 * Information that a Gaussian pair would have with the larger of the pair's linear and rank correlations, nats
 * (-ln(1 - r²) / 2). Null when no correlation is known.
 */
export function correlatedPart({ references: { gaussian, pearson } }: PairState): number | null {
  const linear =
    pearson === null || pearson === undefined ? null : -0.5 * Math.log1p(-Math.min(1, pearson ** 2));
  if (gaussian === null) return linear;
  return linear === null ? gaussian : Math.max(gaussian, linear);
}

/** Strong here, invisible to correlation: see {@link NONLINEAR_RULE}. */
export function isInvisibleToCorrelation(pair: PairState): boolean {
  const part = correlatedPart(pair);
  if (part === null || pair.mi === null || pair.interval === null) return false;
  return part < 0.5 * pair.mi && part < pair.interval[0];
}
