import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { ESTIMATORS } from '../mine/presets';
import type { SideBySidePoint } from '../mine/applications/sideBySide';
import { alignedTable } from './alignedTable';
import { chartSvg } from './chartSvg';
import { formatCount, inUnits, pairName, unitName, type Units } from './format';
import { htmlDocument, htmlTable, type PageStyle } from './htmlDocument';
import { escaped, shortened, visible } from './markup';
import type { Paper } from './paper';
import { nameText, shownText } from './report';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const nats = v.pipe(v.number(), v.minValue(-1e300), v.maxValue(1e300));
const bothBounds = v.object({ mine: nats, 'mine-f': nats });

/** The Donsker-Varadhan and the f-divergence bound of one pair, of a critic trained for each, on the same held-out rows; nats. */
export const bounds = v.object({
  schema: v.literal('mine-bounds/1'),
  source: nameText,
  x: v.array(nameText),
  z: v.array(nameText),
  preset: shownText,
  seed: count,
  engine: shownText,
  rows: v.object({ train: count, heldOut: count }),
  /** Training steps from the beginning to the end. */
  steps: count,
  /** Mutual information of the Gaussian with the same correlation of ranks; null for categories alone. */
  gaussian: v.nullable(nats),
  /** By training steps, ascending; while it is trained, or where it was cancelled, they end before `steps`. */
  points: v.pipe(
    v.array(v.object({ iteration: count, critics: v.object({ mine: bothBounds, 'mine-f': bothBounds }) })),
    v.maxLength(10_000),
  ),
});
export type Bounds = v.InferOutput<typeof bounds>;

export const BOUNDS_FORMATS = ['table', 'json', 'svg'] as const;
export type BoundsFormat = (typeof BOUNDS_FORMATS)[number];

/** Outputs of a critic are float32 numbers of a few nats. */
const ROUNDING = 1e-6;

/** Ends with a line break. */
export function renderBounds(
  bounds: Bounds,
  format: BoundsFormat,
  units: Units,
  paper: Paper = 'light',
): string {
  switch (format) {
    case 'table':
      return [
        visible(boundsTitle(bounds)),
        visible(settingsSentence(bounds)),
        ...answers(bounds, units),
        '',
        ...alignedTable(cells(bounds, units)),
        '',
      ].join('\n');
    case 'json':
      return `${JSON.stringify(bounds, null, 2)}\n`;
    case 'svg':
      return chartSvg(figure(bounds, units), paper).svg;
  }
}

/** A page with the answer, the curves, and the same numbers as a table. */
export function boundsHtml(
  bounds: Bounds,
  { units, paper, style }: { readonly units: Units; readonly paper: Paper; readonly style: PageStyle },
): string {
  const title = boundsTitle(bounds);
  const [head = [], ...rows] = cells(bounds, units);
  const body = [
    `<h1>${escaped(title)}</h1>`,
    `<p>${escaped(settingsSentence(bounds))}</p>`,
    `<div role="status">${answers(bounds, units)
      .map((answer) => `<p><strong>${escaped(answer)}</strong></p>`)
      .join('')}</div>`,
    `<figure>${chartSvg(figure(bounds, units), paper).svg}</figure>`,
    `<p>${escaped(
      l10n.t(
        'Both curves of a critic are read off the same outputs T: E_P[T] - log E_Q[e^T] (Donsker-Varadhan, which MINE maximises) and E_P[T] - E_Q[e^(T-1)] (f-divergence, which MINE-f maximises). As e^(t-1) is at least t for every t, the f-divergence bound is never above the other; they meet where E_Q[e^T] = e, which training for MINE-f leads to. Both are lower bounds of the mutual information.',
      ),
    )}</p>`,
    htmlTable(l10n.t('Bounds on held-out rows'), [head, ...rows], new Set(head)),
  ];
  return htmlDocument(title, body.join('\n'), style);
}

