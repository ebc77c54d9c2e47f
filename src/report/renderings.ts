import * as l10n from '@vscode/l10n';
import { alignedTable } from './alignedTable';
import { csvText } from './csvText';
import { byStrength, inUnits, sideName, type Units } from './format';
import { heatmapSvg } from './heatmapSvg';
import { markdownLine, markdownTable } from './markdownText';
import { visible } from './markup';
import type { PairResult, Report } from './report';
import { reportHtml } from './reportHtml';
import { PAIRS_A_PIECE, reportJson, type Pieces } from './reportJson';
import { numberColumns, reportHeading, reportNotes, reportTable } from './reportTable';

export const FORMATS = ['table', 'json', 'csv', 'markdown', 'svg', 'html'] as const;
export type Format = (typeof FORMATS)[number];

/** The report in a form for people or programs; ends with a line break. */
export function renderReport(report: Report, format: Format, units: Units): string {
  switch (format) {
    case 'json':
    case 'csv':
      return [...reportPieces(report, format, units)].join('');
    case 'markdown':
      return `${markdownLine(reportHeading(report, units))}\n\n${markdownTable(reportTable(report, units), numberColumns())}${noteLines(report, markdownLine)}`;
    case 'table':
      return `${reportHeading(report, units)}\n\n${textTable(report, units)}${noteLines(report, visible)}`;
    case 'svg':
      return heatmapSvg(report, units, 'light').svg;
    case 'html':
      return reportHtml(report, units);
  }
}

/**
 * The same, to be written piece by piece: as JSON and CSV a report of millions of pairs has room nowhere else.
 * @throws Error in a sentence where it is too long for another form
 */
export function reportPieces(report: Report, format: Format, units: Units): Pieces {
  switch (format) {
    case 'json':
      return reportJson(report);
    case 'csv':
      return csv(report, units);
    case 'table':
    case 'markdown':
    case 'svg':
    case 'html':
      try {
        return [renderReport(report, format, units)];
      } catch (error) {
        // V8: "Invalid string length".
        if (!(error instanceof RangeError)) throw error;
        throw new Error(
          l10n.t('{0} pairs are too many for this form: write them as JSON or CSV.', report.pairs.length),
          { cause: error },
        );
      }
  }
}

function noteLines(report: Report, written: (text: string) => string): string {
  const lines = reportNotes(report).map((line) => `${written(line)}\n`);
  return lines.length ? `\n${lines.join('')}` : '';
}

/** Two names, numbers, and last what is to be known of the pair. */
function textTable(report: Report, units: Units): string {
  const rows = reportTable(report, units).map((row) => row.map(visible));
  const last = (rows[0]?.length ?? 0) - 1;
  return alignedTable(rows, (column) => column < 2 || column === last)
    .map((line) => `${line}\n`)
    .join('');
}

/** Numbers in full, so that a program can go on with them. */
function csv(report: Report, units: Units): Pieces {
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
  const row = (pair: PairResult) => [
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
  ];
  return {
    *[Symbol.iterator]() {
      yield csvText([head]);
      const pairs = byStrength(report.pairs);
      for (let from = 0; from < pairs.length; from += PAIRS_A_PIECE)
        yield csvText(pairs.slice(from, from + PAIRS_A_PIECE).map(row));
    },
  };
}
