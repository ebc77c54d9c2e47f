import * as l10n from '@vscode/l10n';
import { label, round, ticks } from './chartSvg';
import type { Convergence } from './convergence';
import { formatCount, inUnits, pairName, unitName, type Units } from './format';
import type { Figure } from './heatmapSvg';
import { escaped, shortened, visible } from './markup';
import { INKS, type Paper } from './paper';

const WIDTH = 680;
const HEIGHT = 400;
const LEFT = 64;
const RIGHT = WIDTH - 28;
const TOP = 66;
const BOTTOM = HEIGHT - 62;

/** Estimate and 90 % interval against the logarithm of the rows; room is left for subsamples that are still to come. */
export function convergenceSvg({ x, z, sizes, points }: Convergence, units: Units, paper: Paper): Figure {
  const inks = INKS[paper];
  const values = points.flatMap(({ mi, interval }) => [mi, ...(interval ?? [])]);
  const inShown = [0, ...values].map((nats) => inUnits(nats, units));
  const [low, high] = [Math.min(...inShown), 1.05 * Math.max(...inShown, 0.05)];
  // Rows with a missing value are left out, so a point can have fewer rows than its subsample.
  const first = Math.log(Math.max(1, Math.min(...sizes, ...points.map(({ rows }) => rows))));
  const last = Math.max(first + 1e-6, Math.log(Math.max(1, ...sizes)));
  const across = (rows: number) =>
    round(LEFT + 24 + ((RIGHT - LEFT - 48) * (Math.log(Math.max(1, rows)) - first)) / (last - first));
  const up = (nats: number) => round(BOTTOM - ((BOTTOM - TOP) * (inUnits(nats, units) - low)) / (high - low));
  const upShown = (value: number) => round(BOTTOM - ((BOTTOM - TOP) * (value - low)) / (high - low));
  const text = (words: string, at: readonly [number, number], more: string) =>
    `<text x="${at[0]}" y="${at[1]}" ${more}>${escaped(words)}</text>`;
  const through = (places: readonly (readonly [number, number])[]) =>
    places.map(([a, b], i) => `${i ? 'L' : 'M'}${a} ${b}`).join('');
  const bounded = points.flatMap(({ rows, interval }) => (interval ? [{ rows, interval }] : []));
  const edge = (end: 0 | 1) =>
    bounded.map(({ rows, interval }) => [across(rows), up(interval[end])] as const);
  const name = shortened(visible(pairName({ x: [...x], z: [...z] })), 70);
  const title = l10n.t('Convergence with rows: {0}', name);
  const spoken = (nats: number) => `${inUnits(nats, units).toFixed(3)} ${unitName(units)}`;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${inks.ground}"/>`,
    text(name, [16, 26], `font-size="15" font-weight="600" fill="${inks.text}"`),
    text(
      l10n.t('Estimate and 90 % interval in {0}, by number of rows (logarithmic)', unitName(units)),
      [16, 46],
      `fill="${inks.faint}"`,
    ),
    ...ticks(low, high, 5).flatMap((value) => [
      `<path d="M${LEFT} ${upShown(value)}H${RIGHT}" stroke="${inks.lines}"/>`,
      text(label(value), [LEFT - 8, upShown(value) + 4], `text-anchor="end" fill="${inks.faint}"`),
    ]),
    ...(points.length > 0 ? points.map(({ rows }) => rows) : sizes).map((rows) =>
      text(formatCount(rows), [across(rows), BOTTOM + 20], `text-anchor="middle" fill="${inks.faint}"`),
    ),
    text(l10n.t('Rows'), [(LEFT + RIGHT) / 2, BOTTOM + 44], `text-anchor="middle" fill="${inks.faint}"`),
    `<path d="${through([...edge(0), ...edge(1).toReversed()])}" fill="${inks.heldOut}" fill-opacity="0.15"/>`,
    ...bounded.map(({ rows, interval: [lower, upper] }) => {
      const [at, bottom, top] = [across(rows), up(lower), up(upper)];
      return `<path d="M${at - 6} ${top}h12M${at} ${top}V${bottom}M${at - 6} ${bottom}h12" stroke="${inks.heldOut}" stroke-width="1.5" fill="none"/>`;
    }),
    `<path d="${through(points.map(({ rows, mi }) => [across(rows), up(mi)]))}" stroke="${inks.heldOut}" stroke-width="2.5" fill="none"/>`,
    ...points.map(({ rows, mi, interval }) => {
      const words = interval
        ? l10n.t('{0} rows: {1}, from {2} to {3}', formatCount(rows), ...[mi, ...interval].map(spoken))
        : l10n.t('{0} rows: {1}', formatCount(rows), spoken(mi));
      return `<circle cx="${across(rows)}" cy="${up(mi)}" r="5" fill="${inks.heldOut}" stroke="${inks.ground}" stroke-width="1.5"><title>${escaped(words)}</title></circle>`;
    }),
    '</svg>\n',
  ];
  return { svg: parts.join('\n'), width: WIDTH, height: HEIGHT };
}
