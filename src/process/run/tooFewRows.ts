import * as l10n from '@vscode/l10n';
import type { Dataset } from '../../dataset/dataset';
import { MINIMUM_ROWS } from '../../mine/pair';

type Rows = Pick<Dataset, 'source' | 'rowsInFile' | 'badRows'>;

/** Why a source is no table, in a sentence; null where most of its rows have the same fields. */
export function noTable({ source, rowsInFile, badRows }: Rows): string | null {
  const [bad] = badRows.examples;
  if (badRows.count <= rowsInFile || bad === undefined) return null;
  return l10n.t(
    '{0} does not look like a table: {1} of its {2} rows cannot be read, the first of them on line {3} ({4}). If it is one, say what stands between its fields.',
    source,
    badRows.count,
    rowsInFile + badRows.count,
    bad.line,
    bad.reason,
  );
}

/** Why no pair of the dataset can be estimated, in a sentence; null where some may be. */
export function tooFewRows(rows: Rows, used: number): string | null {
  if (used >= MINIMUM_ROWS) return null;
  return (
    noTable(rows) ??
    l10n.t(
      '{0} has {1} rows to use; at least {2} are needed to estimate anything.',
      rows.source,
      used,
      MINIMUM_ROWS,
    )
  );
}
