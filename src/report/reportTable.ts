import * as l10n from '@vscode/l10n';
import type { WarningCode } from '../mine/warningCodes';
import { warningName } from '../mine/warningSentences';
import {
  byStrength,
  counted,
  formatCorrelation,
  formatInformation,
  formatProbability,
  pairName,
  sideName,
  statusName,
  unitName,
  type Units,
} from './format';
import type { PairResult, Report } from './report';

/** A report in the words and rows that every form of it for people has. */

/** Which data, settings and engine, in two sentences. */
export function reportHeading({ dataset, settings, engine, seconds }: Report, units: Units): string {
  const rows = dataset.badRows
    ? l10n.t(
        '{0}: {1} of {2} rows used, {3} left out.',
        dataset.source,
        dataset.rowsUsed,
        dataset.rows,
        counted(dataset.badRows, 'badRow'),
      )
    : l10n.t('{0}: {1} of {2} rows used.', dataset.source, dataset.rowsUsed, dataset.rows);
  const how = l10n.t(
    'Mutual information in {0} ({1}, {2}, seed {3}; {4}, {5}, {6} s).',
    unitName(units),
    settings.estimator,
    settings.preset,
    settings.seed,
    engine.name,
    counted(engine.threads, 'thread'),
    seconds.toFixed(1),
  );
  return `${rows} ${how}`;
}

const columnNames = () => [
  'x',
  'z',
  l10n.t('MI'),
  l10n.t('90 % interval'),
  'p',
  'q',
  'n',
  l10n.t('Pearson'),
  l10n.t('Spearman'),
  l10n.t('status'),
];

/** Columns of {@link reportTable} that hold numbers. */
export function numberColumns(): ReadonlySet<string> {
  return new Set(columnNames().slice(2, -1));
}

/** The pairs, strongest first, under a head. */
export function reportTable(report: Report, units: Units): string[][] {
  return [
    columnNames(),
    ...byStrength(report.pairs).map((pair) => [
      sideName(pair.x),
      sideName(pair.z),
      formatInformation(pair.mi, units),
      interval(pair, units),
      formatProbability(pair.pValue),
      formatProbability(pair.qValue),
      String(pair.n),
      formatCorrelation(pair.references.pearson),
      formatCorrelation(pair.references.spearman),
      status(pair),
    ]),
  ];
}

function interval({ interval }: PairResult, units: Units): string {
  return interval === null
    ? '–'
    : l10n.t('{0} to {1}', formatInformation(interval[0], units), formatInformation(interval[1], units));
}

function status({ status, warnings }: PairResult): string {
  const others = warnings.filter((warning) => warning.code !== 'not-converged');
  return [statusName(status), ...others.map(({ code }) => warningName(code))].join(', ');
}

/** Errors and warnings in full; a warning of many pairs is said once. */
export function reportNotes(report: Report): string[] {
  const pairs = byStrength(report.pairs);
  const errors = pairs.flatMap((pair) =>
    pair.error === undefined ? [] : [`${pairName(pair)}: ${pair.error}`],
  );
  const warnings = new Map<WarningCode, { first: string; others: number }>();
  for (const pair of pairs)
    for (const { code, message } of pair.warnings) {
      const known = warnings.get(code);
      if (known) known.others++;
      else warnings.set(code, { first: `${pairName(pair)}: ${message}`, others: 0 });
    }
  const said = [...warnings].map(([code, { first, others }]) => {
    if (others === 0) return first;
    return others === 1
      ? l10n.t('{0} (1 more pair: {1}.)', first, warningName(code))
      : l10n.t('{0} ({1} more pairs: {2}.)', first, others, warningName(code));
  });
  return [...errors, ...said];
}
