import * as l10n from '@vscode/l10n';
import { alignedTable } from './alignedTable';
import type { Compression, CompressionRun } from './compression';
import { compressionSvg } from './compressionSvg';
import {
  answerSentences,
  byLoss,
  chosenRun,
  compressionTitle,
  errorWords,
  notes,
  runName,
  settingsSentence,
} from './compressionWords';
import { inUnits, unitName, type Units } from './format';
import { htmlDocument, htmlTable, type PageStyle } from './htmlDocument';
import { escaped, visible } from './markup';
import type { Paper } from './paper';

export const COMPRESSION_FORMATS = ['table', 'json', 'svg'] as const;
export type CompressionFormat = (typeof COMPRESSION_FORMATS)[number];

/** Ends with a line break. */
export function renderCompression(
  compression: Compression,
  format: CompressionFormat,
  units: Units,
  paper: Paper = 'light',
): string {
  switch (format) {
    case 'table':
      return textTable(compression, units);
    case 'json':
      return `${JSON.stringify(compression, null, 1)}\n`;
    case 'svg':
      return compressionSvg(compression, units, paper).svg;
  }
}

/** A page with the answer, the figure, and the same numbers as tables. */
export function compressionHtml(
  compression: Compression,
  look: { readonly units: Units; readonly paper: Paper; readonly style: PageStyle },
): string {
  const { units, paper, style } = look;
  const title = compressionTitle(compression);
  const table = (name: string, [head = [], ...rows]: string[][]) => [
    `<h2>${escaped(name)}</h2>`,
    htmlTable(name, [head, ...rows], new Set(head.slice(1))),
  ];
  const columns = columnCells(compression, units);
  const body = [
    `<h1>${escaped(title)}</h1>`,
    `<p>${escaped(settingsSentence(compression))}</p>`,
    `<div role="status">${answerSentences(compression, units)
      .map((sentence) => `<p><strong>${escaped(sentence)}</strong></p>`)
      .join('')}</div>`,
    `<figure>${compressionSvg(compression, units, paper).svg}</figure>`,
    ...table(l10n.t('Encodings'), runCells(compression, units)),
    ...(columns.length > 1 ? table(l10n.t('Columns'), columns) : []),
    `<h2>${escaped(l10n.t('Notes'))}</h2>`,
    `<ul>${notes(compression)
      .map((note) => `<li>${escaped(note)}</li>`)
      .join('')}</ul>`,
  ];
  return htmlDocument(title, body.join('\n'), style);
}

/** For a terminal. */
function textTable(compression: Compression, units: Units): string {
  return [
    compressionTitle(compression),
    settingsSentence(compression),
    '',
    ...alignedTable(runCells(compression, units)),
    '',
    ...alignedTable(columnCells(compression, units)),
    '',
    ...answerSentences(compression, units),
    ...notes(compression),
    '',
  ]
    .map((line) => visible(line))
    .join('\n');
}

function runCells(compression: Compression, units: Units): string[][] {
  const information = (nats: number | null) => (nats === null ? '–' : inUnits(nats, units).toFixed(3));
  const cells = (run: CompressionRun, place: number) =>
    run.end
      ? [
          [
            place === compression.chosen ? l10n.t('{0} (chosen)', runName(run)) : runName(run),
            information(run.end.informationX),
            information(run.end.informationY),
            l10n.t(
              '{0} ± {1}',
              errorWords(compression, run.end.error),
              errorWords(compression, run.end.errorDeviation),
            ),
          ],
        ]
      : [];
  return [
    [
      l10n.t('Bottleneck'),
      l10n.t('I(X;T) ({0})', unitName(units)),
      l10n.t('I(T;Y) ({0})', unitName(units)),
      l10n.t('Held-out error'),
    ],
    ...compression.runs.flatMap(cells),
  ];
}

function columnCells(compression: Compression, units: Units): string[][] {
  const end = chosenRun(compression)?.end;
  if (!end) return [];
  return [
    [l10n.t('Column'), l10n.t('Loss added without it ({0})', unitName(units))],
    ...byLoss(compression, end.kept).map(({ name, lost }) => [name, inUnits(lost, units).toFixed(3)]),
  ];
}
