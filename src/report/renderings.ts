import {
  byStrength,
  formatCorrelation,
  formatInformation,
  formatProbability,
  inUnits,
  sideName,
  type Units,
} from './format';
import type { PairResult, Report } from './report';

export const FORMATS = ['table', 'json', 'csv', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

/** The report in a form for people or programs; ends with a line break. */
export function renderReport(report: Report, format: Format, units: Units): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'csv':
      return csv(report, units);
    case 'markdown':
      return `${heading(report, units)}\n\n${markdownTable(cells(report, units))}${notes(report)}`;
    case 'table':
      return `${heading(report, units)}\n\n${alignedTable(cells(report, units))}${notes(report)}`;
  }
}

function heading({ dataset, settings, engine, seconds }: Report, units: Units): string {
  const bad = dataset.badRows ? `, ${dataset.badRows} bad rows left out` : '';
  return (
    `${dataset.source}: ${dataset.rowsUsed} of ${dataset.rows} rows used${bad}. Mutual information in ${units} ` +
    `(${settings.estimator}, ${settings.preset}, seed ${settings.seed}; ${engine.name}, ${engine.threads} ` +
    `${engine.threads === 1 ? 'thread' : 'threads'}, ${seconds.toFixed(1)} s).`
  );
}

const COLUMNS = ['x', 'z', 'MI', '90 % interval', 'p', 'q', 'n', 'Pearson', 'Spearman', 'status'] as const;

function cells(report: Report, units: Units): string[][] {
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

/** Errors and warnings in full, one line each; a warning of many pairs is said once. */
function notes(report: Report): string {
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
  const lines = [...errors, ...said];
  return lines.length ? `\n${lines.map((line) => `${line}\n`).join('')}` : '';
}

function pairName(pair: PairResult): string {
  return `${sideName(pair.x)} with ${sideName(pair.z)}`;
}

function alignedTable(rows: readonly string[][]): string {
  const widths = COLUMNS.map((_, j) => Math.max(...rows.map((row) => (row[j] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, j) =>
        j < 2 || j === COLUMNS.length - 1 ? cell.padEnd(widths[j] ?? 0) : cell.padStart(widths[j] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return `${rows.map(line).join('\n')}\n`;
}

function markdownTable(rows: readonly string[][]): string {
  const line = (row: readonly string[]) =>
    `| ${row.map((cell) => cell.replace(/[\\|]/g, '\\$&')).join(' | ')} |`;
  const [head = [], ...body] = rows;
  const rule = COLUMNS.map((_, j) => (j < 2 || j === COLUMNS.length - 1 ? '---' : '---:'));
  return `${[head, rule, ...body].map(line).join('\n')}\n`;
}

/** Numbers in full, so that a program can go on with them. */
function csv(report: Report, units: Units): string {
  const head = [
    'x',
    'z',
    `mi_${units}`,
    'lower',
    'upper',
    'p',
    'q',
    'n',
    'iterations',
    'status',
    'pearson',
    'spearman',
  ];
  const information = (nats: number | null | undefined) =>
    nats === null || nats === undefined ? '' : String(inUnits(nats, units));
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? '' : String(value);
  const rows = byStrength(report.pairs).map((pair) => [
    sideName(pair.x),
    sideName(pair.z),
    information(pair.mi),
    information(pair.interval?.[0]),
    information(pair.interval?.[1]),
    number(pair.pValue),
    number(pair.qValue),
    String(pair.n),
    String(pair.iterations),
    pair.status,
    number(pair.references.pearson),
    number(pair.references.spearman),
  ]);
  return [head, ...rows].map((row) => `${row.map(csvCell).join(',')}\n`).join('');
}

/** Quoted where needed. A name that a spreadsheet would run as a formula gets an apostrophe before it. */
function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?[\d.]+(e[+-]?\d+)?$/i.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
