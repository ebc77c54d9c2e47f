import * as l10n from '@vscode/l10n';
import type { PairState } from '../../src/report/report';
import type { ListColumn } from '../choices';
import {
  formatCorrelation,
  formatCount,
  formatInterval,
  formatProbability,
  formatShort,
  type Units,
} from '../format';
import { isInvisibleToCorrelation, NONLINEAR_RULE } from './nonlinear';
import type { PairNames } from '../variables';
import { settledness, statusWords } from '../words';

/** The columns of the pair list. */
export interface PairColumn {
  readonly by: ListColumn;
  readonly label: string;
  readonly title: string;
  readonly kind: 'name' | 'number' | 'words';
  /** Names are sought from A, everything else from the largest. */
  readonly descendsFirst: boolean;
  readonly text: (pair: PairState, names: PairNames, units: Units) => string;
}

const known = <Value>(value: Value | null | undefined, words: (value: Value) => string) =>
  value === null || value === undefined ? '–' : words(value);

export const PAIR_COLUMNS: readonly PairColumn[] = [
  {
    by: 'x',
    label: 'x',
    title: l10n.t('One column'),
    kind: 'name',
    descendsFirst: false,
    text: (_, { x }) => x,
  },
  {
    by: 'z',
    label: 'z',
    title: l10n.t('The other column'),
    kind: 'name',
    descendsFirst: false,
    text: (_, { z }) => z,
  },
  {
    by: 'mi',
    label: l10n.t('MI'),
    title: l10n.t(
      'Mutual information, in the chosen scale: how much one column tells about the other. 0 means independent.',
    ),
    kind: 'number',
    descendsFirst: true,
    text: ({ mi }, _, units) => known(mi, (nats) => formatShort(nats, units)),
  },
  {
    by: 'interval',
    label: l10n.t('90 % interval'),
    title: l10n.t(
      'Confidence interval of the estimate. The column sorts by its lower end, which is a lower bound measured on held-out rows.',
    ),
    kind: 'number',
    descendsFirst: true,
    text: ({ interval }, _, units) => known(interval, (ends) => formatInterval(ends, units, 2)),
  },
  {
    by: 'pValue',
    label: 'p',
    title: l10n.t('How often independent columns would give an estimate this large'),
    kind: 'number',
    descendsFirst: false,
    text: ({ pValue }) => known(pValue, formatProbability),
  },
  {
    by: 'qValue',
    label: 'q',
    title: l10n.t(
      'The p-value after correction for testing all pairs (Benjamini-Hochberg); known when the run has ended',
    ),
    kind: 'number',
    descendsFirst: false,
    text: ({ qValue }) => known(qValue, formatProbability),
  },
  {
    by: 'n',
    label: 'n',
    title: l10n.t('Rows in which neither column is missing'),
    kind: 'number',
    descendsFirst: true,
    text: ({ n }) => formatCount(n),
  },
  {
    by: 'status',
    label: l10n.t('Status'),
    title: l10n.t(
      'How far the estimate is settled. Converged: no more training is called for. Not converged: the training budget ended before. Instant answer: a first estimate, before training.',
    ),
    kind: 'words',
    descendsFirst: false,
    text: (pair) => (pair.status === 'budget' ? l10n.t('not converged') : statusWords(pair)),
  },
  {
    by: 'pearson',
    label: l10n.t('Pearson'),
    title: l10n.t('Linear correlation; sorted by its size, whatever its sign'),
    kind: 'number',
    descendsFirst: true,
    text: ({ references: { pearson } }) => known(pearson, formatCorrelation),
  },
  {
    by: 'spearman',
    label: l10n.t('Spearman'),
    title: l10n.t('Rank correlation; sorted by its size, whatever its sign'),
    kind: 'number',
    descendsFirst: true,
    text: ({ references: { spearman } }) => known(spearman, formatCorrelation),
  },
  {
    by: 'nonlinear',
    label: l10n.t('Beyond r'),
    title: NONLINEAR_RULE,
    kind: 'words',
    descendsFirst: true,
    text: (pair) =>
      settledness(pair) !== 'none' && isInvisibleToCorrelation(pair) ? l10n.t('nonlinear') : '',
  },
];
