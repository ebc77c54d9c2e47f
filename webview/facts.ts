import type { PairState } from '../src/report/report';
import {
  formatCorrelation,
  formatCount,
  formatDuration,
  formatInformation,
  formatProbability,
  UNIT_NAMES,
  type Units,
} from './format';

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
      term: 'p-value',
      value: known(pair.pValue, formatProbability),
      title: 'How often independent columns would give an estimate this large.',
    },
    {
      term: 'q-value',
      value: known(pair.qValue, formatProbability),
      title: `The p-value after correction for testing ${pairCount} pairs (Benjamini-Hochberg); known when the run has ended.`,
    },
    { term: 'Rows', value: formatCount(pair.n), title: 'Rows in which neither column is missing.' },
    {
      term: 'Iterations',
      value: formatCount(pair.iterations),
      title: 'Training steps taken, in each fold.',
    },
    {
      term: 'Chosen stop',
      value: known(pair.stop, formatCount),
      title: 'The iteration whose critic gave the estimate.',
    },
    {
      term: 'Time',
      value: formatDuration(pair.seconds),
      title: 'Time spent on this pair, over all its folds.',
    },
    {
      term: 'Gaussian',
      value: known(gaussian, information),
      title:
        'Mutual information of a Gaussian pair with the same rank correlation. An estimate well above it tells of a relation that is not monotonic.',
    },
    { term: 'Pearson', value: known(pearson, formatCorrelation), title: 'Linear correlation.' },
    { term: 'Spearman', value: known(spearman, formatCorrelation), title: 'Rank correlation.' },
    neighbours(pair, information),
    {
      term: 'Instant critic',
      value: known(pair.instant, information),
      title:
        'Estimate of the critic that is fitted at once, without training: the bound maximised exactly over smooth functions of the ranks.',
    },
    {
      term: 'Its share',
      value: pair.instant === null ? UNKNOWN : `${Math.round(100 * pair.instantShare)} %`,
      title:
        'How much of the instant critic is in the critic that gave the estimate; the trained network has the rest.',
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
      term: 'Plug-in',
      value: information(plugIn),
      title: 'Mutual information of the table of counts, corrected for its bias (Miller and Madow).',
    };
  const nats = ksg ?? ross;
  return {
    term: 'Neighbours',
    value: nats === undefined ? UNKNOWN : information(nats),
    title:
      'Estimate from the distances to nearest neighbours (Kraskov; Ross with a category), for comparison.',
  };
}
