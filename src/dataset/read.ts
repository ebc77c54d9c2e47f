import * as l10n from '@vscode/l10n';
import { readArrow } from './columnar/arrow';
import { isArrow } from './columnar/arrowMessages';
import { readCsv } from './csv/csv';
import { DatasetError, LONGEST_NAME, type Dataset } from './dataset';
import type { FormatInput, FormatReader, FormatResult } from './format';
import { isGzip, ungzipped } from './bytes/gzip';
import { readJson, readNdjson } from './json/json';
import { metered } from './bytes/metered';
import {
  DEFAULT_MAX_CELLS,
  DEFAULT_MISSING,
  DEFAULT_SEED,
  type ReadingChoices,
  type ReadingOptions,
} from './options';
import type { ColumnOverride } from './overrides';
import { isParquet, readParquet } from './columnar/parquet';
import { headOf, type ByteSource } from './bytes/source';
import type { Table } from './table';
import { typeColumn } from './typing/typing';

/** As many first bytes tell how a file is written. */
const HEAD_BYTES = 2 ** 16;

/**
 * Reads a dataset of any format, in bounded memory where the format allows it.
 * @throws DatasetError in one sentence, for everything that keeps the bytes from being a table with rows,
 * or the reason of `options.signal` as soon as it is aborted
 */
export async function readDataset(source: ByteSource, options: ReadingOptions = {}): Promise<Dataset> {
  const raw = metered(source, options);
  const packed = isGzip(await headOf(raw, 4));
  const content = packed ? ungzipped(raw) : raw;
  const head = await headOf(content, HEAD_BYTES);
  const missing = options.missing ?? DEFAULT_MISSING;
  const columns = options.columns ?? new Map<string, ColumnOverride>();
  const { maxCells = DEFAULT_MAX_CELLS, seed = DEFAULT_SEED } = options;
  const { format, table, reading } = await readJudged(chooseReader(content.name, head), {
    ...{ content, head, options },
    settings: { missing, columns, maxCells, seed, misjudgements: new Map() },
  });
  refuseEmpty(source.name, table);
  refuseLongNames(source.name, table);
  refuseUnknown(source.name, table, columns);
  // Without a comma in the file that tells, each column is looked at for itself.
  const decimal = reading.decimalComma ? 'comma' : options.decimalComma === false ? 'point' : undefined;
  return {
    source: source.name,
    format,
    sha256: await raw.sha256(),
    reading: { ...reading, compressed: packed ? 'gzip' : null, missing },
    chosen: choicesOf(options),
    derived: [],
    columns: table.columns.flatMap(({ name, cells }) => {
      if (cells === null) return [];
      return [typeColumn(name, cells, table.lines, columns.get(name), decimal)];
    }),
    rows: table.lines.length,
    rowsInFile: table.rowsInFile,
    lines: table.lines,
    badRows: table.badRows,
  };
}

function choicesOf(options: ReadingOptions): ReadingChoices {
  const { delimiter, encoding, decimalComma, header, comment, missing, columns } = options;
  return { delimiter, encoding, decimalComma, header, comment, missing, columns };
}

function chooseReader(name: string, head: Uint8Array): FormatReader {
  // What these begin with tells more than a name.
  if (isParquet(head)) return readParquet;
  if (isArrow(head)) return readArrow;
  const first = new TextDecoder().decode(head.subarray(0, 1000)).trimStart()[0];
  switch (/\.([^./\\]+)$/.exec(name.toLowerCase())?.[1] ?? '') {
    case 'csv':
    case 'tsv':
    case 'tab':
      return readCsv;
    case 'parquet':
      return readParquet;
    case 'arrow':
    case 'feather':
    case 'ipc':
      return readArrow;
    case 'json':
      return readJson;
    case 'jsonl':
    case 'ndjson':
      return first === '[' ? readJson : readNdjson;
    default:
      return first === '[' || first === '{' ? readJson : readCsv;
  }
}

/** Reads again where a column that began with numbers went on with words; a third time there is nothing to misjudge. */
async function readJudged(read: FormatReader, input: FormatInput): Promise<FormatResult> {
  const result = await read(input);
  const misjudged = result.table.columns.flatMap(({ cells }, number) => (cells === null ? [number] : []));
  if (misjudged.length === 0) return result;
  const misjudgements = new Map(input.settings.misjudgements);
  for (const number of misjudged) misjudgements.set(number, (misjudgements.get(number) ?? 0) + 1);
  return readJudged(read, { ...input, settings: { ...input.settings, misjudgements } });
}

function refuseUnknown(name: string, { columns }: Table, told: ReadonlyMap<string, ColumnOverride>): void {
  const names = new Set(columns.map((column) => column.name));
  for (const [column, override] of told)
    if (!names.has(column))
      throw new DatasetError(l10n.t('{0} has no column "{1}" to be read as {2}.', name, column, override));
}

function refuseLongNames(name: string, { columns }: Table): void {
  const [longest = 0] = columns.map((column) => column.name.length).sort((a, b) => b - a);
  if (longest <= LONGEST_NAME) return;
  throw new DatasetError(
    l10n.t(
      '{0} has a column name of {1} characters; names of up to {2} are read.',
      name,
      longest.toLocaleString('en-US'),
      LONGEST_NAME.toLocaleString('en-US'),
    ),
  );
}

function refuseEmpty(name: string, { columns, lines, badRows }: Table): void {
  if (lines.length > 0 && columns.length > 0) return;
  const [bad] = badRows.examples;
  if (bad !== undefined) {
    throw new DatasetError(
      l10n.t('{0} has no row that can be read; on line {1}: {2}.', name, bad.line, bad.reason),
    );
  }
  if (lines.length > 0)
    throw new DatasetError(l10n.t('{0} has records without any key; give them named values.', name));
  throw new DatasetError(
    columns.length > 0
      ? l10n.t('{0} has a header but no rows; add rows below it.', name)
      : l10n.t('{0} is empty; a dataset needs named columns and rows.', name),
  );
}
