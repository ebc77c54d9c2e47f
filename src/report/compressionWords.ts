import * as l10n from '@vscode/l10n';
import type { Compression, CompressionRun } from './compression';
import { formatCount, formatForecast, inUnits, unitName, type Units } from './format';

/** Loss added without a column, as a share of I(T;Y), from which on it counts as one that the encoding rests on. */
const SURVIVES = 0.05;

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

/** A held-out error as it is read: percent of the rows, or in the target's own unit. */
export function errorWords({ target }: Pick<Compression, 'target'>, error: number): string {
  return target.kind === 'classes'
    ? l10n.t('{0} %', (100 * error).toFixed(1))
    : String(Number(error.toPrecision(3)));
}

/** What was compressed, on which rows. */
export function settingsSentence({ source, columns, latent, rows, seed }: Compression): string {
  return l10n.t(
    '{0}: {1} columns in {2} numbers; {3} rows to learn from, {4} held out, {5} left out because of a missing cell; seed {6}.',
    source,
    columns.length,
    latent,
    formatCount(rows.train),
    formatCount(rows.heldOut),
    formatCount(rows.missing),
    seed,
  );
}

/** The run whose encoding is to be taken, with what came out of it. */
export function chosenRun({ runs, chosen }: Compression) {
  const run = chosen === null ? undefined : runs[chosen];
  return run?.end ? { ...run, end: run.end } : undefined;
}

/** Names of the columns that the encoding rests on, the strongest first, and of those it does not. */
export function survivors(compression: Compression): { readonly kept: string[]; readonly dropped: string[] } {
  const end = chosenRun(compression)?.end;
  if (!end) return { kept: [], dropped: [] };
  const all = byLoss(compression, end.kept);
  const survives = ({ lost }: { readonly lost: number }) => lost >= SURVIVES * end.informationY;
  return {
    kept: all.filter(survives).map(({ name }) => name),
    dropped: all.filter((column) => !survives(column)).map(({ name }) => name),
  };
}

export function byLoss({ columns }: Pick<Compression, 'columns'>, kept: readonly number[]) {
  return columns.map((name, i) => ({ name, lost: kept[i] ?? 0 })).sort((a, b) => b.lost - a.lost);
}

/** What came out, in a sentence or two. */
export function answerSentences(compression: Compression, units: Units): string[] {
  const { runs, planned, target, latent } = compression;
  const chosen = chosenRun(compression);
  const whole = runs.find(({ kind }) => kind === 'none')?.end;
  if (!chosen || !whole) {
    const done = runs.filter(({ end }) => end !== null).length;
    return [l10n.t('{0} of {1} trainings are done; there is no encoding yet.', done, planned)];
  }
  const information = (nats: number) => inUnits(nats, units).toFixed(2);
  const { kept, dropped } = survivors(compression);
  const list = (names: readonly string[]) => names.join(', ') || l10n.t('none');
  return [
    l10n.t(
      'The encoding of β = {0}, {1} numbers for each row, keeps {2} {3} about {4}; without a bottleneck it is {5} {3}. Held-out error: {6}, without a bottleneck {7}.',
      chosen.beta ?? '',
      latent,
      information(chosen.end.informationY),
      unitName(units),
      target.name,
      information(whole.informationY),
      errorWords(compression, chosen.end.error),
      errorWords(compression, whole.error),
    ),
    l10n.t('Columns that survive: {0}. That do not: {1}.', list(kept), list(dropped)),
  ];
}

/** What one has to know to read the numbers. */
export function notes({ target, rows, runs, planned }: Compression): string[] {
  const all = [
    l10n.t(
      'All numbers are of held-out rows. I(X;T), what the encoding knows of the columns: lower bound by MINE, upper bound for DVB; nothing measures it without a bottleneck and with dropout. I(T;Y), what it tells of the target: lower bound, the entropy of the target less the loss.',
    ),
    l10n.t(
      'The encoding that is chosen is that of the largest β whose loss is within one standard error of the least.',
    ),
    l10n.t(
      'A column survives where dealing its cells to other rows adds at least a twentieth of I(T;Y) to the loss; of columns that tell the same, each may seem to be worth little.',
    ),
  ];
  if (target.kind === 'numbers')
    all.push(
      l10n.t(
        'I(T;Y) takes {0} for normally distributed. The error is the root mean square in its own unit; its deviation is {1}.',
        target.name,
        Number(target.deviation.toPrecision(3)),
      ),
    );
  if (rows.heldOut < FEW_ROWS)
    all.push(l10n.t('There are few rows: differences of the size of the standard errors tell nothing.'));
  if (runs.filter(({ end }) => end !== null).length < planned)
    all.push(l10n.t('Not all trainings are done.'));
  return all;
}

const FEW_ROWS = 200;
