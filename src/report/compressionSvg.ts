import * as l10n from '@vscode/l10n';
import { colours, round, text } from './chartSvg';
import type { Compression, CompressionRun } from './compression';
import { axes, dot, heading, NAMES, PANEL, PLOT, scale, verticals, type Look } from './compressionPlot';
import { byLoss, chosenRun, compressionTitle, errorWords, runName } from './compressionWords';
import { inUnits, unitName, type Units } from './format';
import type { Figure } from './heatmapSvg';
import { escaped, shortened, visible } from './markup';
import { INKS, shade, type Inks, type Paper } from './paper';

const HEADER = 48;
/** Columns and classes that are shown. */
const MOST_BARS = 10;
const MOST_CLASSES = 6;

/** The information plane, the held-out error, the columns that survive, and the encoding itself. */
export function compressionSvg(compression: Compression, units: Units, paper: Paper): Figure {
  const inks = INKS[paper];
  const look = { units, inks, palette: colours(inks) };
  const width = 2 * PANEL.width;
  const height = HEADER + 2 * PANEL.height;
  const panels = [informationPlane, errors, columnsKept, encoding];
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif" font-size="12">`,
    `<title>${escaped(compressionTitle(compression))}</title>`,
    `<rect width="${width}" height="${height}" fill="${inks.ground}"/>`,
    text(
      shortened(visible(compressionTitle(compression)), 90),
      16,
      28,
      `font-size="15" font-weight="600" fill="${inks.text}"`,
    ),
    ...panels.map((panel, i) => {
      const [x, y] = [(i % 2) * PANEL.width, HEADER + Math.floor(i / 2) * PANEL.height];
      return `<g transform="translate(${x} ${y})">\n${panel(compression, look).join('\n')}\n</g>`;
    }),
    '</svg>\n',
  ];
  return { svg: parts.join('\n'), width, height };
}

type Ended = CompressionRun & { readonly end: NonNullable<CompressionRun['end']> };

function ended({ runs }: Compression): Ended[] {
  return runs.flatMap((run) => (run.end ? [{ ...run, end: run.end }] : []));
}

function colourOf(kind: CompressionRun['kind'], { inks, palette }: Look): string {
  switch (kind) {
    case 'none':
    case 'dropout':
      return inks.reference;
    case 'variational':
      return inks.train;
    case 'gaussian':
      return inks.heldOut;
    case 'additive':
    case 'propagated':
      return palette[3] ?? inks.text;
  }
}

/** I(X;T) against I(T;Y): while it is trained, faintly, and at the end, over β. */
function informationPlane(compression: Compression, look: Look): string[] {
  const { inks, units } = look;
  const measured = ended(compression).filter(({ end }) => end.informationX !== null);
  const swept = measured.filter(({ kind }) => kind === 'gaussian');
  const paths = compression.runs.filter(({ kind }) => kind === 'gaussian');
  const whole = ended(compression).find(({ kind }) => kind === 'none');
  // Mutual information is never below 0, whatever a bound says.
  const shown = (nats: number | null) => Math.max(0, inUnits(nats ?? 0, units));
  const xs = [
    ...measured.map(({ end }) => shown(end.informationX)),
    ...paths.flatMap(({ path }) => path.map(({ informationX }) => shown(informationX))),
  ];
  const ys = [
    ...ended(compression).map(({ end }) => shown(end.informationY)),
    ...paths.flatMap(({ path }) => path.map(({ informationY }) => shown(informationY))),
  ];
  const x = scale([0, 1.06 * Math.max(0.1, ...xs)], [PLOT.left, PLOT.right]);
  const y = scale([0, 1.06 * Math.max(0.1, ...ys)], [PLOT.bottom, PLOT.top]);
  const at = ({ end }: Ended) => [x.of(shown(end.informationX)), y.of(shown(end.informationY))] as const;
  const line = (places: readonly (readonly [number, number])[]) =>
    places.map(([a, b], i) => `${i ? 'L' : 'M'}${a} ${b}`).join('');
  const kinds = (['gaussian', 'variational', 'additive'] as const).filter((kind) =>
    measured.some((run) => run.kind === kind),
  );
  const words = {
    gaussian: l10n.t('MINE, Gaussian, by β'),
    variational: l10n.t('DVB'),
    additive: l10n.t('MINE, additive noise'),
  };
  let keyAt = PLOT.left;
  const key = kinds.flatMap((kind) => {
    const from = keyAt;
    keyAt += 32 + 6 * words[kind].length;
    return [
      dot([from + 5, 38], colourOf(kind, look), inks),
      text(words[kind], from + 14, 42, `fill="${inks.text}"`),
    ];
  });
  return [
    heading(l10n.t('Information plane'), inks),
    ...key,
    ...axes(x, y, look),
    text(
      l10n.t('I(X;T), {0}: what it knows of the columns', unitName(units)),
      (PLOT.left + PLOT.right) / 2,
      PANEL.height - 14,
      `text-anchor="middle" fill="${inks.faint}"`,
    ),
    `<text transform="translate(14 ${(PLOT.top + PLOT.bottom) / 2}) rotate(-90)" text-anchor="middle" fill="${inks.faint}">${escaped(l10n.t('I(T;Y), {0}: what it tells of the target', unitName(units)))}</text>`,
    ...(whole
      ? [
          `<path d="M${PLOT.left} ${y.of(shown(whole.end.informationY))}H${PLOT.right}" stroke="${inks.reference}" stroke-dasharray="5 4"/>`,
          text(
            l10n.t('no bottleneck'),
            PLOT.right,
            y.of(shown(whole.end.informationY)) - 5,
            `text-anchor="end" fill="${inks.faint}"`,
          ),
        ]
      : []),
    ...paths.map(
      ({ path }) =>
        `<path d="${line(path.map(({ informationX, informationY }) => [x.of(shown(informationX)), y.of(shown(informationY))]))}" fill="none" stroke="${inks.heldOut}" stroke-opacity="0.3"/>`,
    ),
    `<path d="${line(swept.map(at))}" fill="none" stroke="${inks.heldOut}" stroke-width="2"/>`,
    ...measured.map((run) =>
      dot(
        at(run),
        colourOf(run.kind, look),
        inks,
        l10n.t(
          '{0}: I(X;T) {1}, I(T;Y) {2}',
          runName(run),
          ...[run.end.informationX, run.end.informationY].map((nats) => inUnits(nats ?? 0, units).toFixed(3)),
        ),
      ),
    ),
    ...chosenMark(compression, at, inks),
  ];
}

