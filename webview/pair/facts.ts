import * as l10n from '@vscode/l10n';
import type { PairState } from '../../src/report/report';
import {
  counted,
  formatCorrelation,
  formatCount,
  formatDuration,
  formatInformation,
  formatProbability,
  UNIT_NAMES,
  type Units,
} from '../format';

export interface Fact {
  readonly term: string;
  readonly value: string;
  readonly title: string;
}

const UNKNOWN = '–';

/** What stands under the curves: three facts a row, each explained where it stands. */
export function facts(pair: PairState, pairCount: number, units: Units): Fact[] {
  const { gaussian, pearson, spearman } = pair.references;
  const information = (nats: number) =>
    [
      formatInformation(Math.max(0, nats), units),
      ...(units === 'correlation' ? [] : [UNIT_NAMES[units]]),
    ].join(' ');
  const known = <Value>(value: Value | null | undefined, words: (value: Value) => string) =>
    value === null || value === undefined ? UNKNOWN : words(value);
  return [
    {
      term: l10n.t('p-value'),
      value: known(pair.pValue, formatProbability),
      title: l10n.t('How often independent columns would give an estimate this large.'),
    },
    {
      term: l10n.t('q-value'),
      value: known(pair.qValue, formatProbability),
      title: l10n.t(
        'The p-value after correction for testing {0} (Benjamini-Hochberg); known when the run has ended.',
        counted(pairCount, 'pair'),
      ),
    },
    {
      term: l10n.t('Rows'),
      value: formatCount(pair.n),
      title: l10n.t('Rows in which neither column is missing.'),
    },
    {
      term: l10n.t('Iterations'),
      value: pair.more
        ? l10n.t('{0}, trained longer', formatCount(pair.iterations))
        : formatCount(pair.iterations),
      title: pair.more
        ? l10n.t(
            'Training steps taken, in each fold. Trained longer: as the {0} preset does, with {1} times its steps, and stopped by the same rule.',
            pair.more.preset,
            pair.more.times,
          )
        : l10n.t('Training steps taken, in each fold.'),
    },
    {
      term: l10n.t('Chosen stop'),
      value: known(pair.stop, formatCount),
      title: l10n.t('The iteration whose critic gave the estimate.'),
    },
    {
      term: l10n.t('Time'),
      value: formatDuration(pair.seconds),
      title: l10n.t('Time spent on this pair, over all its folds.'),
    },
    {
      term: l10n.t('Gaussian'),
      value: known(gaussian, information),
      title: l10n.t(
        'Mutual information of a Gaussian pair with the same rank correlation. An estimate well above it tells of a relation that is not monotonic.',
      ),
    },
    {
      term: l10n.t('Pearson'),
      value: known(pearson, formatCorrelation),
      title: l10n.t('Linear correlation.'),
    },
    {
      term: l10n.t('Spearman'),
      value: known(spearman, formatCorrelation),
      title: l10n.t('Rank correlation.'),
    },
    neighbours(pair, information),
    {
      term: l10n.t('Instant critic'),
      value: known(pair.instant, information),
      title: l10n.t(
        'Estimate of the critic that is fitted at once, without training: the bound maximised exactly over smooth functions of the ranks.',
      ),
    },
    {
      term: l10n.t('Its share'),
      value: pair.instant === null ? UNKNOWN : l10n.t('{0} %', Math.round(100 * pair.instantShare)),
      title: l10n.t(
        'How much of the instant critic is in the critic that gave the estimate; the trained network has the rest.',
      ),
    },
  ];
}

/** The estimate by another method that suits the pair's columns. */
function neighbours(
  { references: { ksg, ross, plugIn } }: PairState,
  information: (nats: number) => string,
): Fact {
  if (plugIn !== undefined)
    return {
      term: l10n.t('Plug-in'),
      value: information(plugIn),
      title: l10n.t('Mutual information of the table of counts, corrected for its bias (Miller and Madow).'),
    };
  const nats = ksg ?? ross;
  return {
    term: l10n.t('Neighbours'),
    value: nats === undefined ? UNKNOWN : information(nats),
    title: l10n.t(
      'Estimate from the distances to nearest neighbours (Kraskov; Ross with a category), for comparison.',
    ),
  };
}
