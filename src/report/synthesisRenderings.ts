import * as l10n from '@vscode/l10n';
import { alignedTable } from './alignedTable';
import { formatCount, formatForecast, formatInformation, pairName, unitName, type Units } from './format';
import { htmlDocument, htmlTable, type PageStyle } from './htmlDocument';
import { escaped, visible } from './markup';
import type { Paper } from './paper';
import type { Synthesis, SynthesisMade } from './synthesis';
import { synthesisSvg } from './synthesisSvg';

export const SYNTHESIS_FORMATS = ['table', 'json', 'svg'] as const;
export type SynthesisFormat = (typeof SYNTHESIS_FORMATS)[number];

/** Pairs in the table, those first that came out worst. */
const SHOWN_PAIRS = 15;

/** Of the comparison; the rows themselves are in `made.csv`. Ends with a line break. */
export function renderSynthesis(
  synthesis: Synthesis,
  format: SynthesisFormat,
  units: Units,
  paper: Paper = 'light',
): string {
  switch (format) {
    case 'table':
      return textTable(synthesis, units);
    case 'json': {
      const { made, ...rest } = synthesis;
      const { csv, ...compared } = made ?? { csv: '' };
      return `${JSON.stringify({ ...rest, made: made && compared, bytes: csv.length }, null, 1)}\n`;
    }
    case 'svg':
      return synthesisSvg(synthesis, units, paper).svg;
  }
}

export function synthesisTitle({ source }: Pick<Synthesis, 'source'>): string {
  return l10n.t('Synthetic rows like those of {0}', source);
}

/** How far it is, for people. */
export function synthesisProgress({ settings }: Synthesis, secondsLeft: number | null): string {
  const place =
    settings.iteration < settings.iterations
      ? l10n.t('iteration {0} of {1}', formatCount(settings.iteration), formatCount(settings.iterations))
      : l10n.t('comparing with the real rows');
  return secondsLeft === null ? place : l10n.t('{0}, {1} left', place, formatForecast(secondsLeft));
}

/** A page with what there is to know before the rows are used, the figure, and its numbers as tables. */
export function synthesisHtml(
  synthesis: Synthesis,
  { units, paper, style }: { readonly units: Units; readonly paper: Paper; readonly style: PageStyle },
): string {
  const title = synthesisTitle(synthesis);
  const { made } = synthesis;
  const paragraph = (sentence: string) => `<p>${escaped(sentence)}</p>`;
  const body = [
    `<h1>${escaped(title)}</h1>`,
    ...settingsSentences(synthesis).map(paragraph),
    ...(made
      ? [
          `<h2>${escaped(l10n.t('Can they stand for the real rows?'))}</h2>`,
          ...likenessSentences(synthesis, made, units).map(paragraph),
          `<h2>${escaped(l10n.t('Do they give real rows away?'))}</h2>`,
          ...nearnessSentences(made, synthesis.rows.wanted).map(paragraph),
          `<figure>${synthesisSvg(synthesis, units, paper).svg}</figure>`,
          `<h2>${escaped(l10n.t('Pairs that came out worst'))}</h2>`,
          htmlTable(l10n.t('Pairs that came out worst'), ...pairTable(synthesis, made, units)),
        ]
      : [`<p role="status"><strong>${escaped(noRowsSentence())}</strong></p>`]),
  ];
  return htmlDocument(title, body.join('\n'), style);
}

export function noRowsSentence(): string {
  return l10n.t(
    'The rows are made once the training has ended; where it is cancelled before, there are none.',
  );
}

function settingsSentences({ rows, columns, leftOut, made, settings, seed, engine }: Synthesis): string[] {
  const { iterations, generator, discriminator, critic, noise, code } = settings;
  return [
    ...(made
      ? [
          l10n.t(
            '{0} rows of {1} columns, made by a generator that was trained on {2} of {3} rows; {4} rows were held out to compare with.',
            ...[rows.wanted, columns.length, made.trained, rows.all, made.heldOut].map(formatCount),
          ),
        ]
      : []),
    l10n.t(
      'GAN with the mutual information of row and code (Belghazi et al. 2018): {0} iterations, generator {1}, discriminator {2}, critic {3}, {4} numbers of noise, {5} of code; seed {6}, {7}.',
      formatCount(iterations),
      generator.join('-'),
      discriminator.join('-'),
      critic.join('-'),
      noise,
      code,
      seed,
      engine,
    ),
    ...(leftOut.length > 0
      ? [
          l10n.t(
            'Left out: {0}.',
            leftOut.map(({ name, reason }) => l10n.t('{0} ({1})', name, reason)).join(', '),
          ),
        ]
      : []),
  ];
}

