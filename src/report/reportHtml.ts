import * as l10n from '@vscode/l10n';
import { curvesSvg } from './curvesSvg';
import { byStrength, counted, formatCount, pairName, typeName, type Units } from './format';
import { heatmapSvg } from './heatmapSvg';
import { htmlDocument, htmlTable } from './htmlDocument';
import { escaped, shortened } from './markup';
import { numberColumns, reportHeading, reportNotes, reportTable } from './reportTable';
import type { Report } from './report';

/** So many of the strongest pairs are shown with their curves: more would make the file too large to be opened. */
const MOST_CURVES = 60;
/** So many are listed; the others are in the CSV. */
const MOST_ROWS = 5000;

/** The whole report as one file that loads nothing and needs no script. */
export function reportHtml(report: Report, units: Units): string {
  const pairs = byStrength(report.pairs);
  const trained = pairs.filter(({ curve }) => curve.length > 0);
  const [head = [], ...rows] = reportTable(report, units);
  const notes = reportNotes(report);
  const body = [
    heading(1, l10n.t('Mutual information in {0}', report.dataset.source)),
    paragraph(reportHeading(report, units)),
    paragraph(
      l10n.t(
        'Made {0}. Mutual information is 0 exactly when two columns tell nothing about each other. The colour shows the correlation of a Gaussian pair with the same information. The lower end of an interval is a lower bound measured on rows that the estimator never trained on; q is the share of false discoveries among all pairs at least as significant.',
        report.startedAt,
      ),
    ),
    `<figure>${heatmapSvg(report, units, 'light').svg}</figure>`,
    heading(2, l10n.t('Pairs')),
    ...(rows.length > MOST_ROWS
      ? [paragraph(l10n.t('The {0} strongest of {1}.', formatCount(MOST_ROWS), counted(rows.length, 'pair')))]
      : []),
    htmlTable(l10n.t('Pairs'), [head, ...rows.slice(0, MOST_ROWS)], numberColumns()),
    ...(notes.length
      ? [
          heading(2, l10n.t('Notes')),
          `<ul>${notes.map((note) => `<li>${escaped(note)}</li>`).join('\n')}</ul>`,
        ]
      : []),
    ...(trained.length
      ? [
          heading(2, l10n.t('Training curves')),
          ...(trained.length > MOST_CURVES
            ? [paragraph(l10n.t('Of the {0} strongest pairs.', MOST_CURVES))]
            : []),
          ...trained.slice(0, MOST_CURVES).map((pair, i) => {
            const name = shortened(pairName(pair), 200);
            return `<details${i === 0 ? ' open' : ''}><summary>${escaped(name)}</summary><figure>${curvesSvg(pair, units, 'light').svg}</figure></details>`;
          }),
        ]
      : []),
    heading(2, l10n.t('Columns')),
    htmlTable(l10n.t('Columns'), columnTable(report), new Set([l10n.t('missing'), l10n.t('distinct')])),
    heading(2, l10n.t('To repeat it')),
    definitions(report),
  ];
  return htmlDocument(l10n.t('Mutual information: {0}', report.dataset.source), body.join('\n'), 'inline');
}

function heading(level: 1 | 2, text: string): string {
  return `<h${level}>${escaped(text)}</h${level}>`;
}

function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`;
}

function columnTable({ columns }: Report): string[][] {
  return [
    [l10n.t('column'), l10n.t('type'), l10n.t('missing'), l10n.t('distinct'), l10n.t('used')],
    ...columns
      .slice(0, MOST_ROWS)
      .map(({ name, type, missing, distinct, used, reason }) => [
        name,
        typeName(type),
        formatCount(missing),
        formatCount(distinct),
        used ? l10n.t('yes') : reason === undefined ? l10n.t('no') : l10n.t('no: {0}', reason),
      ]),
  ];
}

function definitions({ dataset, settings, engine, seconds }: Report): string {
  const facts: [string, string][] = [
    [l10n.t('SHA-256 of the data'), dataset.sha256],
    [l10n.t('Format'), dataset.format],
    [
      l10n.t('Engine'),
      l10n.t(
        '{0} {1}, {2}, {3} s',
        engine.name,
        engine.version,
        counted(engine.threads, 'thread'),
        seconds.toFixed(1),
      ),
    ],
    [l10n.t('Estimator'), settings.estimator],
    [l10n.t('Preset'), settings.preset],
    [l10n.t('Seed'), String(settings.seed)],
    [l10n.t('At most'), settings.maxRows === 0 ? l10n.t('all rows') : counted(settings.maxRows, 'row')],
    ...Object.entries(settings.training).map(([name, value]): [string, string] => [name, String(value)]),
  ];
  return `<dl>${facts.map(([term, fact]) => `<dt>${escaped(term)}</dt><dd>${escaped(fact)}</dd>`).join('\n')}</dl>`;
}
