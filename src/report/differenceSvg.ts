import * as l10n from '@vscode/l10n';
import { changeWords, intervalWords, type Comparison } from './comparison';
import { pairName, unitName, type Units } from './format';
import { arranged, stepShade, type Figure } from './heatmapSvg';
import { INKS, type Paper } from './paper';
import { triangleSvg, type Square } from './triangleSvg';

const STEPS = 13;

/** The change from the first report to the second: blue where there is less, orange where there is more. */
export function differenceSvg(comparison: Comparison, units: Units, paper: Paper): Figure {
  const { less, more, lines } = INKS[paper];
  const { before, after, pairs } = comparison;
  const { rows, columns, placeOf } = arranged({ columns: [...after.columns, ...before.columns], pairs });
  // The scale ends at the largest change, so that small ones are seen too, but never makes noise look large.
  const end = pairs.reduce((most, pair) => Math.max(most, Math.abs(pair.correlationChange ?? 0)), 0.1);
  const fillOf = (change: number) => stepShade(change < 0 ? less : more, Math.abs(change) / end);
  const squares = pairs.map((pair): Square => {
    const { correlationChange } = pair;
    const change = changeWords(pair, units);
    return {
      ...placeOf(pair),
      fill: correlationChange === null ? lines : fillOf(correlationChange),
      text: correlationChange === null ? '' : change,
      title:
        pair.change === null
          ? l10n.t('{0}: {1}', pairName(pair), intervalWords(pair))
          : l10n.t('{0}: {1} {2}, {3}', pairName(pair), change, unitName(units), intervalWords(pair)),
      isCrossed: correlationChange === null,
    };
  });
  const legend = Array.from({ length: STEPS }, (_, step) => {
    const change = end * ((2 * step) / (STEPS - 1) - 1);
    const fill = fillOf(change);
    return step % 6 === 0
      ? { fill, label: `${step === 0 ? '−' : step === 6 ? '' : '+'}${Math.abs(change).toFixed(2)}` }
      : { fill };
  });
  return triangleSvg(
    {
      title: l10n.t('Change of mutual information in {0}', unitName(units)),
      subtitle: l10n.t('Colour: change of the information correlation. Crossed out: not in both reports.'),
      rows,
      columns,
      squares,
      legend,
    },
    paper,
  );
}
