import { curvesSvg } from './curvesSvg';
import { byStrength, counted, formatCount, sideName, type Units } from './format';
import { heatmapSvg } from './heatmapSvg';
import { htmlDocument, htmlTable } from './htmlDocument';
import { escaped, shortened } from './markup';
import { NUMBERS, reportHeading, reportNotes, reportTable } from './reportTable';
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
    `<h1>Mutual information in ${escaped(report.dataset.source)}</h1>`,
    `<p>${escaped(reportHeading(report, units))}</p>`,
    `<p>Made ${escaped(report.startedAt)}. Mutual information is 0 exactly when two columns tell nothing about each other. The colour shows the correlation of a Gaussian pair with the same information. The lower end of an interval is a lower bound measured on rows that the estimator never trained on; q is the share of false discoveries among all pairs at least as significant.</p>`,
    `<figure>${heatmapSvg(report, units, 'light').svg}</figure>`,
    `<h2>Pairs</h2>`,
    ...(rows.length > MOST_ROWS
      ? [`<p>The ${formatCount(MOST_ROWS)} strongest of ${counted(rows.length, 'pair')}.</p>`]
      : []),
    htmlTable('Pairs', [head, ...rows.slice(0, MOST_ROWS)], NUMBERS),
    ...(notes.length
      ? [`<h2>Notes</h2><ul>${notes.map((note) => `<li>${escaped(note)}</li>`).join('\n')}</ul>`]
      : []),
    ...(trained.length
      ? [
          `<h2>Training curves</h2>`,
          ...(trained.length > MOST_CURVES ? [`<p>Of the ${MOST_CURVES} strongest pairs.</p>`] : []),
          ...trained.slice(0, MOST_CURVES).map((pair, i) => {
            const name = shortened(`${sideName(pair.x)} with ${sideName(pair.z)}`, 200);
            return `<details${i === 0 ? ' open' : ''}><summary>${escaped(name)}</summary><figure>${curvesSvg(pair, units, 'light').svg}</figure></details>`;
          }),
        ]
      : []),
    `<h2>Columns</h2>`,
    htmlTable('Columns', columnTable(report), new Set(['missing', 'distinct'])),
    `<h2>To repeat it</h2>`,
    definitions(report),
  ];
  return htmlDocument(`Mutual information: ${report.dataset.source}`, body.join('\n'), 'inline');
}

function columnTable({ columns }: Report): string[][] {
  return [
    ['column', 'type', 'missing', 'distinct', 'used'],
    ...columns
      .slice(0, MOST_ROWS)
      .map(({ name, type, missing, distinct, used, reason }) => [
        name,
        type,
        formatCount(missing),
        formatCount(distinct),
        used ? 'yes' : `no${reason === undefined ? '' : `: ${reason}`}`,
      ]),
  ];
}

function definitions({ dataset, settings, engine, seconds }: Report): string {
  const facts: [string, string][] = [
    ['SHA-256 of the data', dataset.sha256],
    ['Format', dataset.format],
    [
      'Engine',
      `${engine.name} ${engine.version}, ${counted(engine.threads, 'thread')}, ${seconds.toFixed(1)} s`,
    ],
    ['Estimator', settings.estimator],
    ['Preset', settings.preset],
    ['Seed', String(settings.seed)],
    ['At most', settings.maxRows === 0 ? 'all rows' : counted(settings.maxRows, 'row')],
    ...Object.entries(settings.training).map(([name, value]): [string, string] => [name, String(value)]),
  ];
  return `<dl>${facts.map(([term, fact]) => `<dt>${escaped(term)}</dt><dd>${escaped(fact)}</dd>`).join('\n')}</dl>`;
}
