import * as l10n from '@vscode/l10n';
import {
  comparisonNumbers,
  comparisonNotes,
  comparisonTable,
  type ComparedPair,
  type Comparison,
} from './comparison';
import { csvText } from './csvText';
import { differenceSvg } from './differenceSvg';
import { counted, inUnits, sideName, type Units } from './format';
import { htmlDocument, htmlTable, type PageStyle } from './htmlDocument';
import { markdownTable } from './markdownText';
import { escaped } from './markup';
import type { Paper } from './paper';
import type { PairResult } from './report';
import { reportHeading } from './reportTable';

export const COMPARISON_FORMATS = ['markdown', 'csv', 'svg', 'html'] as const;
export type ComparisonFormat = (typeof COMPARISON_FORMATS)[number];

/** So many changes are listed in a page; the others are in the CSV. */
const MOST_ROWS = 2000;

/** What the two reports are called, for people: most often their files. */
export interface ComparisonNames {
  readonly before: string;
  readonly after: string;
}

export function renderComparison(
  comparison: Comparison,
  names: ComparisonNames,
  format: ComparisonFormat,
  units: Units,
): string {
  switch (format) {
    case 'markdown':
      return markdownTable(comparisonTable(comparison, units), comparisonNumbers());
    case 'csv':
      return csv(comparison, units);
    case 'svg':
      return differenceSvg(comparison, units, 'light').svg;
    case 'html':
      return comparisonHtml(comparison, names, { units, paper: 'light', style: 'inline' });
  }
}

export interface ComparisonLook {
  readonly units: Units;
  readonly paper: Paper;
  readonly style: PageStyle;
}

/** Both reports side by side: the difference heatmap and the largest changes. */
export function comparisonHtml(comparison: Comparison, names: ComparisonNames, look: ComparisonLook): string {
  const { units, paper, style } = look;
  const [head = [], ...rows] = comparisonTable(comparison, units);
  const title = l10n.t('{0} and {1}', names.before, names.after);
  const body = [
    `<h1>${escaped(title)}</h1>`,
    `<dl><dt>${escaped(l10n.t('First'))}</dt><dd>${escaped(names.before)}: ${escaped(reportHeading(comparison.before, units))}</dd>`,
    `<dt>${escaped(l10n.t('Second'))}</dt><dd>${escaped(names.after)}: ${escaped(reportHeading(comparison.after, units))}</dd></dl>`,
    ...comparisonNotes(comparison).map((note) => `<p>${escaped(note)}</p>`),
    `<figure>${differenceSvg(comparison, units, paper).svg}</figure>`,
    `<h2>${escaped(l10n.t('Largest changes'))}</h2>`,
    ...(rows.length > MOST_ROWS
      ? [`<p>${escaped(l10n.t('{0} of {1}.', MOST_ROWS, counted(rows.length, 'pair')))}</p>`]
      : []),
    htmlTable(l10n.t('Largest changes'), [head, ...rows.slice(0, MOST_ROWS)], comparisonNumbers()),
  ];
  return htmlDocument(title, body.join('\n'), style);
}

/** Numbers in full, so that a program can go on with them. */
function csv({ pairs }: Comparison, units: Units): string {
  const information = (nats: number | null | undefined) =>
    nats === null || nats === undefined ? '' : String(inUnits(nats, units));
  const side = (pair: PairResult | null) => [
    information(pair?.mi),
    information(pair?.interval?.[0]),
    information(pair?.interval?.[1]),
  ];
  const row = ({ x, z, before, after, change, overlap }: ComparedPair) => [
    sideName(x),
    sideName(z),
    ...side(before),
    ...side(after),
    information(change),
    !before ? 'second only' : !after ? 'first only' : overlap,
  ];
  const head = ['x', 'z', 'first', 'first_lower', 'first_upper', 'second', 'second_lower', 'second_upper'];
  return csvText([[...head, `change_${units}`, 'intervals'], ...pairs.map(row)]);
}
