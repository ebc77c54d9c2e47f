import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { convergenceVerdict } from '../mine/applications/convergence';
import { alignedTable } from './alignedTable';
import { convergenceSvg } from './convergenceSvg';
import { formatCount, inUnits, pairName, unitName, type Units } from './format';
import { htmlDocument, htmlTable, type PageStyle } from './htmlDocument';
import { escaped, visible } from './markup';
import type { Paper } from './paper';
import { nameText, sentenceText } from './report';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Estimates of one pair on growing subsamples, each of which holds the one before it; nats. */
export const convergence = v.object({
  schema: v.literal('mine-convergence/1'),
  source: nameText,
  x: v.array(nameText),
  z: v.array(nameText),
  estimator: v.string(),
  preset: v.string(),
  seed: count,
  /** Rows of the subsamples to be estimated, ascending; until all have been, or where it was cancelled, there are fewer points. */
  sizes: v.array(count),
  points: v.array(
    v.object({
      /** Those in which neither side is missing. */
      rows: count,
      mi: v.number(),
      interval: v.nullable(v.tuple([v.number(), v.number()])),
    }),
  ),
  /** Subsamples too small for an estimate. */
  leftOut: v.array(v.object({ size: count, reason: sentenceText })),
});
export type Convergence = v.InferOutput<typeof convergence>;

export const CONVERGENCE_FORMATS = ['table', 'json', 'svg'] as const;
export type ConvergenceFormat = (typeof CONVERGENCE_FORMATS)[number];

/** Ends with a line break. */
export function renderConvergence(
  convergence: Convergence,
  format: ConvergenceFormat,
  units: Units,
  paper: Paper = 'light',
): string {
  switch (format) {
    case 'table':
      return textTable(convergence, units);
    case 'json':
      return `${JSON.stringify({ ...convergence, verdict: convergenceVerdict(convergence.points) }, null, 2)}\n`;
    case 'svg':
      return convergenceSvg(convergence, units, paper).svg;
  }
}

/** A page with the answer, the figure, and the same numbers as a table. */
export function convergenceHtml(
  convergence: Convergence,
  look: { readonly units: Units; readonly paper: Paper; readonly style: PageStyle },
): string {
  const { units, paper, style } = look;
  const title = convergenceTitle(convergence);
  const [head = [], ...rows] = cells(convergence, units);
  const body = [
    `<h1>${escaped(title)}</h1>`,
    `<p>${escaped(settingsSentence(convergence))}</p>`,
    `<h2>${escaped(l10n.t('Would more rows change the answer?'))}</h2>`,
    `<p role="status"><strong>${escaped(answerSentence(convergence, units))}</strong></p>`,
    ...notes(convergence).map((note) => `<p>${escaped(note)}</p>`),
    `<figure>${convergenceSvg(convergence, units, paper).svg}</figure>`,
    htmlTable(l10n.t('Estimate'), [head, ...rows], new Set(head)),
  ];
  return htmlDocument(title, body.join('\n'), style);
}

export function convergenceTitle({ x, z }: Pick<Convergence, 'x' | 'z'>): string {
  return l10n.t('Convergence with rows: {0}', pairName({ x: [...x], z: [...z] }));
}

/** Would more rows change the answer? */
export function answerSentence(convergence: Convergence, units: Units): string {
  const verdict = convergenceVerdict(convergence.points);
  if (verdict.answer === 'unknown' && unestimated(convergence).length > 0)
    return l10n.t('Two estimates are needed to tell.');
  if (verdict.answer === 'unknown')
    return l10n.t('There are too few rows to tell whether more would change the answer.');
  const information = (nats: number) => inUnits(nats, units).toFixed(3);
  const values = [
    formatCount(verdict.from),
    formatCount(verdict.to),
    information(verdict.moved),
    information(verdict.unsure),
    unitName(units),
  ] as const;
  switch (verdict.answer) {
    case 'no':
      return l10n.t(
        'No: from {0} to {1} rows the estimate moved by {2} {4}, within the ±{3} {4} of its 90 % interval. More rows would narrow the interval.',
        ...values,
      );
    case 'unclear':
      return l10n.t(
        'Unclear: from {0} to {1} rows the estimate moved by {2} {4}, more than the ±{3} {4} of its 90 % interval, but the two intervals overlap.',
        ...values,
      );
    case 'yes':
      return l10n.t(
        'Yes: from {0} to {1} rows the estimate moved by {2} {4}, more than the ±{3} {4} of its 90 % interval, and the two intervals do not overlap.',
        ...values,
      );
  }
}

function settingsSentence({ source, preset, estimator, seed }: Convergence): string {
  return l10n.t(
    '{0}: random subsamples, each of which holds the one before it; preset {1}, estimator {2}, seed {3}.',
    source,
    preset,
    estimator,
    seed,
  );
}

/** Sizes that are still to come, or that were not reached when it was cancelled. */
function unestimated({ sizes, points, leftOut }: Convergence): number[] {
  return sizes.slice(points.length + leftOut.length);
}

function notes(convergence: Convergence): string[] {
  const open = unestimated(convergence);
  return [
    ...convergence.leftOut.map(({ size, reason }) => l10n.t('{0} rows: {1}', formatCount(size), reason)),
    ...(open.length > 0
      ? [l10n.t('Still without an estimate: {0} rows.', open.map((size) => formatCount(size)).join(', '))]
      : []),
  ];
}

function cells({ points }: Convergence, units: Units): string[][] {
  const information = (nats: number) => inUnits(nats, units).toFixed(3);
  return [
    [l10n.t('Rows'), l10n.t('Estimate ({0})', unitName(units)), l10n.t('90 % interval')],
    ...points.map(({ rows, mi, interval }) => [
      formatCount(rows),
      information(mi),
      interval ? interval.map(information).join(' – ') : '–',
    ]),
  ];
}

/** For a terminal. */
function textTable(convergence: Convergence, units: Units): string {
  return [
    visible(convergenceTitle(convergence)),
    visible(settingsSentence(convergence)),
    '',
    ...alignedTable(cells(convergence, units)),
    '',
    l10n.t('Would more rows change the answer?'),
    answerSentence(convergence, units),
    ...notes(convergence).map(visible),
    '',
  ].join('\n');
}
