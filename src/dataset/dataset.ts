import type { DerivationRequest } from './derivations';
import type { Reading, ReadingChoices } from './options';

/** Longest name of a column, in UTF-16 units: a report and all messages can hold it. */
export const LONGEST_NAME = 100_000;

/** What a column holds, as far as its cells tell. Units and meaning stay with the person. */
export type ColumnType =
  | 'numeric'
  | 'ordinal'
  | 'boolean'
  | 'categorical'
  | 'datetime'
  | 'identifier'
  | 'text'
  | 'constant'
  | 'empty';

/**
 * One column of a dataset. Cells are held once, in the form the estimator reads:
 * numbers as `values` (missing: NaN; date and time: milliseconds since 1970 UTC),
 * everything else as `codes` into `levels` (missing: -1). Both have one entry a row that is held;
 * a column with too many different words to hold has none, and says so in its `reason`.
 */
export type Column = NumericColumn | CategoricalColumn;

/** What is known of a column tells of all rows of the source, held or not. */
interface ColumnFacts {
  readonly name: string;
  readonly type: ColumnType;
  /** Cells that are empty or say that the value is missing. */
  readonly missing: number;
  /** Different values among the cells that are not missing; to about 1 % where `distinctEstimated`. */
  readonly distinct: number;
  readonly distinctEstimated?: true;
  /** Cells that do not fit the column's type and are counted as missing; their rows' lines, at most 20. */
  readonly unparsable: { readonly count: number; readonly lines: readonly number[] };
  /** How its cells are read, where that is more than plain numbers, words or ISO dates: `percent signs`, `day first`. */
  readonly readAs?: string;
  /** What in the reading is a guess that the cells do not decide, in words. */
  readonly ambiguity?: string;
  /** Why the column is left out unless someone asks for it; absent for a useful column. */
  readonly reason?: string;
  /** A few of its values as they stand in the file. */
  readonly examples: readonly string[];
  /** What it was made of; absent for a column of the source. */
  readonly derivation?: DerivationRequest;
}

export interface NumericColumn extends ColumnFacts {
  readonly kind: 'numeric';
  readonly values: Float64Array<SharedArrayBuffer | ArrayBuffer>;
}

export interface CategoricalColumn extends ColumnFacts {
  readonly kind: 'categorical';
  readonly codes: Int32Array<SharedArrayBuffer | ArrayBuffer>;
  readonly levels: readonly string[];
}

export interface Dataset {
  /** Name of the file or the editor, for people. */
  readonly source: string;
  readonly format: 'csv' | 'tsv' | 'json' | 'ndjson' | 'parquet' | 'arrow';
  /** SHA-256 of the bytes read, in hex. */
  readonly sha256: string;
  readonly columns: readonly Column[];
  /** How it was read: what was chosen or inferred. */
  readonly reading: Reading;
  /** What of that a person chose; all else was inferred. */
  readonly chosen: ReadingChoices;
  /** What the columns behind those of the source were made of. */
  readonly derived: readonly DerivationRequest[];
  /** Rows held: all rows of the source but the bad ones, or a uniform sample of them where they are too many. */
  readonly rows: number;
  /** All rows of the source but the bad ones. */
  readonly rowsInFile: number;
  /** Line of the source (from 1) on which each row starts; one entry a row. */
  readonly lines: Uint32Array;
  /** Rows left out because they could not be read, with the reason; at most 20 are listed. */
  readonly badRows: { readonly count: number; readonly examples: readonly BadRow[] };
}

/** Whether the column has the cells of the dataset's rows, or only facts about them. */
export function isHeld(column: Column, { rows }: Pick<Dataset, 'rows'>): boolean {
  return (column.kind === 'numeric' ? column.values : column.codes).length === rows;
}

export interface BadRow {
  readonly line: number;
  readonly reason: string;
}

/** A dataset that cannot be used. The message is one sentence for people: which file, where, what would help. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
}
