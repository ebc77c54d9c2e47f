import {
  byStrength,
  formatCorrelation,
  formatInformation,
  formatProbability,
  sideName,
  type Units,
} from './format';
import type { PairResult, Report } from './report';

/** A report in the words and rows that every form of it for people has. */

/** Which data, settings and engine, in two sentences. */
export function reportHeading({ dataset, settings, engine, seconds }: Report, units: Units): string {
  const bad = dataset.badRows ? `, ${dataset.badRows} bad rows left out` : '';
  return (
    `${dataset.source}: ${dataset.rowsUsed} of ${dataset.rows} rows used${bad}. Mutual information in ${units} ` +
    `(${settings.estimator}, ${settings.preset}, seed ${settings.seed}; ${engine.name}, ${engine.threads} ` +
    `${engine.threads === 1 ? 'thread' : 'threads'}, ${seconds.toFixed(1)} s).`
  );
}

const COLUMNS = ['x', 'z', 'MI', '90 % interval', 'p', 'q', 'n', 'Pearson', 'Spearman', 'status'] as const;

/** Columns of {@link reportTable} that hold numbers. */
export const NUMBERS: ReadonlySet<string> = new Set(COLUMNS.slice(2, -1));

/** The pairs, strongest first, under a head. */
export function reportTable(report: Report, units: Units): string[][] {
  return [
    [...COLUMNS],
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
    : `${formatInformation(interval[0], units)} to ${formatInformation(interval[1], units)}`;
}

function status({ status, warnings }: PairResult): string {
  const word = status === 'budget' ? 'not converged' : status;
  const others = warnings.filter((warning) => warning.code !== 'not-converged').map(({ code }) => code);
  return [word, ...others].join(', ');
}

/** Errors and warnings in full; a warning of many pairs is said once. */
export function reportNotes(report: Report): string[] {
  const pairs = byStrength(report.pairs);
  const errors = pairs.flatMap((pair) =>
    pair.error === undefined ? [] : [`${pairName(pair)}: ${pair.error}`],
  );
  const warnings = new Map<string, { first: string; others: number }>();
  for (const pair of pairs)
    for (const { code, message } of pair.warnings) {
      const known = warnings.get(code);
      if (known) known.others++;
      else warnings.set(code, { first: `${pairName(pair)}: ${message}`, others: 0 });
    }
  const said = [...warnings].map(
    ([code, { first, others }]) =>
      `${first}${others ? ` (${others} more ${others === 1 ? 'pair' : 'pairs'}: ${code}.)` : ''}`,
  );
  return [...errors, ...said];
}

function pairName(pair: PairResult): string {
  return `${sideName(pair.x)} with ${sideName(pair.z)}`;
}