function chosenMark(
  compression: Compression,
  at: (run: Ended) => readonly [number, number],
  inks: Inks,
): string[] {
  const run = chosenRun(compression);
  if (!run) return [];
  const [x, y] = at(run);
  const isRight = x > PLOT.right - 90;
  return [
    `<circle cx="${x}" cy="${y}" r="9" fill="none" stroke="${inks.text}" stroke-width="1.5"/>`,
    text(
      l10n.t('β = {0}', run.beta ?? ''),
      isRight ? x - 14 : x + 14,
      y + 18,
      `${isRight ? 'text-anchor="end" ' : ''}fill="${inks.text}"`,
    ),
  ];
}

/** Each kind's held-out error with one standard error to both sides. */
function errors(compression: Compression, look: Look): string[] {
  const { inks } = look;
  const { target } = compression;
  const factor = target.kind === 'classes' ? 100 : 1;
  const runs = ended(compression);
  const chosen = chosenRun(compression);
  const most = Math.max(0, ...runs.map(({ end }) => factor * (end.error + end.errorDeviation)));
  const least = Math.max(0, Math.min(most, ...runs.map(({ end }) => end.error - end.errorDeviation)));
  // Shares are read from 0; of another error the differences count.
  const from = target.kind === 'classes' ? 0 : Math.max(0, least - 0.2 * (most - least));
  const x = scale([from, most > from ? most + 0.05 * (most - from) : from + 1], [NAMES, PLOT.right]);
  const rowHeight = Math.min(28, (PLOT.bottom - PLOT.top + 16) / Math.max(1, runs.length));
  const unit =
    target.kind === 'classes'
      ? l10n.t('rows whose class is missed, %')
      : l10n.t('root mean square error, in the unit of the target');
  return [
    heading(l10n.t('Held-out error, ± one standard error'), inks),
    ...verticals(x, look, unit),
    ...runs.flatMap((run, i) => {
      const y = round(PLOT.top - 8 + rowHeight * (i + 0.5));
      const { error, errorDeviation } = run.end;
      const [low, high] = [
        x.of(Math.max(from, factor * (error - errorDeviation))),
        x.of(factor * (error + errorDeviation)),
      ];
      const colour = colourOf(run.kind, look);
      const isChosen = chosen?.kind === run.kind && chosen.beta === run.beta;
      return [
        text(
          shortened(runName(run), 32),
          NAMES - 10,
          y + 4,
          `text-anchor="end" ${isChosen ? 'font-weight="600" ' : ''}fill="${inks.text}"`,
        ),
        `<path d="M${low} ${y}H${high}" stroke="${colour}" stroke-width="2"/>`,
        dot(
          [x.of(factor * error), y],
          colour,
          inks,
          l10n.t(
            '{0}: {1} ± {2}',
            runName(run),
            errorWords(compression, error),
            errorWords(compression, errorDeviation),
          ),
        ),
      ];
    }),
  ];
}

