import * as l10n from '@vscode/l10n';
import type { WarningCode } from './warningCodes';

/** What a warning's sentence has beside its words: numbers of rows, shares, names. */
export type WarningValues = readonly (number | string)[];

export interface PairWarning {
  readonly code: WarningCode;
  /** The sentence, in the language of the program that warns. */
  readonly message: string;
  /** With the code, the sentence in any language. */
  readonly values: (number | string)[];
}

export function pairWarning(code: WarningCode, ...values: WarningValues): PairWarning {
  return { code, message: warningSentence(code, values), values: [...values] };
}

/** @param values as many as the sentence has places for */
export function warningSentence(code: WarningCode, values: WarningValues): string {
  const [first = '', second = '', third = ''] = values;
  switch (code) {
    case 'few-rows':
      return l10n.t(
        'Only {0} rows: weak dependence cannot be told from none, and the interval is wide.',
        first,
      );
    case 'in-sample':
      return l10n.t(
        'Measured on the rows the critic was trained on, as in the paper: it finds some dependence where there is none.',
      );
    case 'not-converged':
      return l10n.t(
        'The held-out curve was still rising when the training ended: the true value may be higher.',
      );
    case 'uncertified':
      return l10n.t(
        'The dependence is stronger than {0} rows can measure: what is shown is only a lower bound.',
        first,
      );
    case 'near-ceiling':
      return l10n.t('Close to what {0} rows can show at most: read it as a lower bound.', first);
    case 'neighbours-higher':
      return l10n.t(
        'A nearest-neighbour estimate is much higher ({0} nats): the relation may be sharper than the critic could learn.',
        Number(first).toFixed(2),
      );
    case 'overfitting':
      return l10n.t(
        'The critic fits its training rows much better than held-out rows: more rows or fewer columns would help.',
      );
    case 'ordered-rows':
      return l10n.t(
        'Neighbouring rows resemble each other (a time series, or a sorted table), so they count for less: the rows were dealt and re-paired in blocks of {0}.',
        first,
      );
    case 'long-memory':
      return l10n.t(
        'Neighbouring rows resemble each other over some {0} rows, and {2} rows allow blocks of {1} only: in a time series a small p-value may be chance; in a sorted table it holds.',
        first,
        second,
        third,
      );
    case 'heavy-ties':
      return l10n.t('One value fills {0} % of the rows of a numeric column.', first);
    case 'pooled-categories':
      return l10n.t(
        'The {0} rarest categories were taken together (the {1} most frequent are kept): the true value may be higher.',
        first,
        second,
      );
    case 'determined':
      return l10n.t(
        'Each value of {0} goes with one value of {1} in these rows: the one may be defined by the other.',
        first,
        second,
      );
    case 'same-column':
      return l10n.t(
        'Both columns put the rows in the same order, so each determines the other: the true value has no bound.',
      );
    case 'restarted':
      return l10n.t('The training diverged once and was begun again with smaller steps.');
    case 'longer-failed':
      return l10n.t('Longer training failed, and the earlier estimate stands: {0}', first);
  }
}

/** A warning in a word or two, for tables. */
export function warningName(code: WarningCode): string {
  switch (code) {
    case 'few-rows':
      return l10n.t('few-rows');
    case 'in-sample':
      return l10n.t('in-sample');
    case 'not-converged':
      return l10n.t('not-converged');
    case 'uncertified':
      return l10n.t('uncertified');
    case 'near-ceiling':
      return l10n.t('near-ceiling');
    case 'neighbours-higher':
      return l10n.t('neighbours-higher');
    case 'overfitting':
      return l10n.t('overfitting');
    case 'ordered-rows':
      return l10n.t('ordered-rows');
    case 'long-memory':
      return l10n.t('long-memory');
    case 'heavy-ties':
      return l10n.t('heavy-ties');
    case 'pooled-categories':
      return l10n.t('pooled-categories');
    case 'determined':
      return l10n.t('determined');
    case 'same-column':
      return l10n.t('same-column');
    case 'restarted':
      return l10n.t('restarted');
    case 'longer-failed':
      return l10n.t('longer-failed');
  }
}
