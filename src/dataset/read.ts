import { readCsv } from './csv';
import { DatasetError, type Dataset } from './dataset';
import { readJson, readNdjson } from './json';
import type { Table } from './table';
import { typeColumn } from './typing';

/** V8 holds no string longer than 2^29 - 24 units. */
const MAX_BYTES = 500_000_000;

type Reader = (verbatim: ReadonlySet<number>) => Table;

/**
 * Reads a dataset from the bytes of a CSV, TSV, JSON or NDJSON file in UTF-8.
 * @param name of the file, for its extension and for people; without a known extension the content decides
 * @throws DatasetError in one sentence, for everything that keeps the bytes from being a table with rows
 */
export async function readDataset(name: string, bytes: Uint8Array): Promise<Dataset> {
  const owned = unshared(bytes);
  const text = decode(name, owned);
  const hash = sha256(owned);
  const table = readTable(chooseReader(name, text));
  refuseEmpty(name, table);
  const columns = table.columns.flatMap(({ name: columnName, cells }) =>
    cells === null ? [] : [typeColumn(columnName, cells, table.lines)],
  );
  return {
    source: name,
    format: table.format,
    sha256: await hash,
    columns,
    rows: table.lines.length,
    lines: table.lines,
    badRows: table.badRows,
  };
}

function decode(name: string, bytes: Uint8Array): string {
  if (bytes.length > MAX_BYTES) {
    const megabytes = Math.ceil(bytes.length / 1e6);
    throw new DatasetError(
      `${name} has ${megabytes} MB and at most ${MAX_BYTES / 1e6} MB can be read; use a part of its rows or columns.`,
    );
  }
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new DatasetError(`${name} is encoded as UTF-16; save it as UTF-8.`);
  }
  if (bytes.includes(0)) {
    throw new DatasetError(`${name} is binary, not text; export it as CSV or JSON.`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new DatasetError(`${name} does not look like UTF-8 text; save it as UTF-8.`);
  }
}

function chooseReader(name: string, text: string): Reader {
  const [first] = text.trimStart();
  switch (/\.([^./\\]+)$/.exec(name.toLowerCase())?.[1] ?? '') {
    case 'csv':
      return (verbatim) => readCsv(name, text, verbatim);
    case 'tsv':
    case 'tab':
      return (verbatim) => readCsv(name, text, verbatim, '\t');
    case 'json':
      return (verbatim) => readJson(name, text, verbatim);
    case 'jsonl':
    case 'ndjson':
      return (verbatim) => (first === '[' ? readJson : readNdjson)(name, text, verbatim);
    default:
      return (verbatim) => (first === '[' || first === '{' ? readJson : readCsv)(name, text, verbatim);
  }
}

/** Reads once more where a column that began with numbers went on with words. */
function readTable(read: Reader): Table {
  const table = read(new Set());
  const misjudged = table.columns.flatMap(({ cells }, i) => (cells === null ? [i] : []));
  return misjudged.length === 0 ? table : read(new Set(misjudged));
}

function refuseEmpty(name: string, { columns, lines, badRows }: Table): void {
  if (lines.length > 0 && columns.length > 0) return;
  const [bad] = badRows.examples;
  if (bad !== undefined) {
    throw new DatasetError(`${name} has no row that can be read; on line ${bad.line}: ${bad.reason}.`);
  }
  if (lines.length > 0)
    throw new DatasetError(`${name} has records without any key; give them named values.`);
  throw new DatasetError(
    columns.length > 0
      ? `${name} has a header but no rows; add rows below it.`
      : `${name} is empty; a dataset needs named columns and rows.`,
  );
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bytes outside shared memory, which neither a digest nor a browser's decoder takes. */
function unshared(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}
