import type { Dataset } from './dataset';
import type { Reading, ReadingChoices } from './options';
import type { ByteSource } from './bytes/source';
import type { Table, TableSettings } from './table';

/** What the reader of one format is given. */
export interface FormatInput {
  /** The content, unpacked; its name is for its extension and for people. */
  readonly content: ByteSource;
  /** The first bytes of the content. */
  readonly head: Uint8Array;
  readonly options: ReadingChoices;
  /** For the TableBuilder that the reader makes and fills. */
  readonly settings: Omit<TableSettings, 'decimalComma'>;
}

export interface FormatResult {
  readonly format: Dataset['format'];
  readonly table: Table;
  readonly reading: Omit<Reading, 'compressed' | 'missing'>;
}

/**
 * Reads one format. The content may be read more than once, and is where the result could not be told otherwise.
 * @throws DatasetError in one sentence that names the content
 */
export type FormatReader = (input: FormatInput) => Promise<FormatResult>;
