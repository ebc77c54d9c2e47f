import * as l10n from '@vscode/l10n';
import { label, round, ticks } from './chartSvg';
import { formatInformation, inUnits, pairName, unitName, type Units } from './format';
import type { Figure } from './heatmapSvg';
import { escaped, shortened, visible } from './markup';
import { INKS, type Paper } from './paper';
import type { PairState } from './report';

const WIDTH = 640;
const HEIGHT = 380;
const LEFT = 64;
const RIGHT = WIDTH - 20;
const TOP = 62;
const BOTTOM = HEIGHT - 74;

/** The training curves of a pair: the bound on training and on held-out rows, the chosen stop, the Gaussian reference. */
export function curvesSvg(pair: PairState, units: Units, paper: Paper): Figure {
  const inks = INKS[paper];
  const { curve, stop } = pair;
  const { gaussian } = pair.references;
  const bounds = curve.flatMap(({ train, heldOut }) => [train, heldOut]);
  const values = [...bounds, gaussian ?? 0].map((nats) => inUnits(nats, units));
  const high = 1.05 * values.reduce((most, value) => Math.max(most, value), 0.05);
  // A critic can start far below zero; the axis stops where the rest would be squeezed flat.
  const low = Math.max(
    values.reduce((least, value) => Math.min(least, value), 0),
    -high,
  );
  const last = Math.max(1, curve.at(-1)?.iteration ?? 1);
  const x = (iteration: number) => round(LEFT + ((RIGHT - LEFT) * iteration) / last);
  const y = (value: number) => round(BOTTOM - ((BOTTOM - TOP) * (Math.max(low, value) - low)) / (high - low));
  const path = (key: 'train' | 'heldOut') =>
    curve
      .map((point, i) => `${i ? 'L' : 'M'}${x(point.iteration)} ${y(inUnits(point[key], units))}`)
      .join('');
  const chosen =
    stop === null
      ? undefined
      : curve.toSorted((a, b) => Math.abs(a.iteration - stop) - Math.abs(b.iteration - stop))[0];
  const name = shortened(visible(pairName(pair)), 70);
  const estimate =
    pair.mi === null ? l10n.t('no estimate') : `${formatInformation(pair.mi, units)} ${unitName(units)}`;
  const text = (words: string, at: readonly [number, number], more: string) =>
    `<text x="${at[0]}" y="${at[1]}" ${more}>${escaped(words)}</text>`;
  const keys = [
    [l10n.t('Held-out rows'), inks.heldOut, ''],
    [l10n.t('Training rows'), inks.train, ''],
    ...(gaussian === null ? [] : [[l10n.t('Gaussian reference'), inks.reference, '6 4'] as const]),
  ] as const;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif" font-size="12">`,
    `<title>${escaped(l10n.t('Training curves: {0}', name))}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${inks.ground}"/>`,
    text(name, [16, 26], `font-size="15" font-weight="600" fill="${inks.text}"`),
    text(
      l10n.t('{0}; bound in {1} by training step', estimate, unitName(units)),
      [16, 44],
      `fill="${inks.faint}"`,
    ),
    ...ticks(low, high, 5).flatMap((value) => [
      `<path d="M${LEFT} ${y(value)}H${RIGHT}" stroke="${inks.lines}"/>`,
      text(label(value), [LEFT - 8, y(value) + 4], `text-anchor="end" fill="${inks.faint}"`),
    ]),
    ...ticks(0, last, 6).map((value) =>
      text(label(value), [x(value), BOTTOM + 18], `text-anchor="middle" fill="${inks.faint}"`),
    ),
    ...(gaussian === null
      ? []
      : [
          `<path d="M${LEFT} ${y(inUnits(gaussian, units))}H${RIGHT}" stroke="${inks.reference}" stroke-dasharray="6 4" fill="none"/>`,
        ]),
    `<path d="${path('train')}" stroke="${inks.train}" stroke-width="1.5" fill="none"/>`,
    `<path d="${path('heldOut')}" stroke="${inks.heldOut}" stroke-width="2.5" fill="none"/>`,
    ...(chosen
      ? [
          `<circle cx="${x(chosen.iteration)}" cy="${y(inUnits(chosen.heldOut, units))}" r="5" fill="${inks.heldOut}" stroke="${inks.text}" stroke-width="2"><title>${escaped(l10n.t('Chosen stop: step {0}', chosen.iteration))}</title></circle>`,
        ]
      : []),
    ...keys.flatMap(([words, colour, dash], i) => [
      `<path d="M${LEFT + i * 170} ${HEIGHT - 24}h24" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash}"/>`,
      text(words, [LEFT + i * 170 + 32, HEIGHT - 20], `fill="${inks.text}"`),
    ]),
    ...(curve.length ? [] : [text(l10n.t('No training.'), [LEFT + 16, TOP + 40], `fill="${inks.faint}"`)]),
    '</svg>\n',
  ];
  return { svg: parts.join('\n'), width: WIDTH, height: HEIGHT };
}
