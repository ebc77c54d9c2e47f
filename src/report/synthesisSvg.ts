import * as l10n from '@vscode/l10n';
import { label, round, text, ticks } from './chartSvg';
import { formatInformation, formatShare, pairName, unitName, type Units } from './format';
import { informationCorrelation, stepShade, type Figure } from './heatmapSvg';
import { escaped, shortened, visible } from './markup';
import { inkOn, INKS, type Inks, type Paper } from './paper';
import type { Synthesis, SynthesisMade, SynthesisMarginal } from './synthesis';

const WIDTH = 1000;
const SIDE = 16;
const HEADER = 84;
/** Room for the names of a heatmap's rows. */
const NAMES = 136;
/** Letters of a column's name that fit there, and below the heatmap. */
const LETTERS = 20;
const MOST_CELL = 56;
const LEAST_VALUE_CELL = 34;
const PANELS_A_ROW = 4;
const PANEL = { width: (WIDTH - 2 * SIDE) / PANELS_A_ROW, height: 172 };
const PLOT = { left: 8, right: 22, top: 26, bottom: 26 };
const NEAREST_HEIGHT = 250;

/** Dependence, marginals, and distances from the rows trained on, of the real rows and of those made. */
export function synthesisSvg(synthesis: Synthesis, units: Units, paper: Paper): Figure {
  const inks = INKS[paper];
  const { made, columns } = synthesis;
  const title = l10n.t('Synthetic rows like those of {0}', shortened(visible(synthesis.source), 60));
  const heatmaps = made && heatmapPair(columns, made, units, inks);
  const marginalsAt = HEADER + (heatmaps?.height ?? 0);
  const marginalsHeight = made ? Math.ceil(made.marginals.length / PANELS_A_ROW) * PANEL.height : 0;
  const nearestAt = marginalsAt + marginalsHeight + 8;
  const height = made ? nearestAt + NEAREST_HEIGHT : HEADER;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="${inks.ground}"/>`,
    text(title, SIDE, 26, `font-size="15" font-weight="600" fill="${inks.text}"`),
    key(inks),
    ...(made && heatmaps
      ? [
          `<g transform="translate(0 ${HEADER})">${heatmaps.svg}</g>`,
          ...made.marginals.map((marginal, i) => {
            const [column, row] = [i % PANELS_A_ROW, Math.floor(i / PANELS_A_ROW)];
            const at = `${round(SIDE + column * PANEL.width)} ${marginalsAt + row * PANEL.height}`;
            return `<g transform="translate(${at})">${marginalSvg(marginal, inks)}</g>`;
          }),
          `<g transform="translate(${SIDE} ${nearestAt})">${nearestSvg(made, inks)}</g>`,
        ]
      : []),
    '</svg>\n',
  ];
  return { svg: parts.join('\n'), width: WIDTH, height };
}

/** Real rows are filled, those made are lines. */
function key(inks: Inks): string {
  return [
    `<rect x="${SIDE}" y="41" width="24" height="12" fill="${inks.reference}" fill-opacity="0.45"/>`,
    text(l10n.t('real rows'), SIDE + 32, 51, `fill="${inks.text}"`),
    `<path d="M${SIDE + 150} 47h24" stroke="${inks.train}" stroke-width="2.5"/>`,
    text(l10n.t('synthetic rows'), SIDE + 182, 51, `fill="${inks.text}"`),
  ].join('');
}

/** Lower triangles side by side, in the same colours. */
function heatmapPair(
  columns: readonly string[],
  { dependence }: SynthesisMade,
  units: Units,
  inks: Inks,
): { readonly svg: string; readonly height: number } {
  const n = columns.length - 1;
  const cell = Math.min(MOST_CELL, Math.floor((WIDTH / 2 - SIDE - NAMES - 8) / n));
  const longest = Math.max(...columns.map((name) => Math.min(LETTERS, visible(name).length)));
  // Letters of 7 units, upwards at 50 degrees.
  const below = 8 + Math.round(7 * Math.sin((50 / 180) * Math.PI) * longest);
  const ofSide = (side: 'real' | 'made', title: string) => {
    const squares = dependence.map((pair) => {
      const value = pair[side];
      const fill = value === null ? inks.ground : stepShade(inks.sequential, informationCorrelation(value));
      const [x, y] = [NAMES + pair.x * cell, 26 + (pair.z - 1) * cell];
      const names = pairName({ x: [columns[pair.x] ?? ''], z: [columns[pair.z] ?? ''] });
      const said =
        value === null ? l10n.t('no estimate') : `${formatInformation(value, units)} ${unitName(units)}`;
      return [
        `<g><title>${escaped(l10n.t('{0}: {1}', names, said))}</title>`,
        `<rect x="${x}" y="${y}" width="${cell - 1}" height="${cell - 1}" fill="${fill}"/>`,
        cell >= LEAST_VALUE_CELL
          ? text(
              formatInformation(value, units),
              x + cell / 2,
              y + cell / 2 + 4,
              `text-anchor="middle" font-size="11" fill="${inkOn(fill)}"`,
            )
          : '',
        '</g>',
      ].join('');
    });
    const size = cell < 11 ? 8 : 11;
    const rowNames = columns
      .slice(1)
      .map((name, i) =>
        text(
          shortened(visible(name), LETTERS),
          NAMES - 6,
          26 + (i + 0.5) * cell + 4,
          `text-anchor="end" font-size="${size}" fill="${inks.text}"`,
        ),
      );
    const columnNames = columns.slice(0, -1).map((name, i) => {
      const at = `${round(NAMES + (i + 0.5) * cell + 4)} ${26 + n * cell + 10}`;
      return `<text transform="translate(${at}) rotate(-50)" text-anchor="end" font-size="${size}" fill="${inks.text}">${escaped(shortened(visible(name), LETTERS))}</text>`;
    });
    const heading = text(title, NAMES, 14, `font-weight="600" fill="${inks.text}"`);
    return [heading, ...squares, ...rowNames, ...columnNames].join('\n');
  };
  const svg = [
    `<g transform="translate(${SIDE} 0)">${ofSide('real', l10n.t('Real: mutual information in {0}', unitName(units)))}</g>`,
    `<g transform="translate(${WIDTH / 2} 0)">${ofSide('made', l10n.t('Synthetic, in the same colours'))}</g>`,
  ].join('\n');
  return { svg, height: 26 + n * cell + below + 20 };
}

function marginalSvg(marginal: SynthesisMarginal, inks: Inks): string {
  const right = PANEL.width - PLOT.right;
  const missing = [marginal.missing.real, marginal.missing.made] as const;
  const most = Math.max(...marginal.real, ...marginal.made, 1e-9);
  const name = shortened(visible(marginal.name), 30);
  const parts = [
    text(name, PLOT.left, 16, `font-weight="600" fill="${inks.text}"`),
    ...(Math.max(...missing) > 0
      ? [
          text(
            l10n.t('missing: {0}, synthetic {1}', ...missing.map((share) => formatShare(share, 1))),
            PLOT.left,
            PANEL.height - 6,
            `font-size="11" fill="${inks.faint}"`,
          ),
        ]
      : []),
  ];
  if (marginal.kind === 'words') return [...parts, ...wordBars(marginal, most, right, inks)].join('\n');
  const bottom = PANEL.height - PLOT.bottom - 18;
  const bins = marginal.real.length;
  const across = (i: number) => round(PLOT.left + ((right - PLOT.left) * i) / bins);
  const up = (share: number) => round(bottom - ((bottom - PLOT.top) * share) / most);
  const steps = (values: readonly number[]) =>
    values.map((value, i) => `${i ? 'L' : 'M'}${across(i)} ${up(value)}H${across(i + 1)}`).join('');
  const area = `${steps(marginal.real)}L${across(bins)} ${bottom}H${across(0)}Z`;
  const ends = [marginal.edges[0] ?? 0, marginal.edges.at(-1) ?? 0] as const;
  const said = (value: number) =>
    marginal.kind === 'dates' ? new Date(value).toISOString().slice(0, 10) : label(value);
  return [
    ...parts,
    `<path d="${area}" fill="${inks.reference}" fill-opacity="0.45"/>`,
    `<path d="${steps(marginal.made)}" fill="none" stroke="${inks.train}" stroke-width="2"/>`,
    `<path d="M${PLOT.left} ${bottom}H${right}" stroke="${inks.lines}"/>`,
    text(said(ends[0]), PLOT.left, bottom + 14, `font-size="11" fill="${inks.faint}"`),
    text(said(ends[1]), right, bottom + 14, `font-size="11" text-anchor="end" fill="${inks.faint}"`),
  ].join('\n');
}

/** A bar for each value, real and made one above the other. */
function wordBars(
  { levels, real, made }: Extract<SynthesisMarginal, { kind: 'words' }>,
  most: number,
  right: number,
  inks: Inks,
): string[] {
  const names = 92;
  const line = Math.min(26, (PANEL.height - PLOT.top - PLOT.bottom) / levels.length);
  const long = (share: number) => round(((right - names - 66) * share) / most);
  return levels.flatMap((level, i) => {
    const top = PLOT.top + i * line;
    const shares = [real[i] ?? 0, made[i] ?? 0] as const;
    const word = level ?? l10n.t('all others');
    const spoken = l10n.t('{0}: {1}, synthetic {2}', word, ...shares.map((share) => formatShare(share, 1)));
    return [
      `<g><title>${escaped(spoken)}</title>`,
      text(
        shortened(visible(word), 14),
        names - 6,
        top + line / 2 + 4,
        `text-anchor="end" font-size="11" fill="${inks.text}"`,
      ),
      `<rect x="${names}" y="${round(top + 1)}" width="${long(shares[0])}" height="${round(line / 2 - 1)}" fill="${inks.reference}" fill-opacity="0.45"/>`,
      `<rect x="${names}" y="${round(top + line / 2)}" width="${long(shares[1])}" height="${round(line / 2 - 2)}" fill="${inks.train}"/>`,
      line >= 10
        ? bothShares(shares, names + Math.max(...shares.map(long)) + 4, top + line / 2 + 4, inks)
        : '',
      '</g>',
    ];
  });
}

/** Of the real rows and of those made, each in its ink. */
function bothShares([real, made]: readonly [number, number], x: number, y: number, inks: Inks): string {
  const part = (share: number, ink: string) => `<tspan fill="${ink}">${formatShare(share, 1)}</tspan>`;
  return `<text x="${round(x)}" y="${round(y)}" font-size="11">${part(real, inks.faint)} ${part(made, inks.train)}</text>`;
}

/** Shares of rows within a distance of a row that was trained on. */
function nearestSvg({ nearness: { deciles, near } }: SynthesisMade, inks: Inks): string {
  const [left, right, top, bottom] = [44, 560, 40, NEAREST_HEIGHT - 50];
  const high = 1.1 * Math.max(...deciles.made, ...deciles.heldOut, 1e-3);
  const across = (distance: number) => round(left + ((right - left) * distance) / high);
  const up = (share: number) => round(bottom - (bottom - top) * share);
  const path = (values: readonly number[]) =>
    values.map((value, i) => `${i ? 'L' : 'M'}${across(value)} ${up((i + 1) / 10)}`).join('');
  return [
    text(
      l10n.t('Rows within a distance of the nearest row trained on (deciles)'),
      0,
      16,
      `font-weight="600" fill="${inks.text}"`,
    ),
    ...[0, 0.5, 1].flatMap((share) => [
      `<path d="M${left} ${up(share)}H${right}" stroke="${inks.lines}"/>`,
      text(formatShare(share, 1), left - 6, up(share) + 4, `text-anchor="end" fill="${inks.faint}"`),
    ]),
    ...ticks(0, high, 6).map((value) =>
      text(label(value), across(value), bottom + 18, `text-anchor="middle" fill="${inks.faint}"`),
    ),
    text(
      l10n.t('Distance from the nearest row trained on'),
      (left + right) / 2,
      bottom + 38,
      `text-anchor="middle" fill="${inks.faint}"`,
    ),
    `<path d="M${across(near)} ${top}V${bottom}" stroke="${inks.faint}" stroke-dasharray="3 4"/>`,
    `<path d="${path(deciles.heldOut)}" fill="none" stroke="${inks.reference}" stroke-width="2" stroke-dasharray="6 4"/>`,
    `<path d="${path(deciles.made)}" fill="none" stroke="${inks.train}" stroke-width="2.5"/>`,
    ...[
      [l10n.t('held-out real rows'), inks.reference, ' stroke-dasharray="6 4"', top + 14],
      [l10n.t('synthetic rows'), inks.train, '', top + 36],
    ].map(
      ([words, ink, dash, y]) =>
        `<path d="M${right + 30} ${Number(y) - 4}h24" stroke="${ink}" stroke-width="2.5"${dash}/>${text(String(words), right + 62, Number(y), `fill="${inks.text}"`)}`,
    ),
    text(
      l10n.t('dotted: the nearest 5 % of the held-out rows'),
      right + 30,
      top + 58,
      `fill="${inks.faint}"`,
    ),
  ].join('\n');
}
