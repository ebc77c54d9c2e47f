import type { ColumnOverride } from './overrides';
import type { Digest } from './bytes/sha256';

/** Latin-1 is read as Windows-1252, of which it is a part, as browsers do. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** What a person may decide about the reading of a file; what is left open is inferred from its content. */
export interface ReadingChoices {
  /** One character between the fields of a row; a space stands for any number of them. */
  readonly delimiter?: string | undefined;
  readonly encoding?: Encoding | undefined;
  /** Whether 1,5 is a number and 1.500 another. */
  readonly decimalComma?: boolean | undefined;
  /** Whether the first row names the columns. */
  readonly header?: boolean | undefined;
  /** What a line begins with that is no row; null: every line is one. */
  readonly comment?: string | null | undefined;
  /** Spellings, besides the empty one, that say a value is missing. */
  readonly missing?: readonly string[] | undefined;
  /** What columns are, by name. */
  readonly columns?: ReadonlyMap<string, ColumnOverride> | undefined;
}

export interface ReadingOptions extends ReadingChoices {
  /** Of the sample of rows that is held where the dataset is too large to hold. */
  readonly seed?: number | undefined;
  /** Cells (rows times columns) that may be held. */
  readonly maxCells?: number | undefined;
  /** Told after each chunk. `total` is null where it is not known. */
  readonly onProgress?: ((progress: { bytes: number; total: number | null }) => void) | undefined;
  /** Ends the reading with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** A faster digest than our own, where the host has one. */
  readonly createSha256?: (() => Digest) | undefined;
}

/** 320 MB of numbers. */
export const DEFAULT_MAX_CELLS = 40_000_000;
export const DEFAULT_SEED = 1;

/** Spellings that say a value is missing; compared with the trimmed cell. The lone dot is SAS's and Stata's. */
export const DEFAULT_MISSING: readonly string[] = [
  ...['NA', 'N/A', 'n/a', '#N/A', 'NaN', 'nan', 'null', 'NULL', 'None', '-', '?', '.'],
];

/** How a file was read, chosen or inferred. What its format does not have is null. */
export interface Reading {
  readonly compressed: 'gzip' | null;
  readonly encoding: Encoding | null;
  readonly delimiter: string | null;
  readonly decimalComma: boolean | null;
  readonly header: boolean | null;
  readonly comment: string | null;
  readonly missing: readonly string[];
  /** How the rows lie in the file, in words, where its format has several ways. */
  readonly layout?: string;
}