/** What of I(T;Y) is lost when a column's cells are dealt to other rows, in the chosen encoding. */
function columnsKept(compression: Compression, look: Look): string[] {
  const { inks, units } = look;
  const run = chosenRun(compression);
  const all = run ? byLoss(compression, run.end.kept) : [];
  const shown = all.slice(0, MOST_BARS);
  const x = scale(
    [0, 1.05 * Math.max(0.05, ...shown.map(({ lost }) => inUnits(lost, units)))],
    [NAMES, PLOT.right],
  );
  const rowHeight = Math.min(44, (PLOT.bottom - PLOT.top + 16) / Math.max(1, shown.length));
  return [
    heading(l10n.t('Which columns survive'), inks),
    text(
      run
        ? l10n.t('loss added when a column’s cells are dealt to other rows')
        : l10n.t('known when β is chosen'),
      16,
      38,
      `fill="${inks.faint}"`,
    ),
    ...verticals(x, look, unitName(units)),
    ...shown.flatMap(({ name, lost }, i) => {
      const y = round(PLOT.top - 8 + rowHeight * i);
      const value = inUnits(lost, units);
      return [
        text(
          shortened(visible(name), 30),
          NAMES - 10,
          y + rowHeight / 2 + 4,
          `text-anchor="end" fill="${inks.text}"`,
        ),
        `<rect x="${NAMES}" y="${round(y + 4)}" width="${Math.max(1, round(x.of(Math.max(0, value)) - NAMES))}" height="${round(rowHeight - 8)}" fill="${inks.heldOut}"><title>${escaped(l10n.t('{0}: {1} {2}', name, value.toFixed(3), unitName(units)))}</title></rect>`,
      ];
    }),
    ...(all.length > MOST_BARS
      ? [
          text(
            l10n.t('and {0} more in the table', all.length - MOST_BARS),
            PLOT.right,
            38,
            `text-anchor="end" fill="${inks.faint}"`,
          ),
        ]
      : []),
  ];
}

/** Held-out rows by the first two numbers of their encoding, coloured by their class or value. */
function encoding({ sample = [], target, latent }: Compression, look: Look): string[] {
  const { inks } = look;
  const x = scale(ends(sample.map(([a]) => a)), [PLOT.left, PLOT.right]);
  const y = scale(ends(sample.map(([, b]) => b)), [PLOT.bottom, PLOT.top]);
  const classes = target.kind === 'classes' ? target.classes : [];
  const colour = (value: number) =>
    target.kind === 'classes'
      ? value < MOST_CLASSES
        ? (CLASS_ORDER.map((place) => look.palette[place])[value] ?? inks.text)
        : inks.lines
      : // From two deviations below the mean to two above.
        shade(inks.sequential, 0.2 + 0.2 * (Math.min(2, Math.max(-2, value)) + 2));
  let keyAt = PLOT.left;
  const key = classes.slice(0, MOST_CLASSES).flatMap((name, i) => {
    const words = shortened(visible(name), 14);
    const from = keyAt;
    keyAt += 24 + 6.5 * words.length;
    return keyAt > PANEL.width
      ? []
      : [dot([from + 5, 38], colour(i), inks), text(words, from + 14, 42, `fill="${inks.text}"`)];
  });
  const words =
    sample.length === 0
      ? l10n.t('known when β is chosen')
      : target.kind === 'numbers'
        ? l10n.t('the darker, the more of {0}', shortened(visible(target.name), 30))
        : null;
  return [
    heading(l10n.t('Held-out rows in the encoding'), inks),
    ...(words === null
      ? key
      : [
          text(
            look.inks.ground === '#ffffff' || sample.length === 0
              ? words
              : l10n.t('the lighter, the more of {0}', shortened(visible(target.name), 30)),
            16,
            38,
            `fill="${inks.faint}"`,
          ),
        ]),
    ...axes(x, y, look),
    text('t1', (PLOT.left + PLOT.right) / 2, PANEL.height - 14, `text-anchor="middle" fill="${inks.faint}"`),
    ...(latent > 1 ? [text('t2', 14, (PLOT.top + PLOT.bottom) / 2, `fill="${inks.faint}"`)] : []),
    ...sample.map(
      ([a, b, value]) =>
        `<circle cx="${x.of(a)}" cy="${y.of(b)}" r="3" fill="${colour(value)}" fill-opacity="0.8"/>`,
    ),
  ];
}

/** Blue, orange, green, purple, pink, grey. */
const CLASS_ORDER = [1, 2, 3, 4, 5, 0];

/** Four of the least deviations of T's noise, within which rows hardly differ. */
const LEAST_SPAN = 2;

function ends(values: readonly number[]): [number, number] {
  const [low, high] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 0];
  const half = Math.max(LEAST_SPAN, 1.08 * (high - low)) / 2;
  return [(low + high) / 2 - half, (low + high) / 2 + half];
}