/** Both known, the furthest apart first. */
function comparedPairs({ dependence }: SynthesisMade) {
  return dependence
    .flatMap(({ x, z, real, made }) => (real === null || made === null ? [] : [{ x, z, real, made }]))
    .sort((a, b) => Math.abs(b.made - b.real) - Math.abs(a.made - a.real));
}

function likenessSentences({ columns }: Synthesis, made: SynthesisMade, units: Units): string[] {
  const pairs = comparedPairs(made);
  const mean = (of: (pair: (typeof pairs)[number]) => number) =>
    formatInformation(pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length, units);
  const [worst] = pairs;
  const { cells, made: reached, heldOut, levels } = made.coverage;
  return [
    ...(worst
      ? [
          l10n.t(
            'Dependence: the pairs have {0} {2} on average among the real rows and {1} among the synthetic; a pair is off by {3} on average, the worst, {4}, has {5} for {6}.',
            mean(({ real }) => real),
            mean((pair) => pair.made),
            unitName(units),
            mean((pair) => Math.abs(pair.made - pair.real)),
            pairOf(columns, worst),
            formatInformation(worst.made, units),
            formatInformation(worst.real, units),
          ),
        ]
      : []),
    l10n.t(
      'Modes: of {0} cells of similar real rows the synthetic ones cover {1}, the held-out real rows {2}. A cell is covered by a fifth of its due number of rows.',
      cells,
      reached,
      heldOut,
    ),
    ...(levels.real > 0
      ? [l10n.t('Of the {0} values of the categorical columns {1} occur.', levels.real, levels.made)]
      : []),
    l10n.t(
      'Each number’s distribution is the real column’s by construction; how often a category or a missing value occurs was learned.',
    ),
  ];
}

function nearnessSentences({ nearness }: SynthesisMade, wanted: number): string[] {
  const { near, within, copies, rows } = nearness;
  // Two standard errors of the two shares.
  const error = Math.sqrt(
    (within.heldOut * (1 - within.heldOut) + 1e-4) * (1 / rows.made + 1 / rows.heldOut),
  );
  const percent = (share: number) => l10n.t('{0} %', (100 * share).toFixed(1));
  return [
    within.made > within.heldOut + 2 * error
      ? l10n.t(
          'Nearer than real rows are: {0} of the synthetic rows lie within {1} of a row that was trained on, {2} of the held-out real ones. Fewer iterations or more rows help.',
          percent(within.made),
          near.toFixed(3),
          percent(within.heldOut),
        )
      : l10n.t(
          'No nearer than real rows are: {0} of the synthetic rows lie within {1} of a row that was trained on, {2} of the held-out real ones.',
          percent(within.made),
          near.toFixed(3),
          percent(within.heldOut),
        ),
    l10n.t(
      'Copies: {0} of {1} synthetic rows are equal to a row that was trained on, {2} of the {3} held-out real ones.',
      ...[copies.made, wanted, copies.heldOut, rows.heldOut].map(formatCount),
    ),
    l10n.t(
      'Distance: the mean over the columns of how many ranks apart two numbers are, as a share of all, and of 1 for different categories (Gower). All values of a column come from the real rows or lie between two of them; this comparison is no proof that nobody can be recognised.',
    ),
  ];
}

function pairOf(columns: readonly string[], { x, z }: { readonly x: number; readonly z: number }): string {
  return pairName({ x: [columns[x] ?? ''], z: [columns[z] ?? ''] });
}

function pairTable(
  { columns }: Synthesis,
  made: SynthesisMade,
  units: Units,
): [string[][], ReadonlySet<string>] {
  const head = [
    l10n.t('Pair'),
    l10n.t('Real ({0})', unitName(units)),
    l10n.t('Synthetic ({0})', unitName(units)),
  ];
  const rows = comparedPairs(made)
    .slice(0, SHOWN_PAIRS)
    .map((pair) => [
      pairOf(columns, pair),
      formatInformation(pair.real, units),
      formatInformation(pair.made, units),
    ]);
  return [[head, ...rows], new Set(head.slice(1))];
}

/** For a terminal. */
function textTable(synthesis: Synthesis, units: Units): string {
  const { made } = synthesis;
  const lines = [synthesisTitle(synthesis), ...settingsSentences(synthesis), ''];
  if (!made) return [...lines, noRowsSentence(), ''].map(visible).join('\n');
  const [rows] = pairTable(synthesis, made, units);
  return [
    ...lines,
    ...likenessSentences(synthesis, made, units),
    '',
    ...nearnessSentences(made, synthesis.rows.wanted),
    '',
    l10n.t('Pairs that came out worst'),
    ...alignedTable(rows, (column) => column === 0),
    '',
  ]
    .map(visible)
    .join('\n');
}