export function boundsTitle({ x, z }: Pick<Bounds, 'x' | 'z'>): string {
  return l10n.t('MINE and MINE-f side by side: {0}', pairName({ x: [...x], z: [...z] }));
}

/** How far it is, for people. */
export function boundsProgress({ points, steps }: Bounds): string {
  return l10n.t('{0} of {1} steps', formatCount(points.at(-1)?.iteration ?? 0), formatCount(steps));
}

function settingsSentence({ source, rows, preset, seed, engine }: Bounds): string {
  return l10n.t(
    '{0}: two critics from the same weights, trained on the same {1} rows, measured on {2} others; preset {3}, seed {4}, {5}.',
    source,
    formatCount(rows.train),
    formatCount(rows.heldOut),
    preset,
    seed,
    engine,
  );
}

function answers({ points }: Bounds, units: Units): string[] {
  if (points.length < 2) return [];
  const information = (value: number) => inUnits(value, units).toFixed(3);
  const best = (estimator: (typeof ESTIMATORS)[number]) =>
    Math.max(...points.map(({ critics }) => critics[estimator][estimator]));
  const gaps = points.flatMap(({ critics }) =>
    ESTIMATORS.map((estimator) => critics[estimator].mine - critics[estimator]['mine-f']),
  );
  return [
    l10n.t(
      'The highest bound of MINE is {0} {2}, that of MINE-f {1} {2}.',
      information(best('mine')),
      information(best('mine-f')),
      unitName(units),
    ),
    l10n.t(
      'At {0} of {1} points the Donsker-Varadhan bound is not below the f-divergence bound of the same critic; it is up to {2} {3} above.',
      gaps.filter((gap) => gap >= -ROUNDING).length,
      gaps.length,
      information(Math.max(...gaps)),
      unitName(units),
    ),
  ];
}

function figure({ x, z, points, gaussian, steps }: Bounds, units: Units) {
  const curve = (read: (point: SideBySidePoint) => number) =>
    points.map((point) => [point.iteration, inUnits(read(point), units)] as const);
  const panel = (estimator: (typeof ESTIMATORS)[number], title: string) => ({
    title,
    x: l10n.t('Training steps'),
    y: l10n.t('Bound on held-out rows ({0})', unitName(units)),
    series: [
      {
        name: l10n.t('Donsker-Varadhan'),
        mark: 'line' as const,
        points: curve(({ critics }) => critics[estimator].mine),
      },
      {
        name: l10n.t('f-divergence'),
        mark: 'dashes' as const,
        points: curve(({ critics }) => critics[estimator]['mine-f']),
      },
      ...(gaussian === null
        ? []
        : [
            {
              name: l10n.t('Gaussian estimate'),
              mark: 'dashes' as const,
              points: [0, steps].map((step) => [step, inUnits(gaussian, units)] as const),
            },
          ]),
    ],
  });
  return {
    title: shortened(visible(boundsTitle({ x, z })), 80),
    panels: [
      panel('mine', l10n.t('Critic trained for Donsker-Varadhan (MINE)')),
      panel('mine-f', l10n.t('Critic trained for the f-divergence (MINE-f)')),
    ],
    oneScale: true,
  };
}

function cells({ points }: Bounds, units: Units): string[][] {
  const information = (value: number) => inUnits(value, units).toFixed(3);
  return [
    [
      l10n.t('Training steps'),
      l10n.t('MINE: Donsker-Varadhan ({0})', unitName(units)),
      l10n.t('MINE: f-divergence ({0})', unitName(units)),
      l10n.t('MINE-f: Donsker-Varadhan ({0})', unitName(units)),
      l10n.t('MINE-f: f-divergence ({0})', unitName(units)),
    ],
    ...points.map(({ iteration, critics }) => [
      formatCount(iteration),
      ...ESTIMATORS.flatMap((estimator) => [
        information(critics[estimator].mine),
        information(critics[estimator]['mine-f']),
      ]),
    ]),
  ];
}
