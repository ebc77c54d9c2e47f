import * as l10n from '@vscode/l10n';
import { alignedTable } from './alignedTable';
import type { Compression, CompressionRun } from './compression';
import { formatForecast, inUnits, unitName, type Units } from './format';
import { htmlDocument, htmlTable, type PageStyle } from './htmlDocument';
import { escaped, visible } from './markup';
import type { Paper } from './paper';

export const COMPRESSION_FORMATS = ['table', 'json', 'svg'] as const;

export function compressionTitle({ target }: { readonly target: { readonly name: string } }): string {
  return l10n.t('Columns compressed for {0}', target.name);
}

/** How far it is, for people. */
export function compressionProgress({ runs, planned }: Compression, secondsLeft: number | null): string {
  const run = runs.at(-1);
  if (!run) return '';
  const place = l10n.t('{0} ({1} of {2})', runName(run), runs.length, planned);
  return secondsLeft === null ? place : l10n.t('{0}, {1} left', place, formatForecast(secondsLeft));
}

export function runName({ kind, beta }: Pick<CompressionRun, 'kind' | 'beta'>): string {
  switch (kind) {
    case 'none':
      return l10n.t('no bottleneck');
    case 'dropout':
      return l10n.t('dropout');
    case 'variational':
      return l10n.t('variational (DVB), β = {0}', beta ?? '');
    case 'gaussian':
      return l10n.t('MINE, Gaussian, β = {0}', beta ?? '');
    case 'additive':
      return l10n.t('MINE, additive noise, β = {0}', beta ?? '');
    case 'propagated':
      return l10n.t('MINE, propagated noise, β = {0}', beta ?? '');
  }
}

/** A page with the figure, and the numbers as tables. */
export function compressionHtml(
  compression: Compression,
  { units, style }: { readonly units: Units; readonly paper: Paper; readonly style: PageStyle },
): string {
  const title = compressionTitle(compression);
  const [head = [], ...rows] = cells(compression, units);
  const body = [
    `<h1>${escaped(title)}</h1>`,
    htmlTable(l10n.t('Encodings'), [head, ...rows], new Set(head.slice(1))),
  ];
  return htmlDocument(title, body.join('\n'), style);
}

export function compressionTable(compression: Compression, units: Units): string {
  return [visible(compressionTitle(compression)), '', ...alignedTable(cells(compression, units)), ''].join(
    '\n',
  );
}

function cells({ runs }: Compression, units: Units): string[][] {
  const information = (nats: number | null) => (nats === null ? '–' : inUnits(nats, units).toFixed(3));
  return [
    [
      l10n.t('Bottleneck'),
      l10n.t('I(X;T) ({0})', unitName(units)),
      l10n.t('I(T;Y) ({0})', unitName(units)),
      l10n.t('Held-out error'),
    ],
    ...runs.flatMap((run) =>
      run.end
        ? [
            [
              runName(run),
              information(run.end.informationX),
              information(run.end.informationY),
              run.end.error.toFixed(3),
            ],
          ]
        : [],
    ),
  ];
}
