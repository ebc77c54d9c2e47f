import * as l10n from '@vscode/l10n';
import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import { decodingFailure, guarded } from './decodingFailure';
import type { FormatReader } from '../format';
import { checkPages } from './parquetPages';
import { allBytes, type ByteSource } from '../bytes/source';
import { TableBuilder } from '../table';
import { ValueColumns } from '../typing/valueColumns';

/** Values that are unpacked at a time. */
const WINDOW_VALUES = 4_000_000;

/** Parquet files begin (and end) with PAR1. */
export function isParquet(head: Uint8Array): boolean {
  return [0x50, 0x41, 0x52, 0x31].every((byte, i) => head[i] === byte);
}

/**
 * Reads a Parquet file row group by row group, and within each column by column, some rows at a time. A row's "line" is
 * its number, from 1.
 * @throws DatasetError where the file is damaged or holds what cannot be read
 */
export const readParquet: FormatReader = async ({ content, settings }) => {
  const { compressors, parquetHeader, parquetMetadataAsync, parquetScan } =
    await import('./columnarLibraries');
  const { source, failure } = guarded(content);
  const builder = new TableBuilder({ ...settings, decimalComma: false });
  const columns = new ValueColumns(content.name, builder);
  const unpack = async () => {
    const file = asyncBuffer(source, source.size ?? (await allBytes(source)).length);
    const metadata = await parquetMetadataAsync(file, { geoparquet: false });
    const names = addColumns(columns, metadata);
    const scan = await parquetScan({ file, metadata, compressors, geoparquet: false });
    const groups = metadata.row_groups.filter(({ num_rows }) => num_rows > 0);
    for (const [i, { rowStart, rowEnd }] of scan.ranges.entries()) {
      const group = groups[i];
      if (group === undefined) break;
      for (const name of names) await checkPages(group, name, file, parquetHeader);
      const step = Math.max(1, Math.floor(WINDOW_VALUES / names.length));
      for (let from = rowStart; from < rowEnd; from += step) {
        const to = Math.min(rowEnd, from + step);
        const cells: ArrayLike<unknown>[] = [];
        for (const column of names) cells.push(await scan.readColumn({ column, rowStart: from, rowEnd: to }));
        for (let row = from; row < to; row++) {
          const place = builder.addRow(row + 1);
          for (const [j, name] of names.entries()) columns.addCell(name, cells[j]?.[row - from], place);
        }
      }
    }
  };
  try {
    await unpack();
  } catch (error) {
    throw failure() ?? decodingFailure(content.name, 'Parquet', error);
  }
  return {
    format: 'parquet',
    table: builder.finish(),
    reading: { encoding: null, delimiter: null, decimalComma: null, header: null, comment: null },
  };
};

/** The content as the library reads it. */
function asyncBuffer(content: ByteSource, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      if (!(start >= 0 && start <= end && end <= byteLength))
        throw new Error(l10n.t('it points to where it has no bytes'));
      // A copy, as the bytes may lie in memory that is shared or holds more.
      return new Uint8Array(await content.slice(start, end)).buffer;
    },
  };
}

/** Adds the columns of the schema, and tells the names of the top-level ones. */
function addColumns(columns: ValueColumns, { schema }: FileMetaData): string[] {
  const names: string[] = [];
  let at = 1;
  const add = (path: string, within: 'group' | 'array'): void => {
    const element = schema[at++];
    const children = element?.num_children ?? 0;
    const isArray = element?.repetition_type === 'REPEATED' || ARRAYS.has(element?.converted_type ?? '');
    if (within === 'group') {
      if (isArray) columns.addArray(path);
      else if (children > 0) columns.addGroup(path);
      else columns.addColumn(path);
    }
    for (let child = 0; child < children && at < schema.length; child++)
      add(columns.within(path, schema[at]?.name ?? ''), isArray ? 'array' : within);
  };
  while (at < schema.length) {
    const name = schema[at]?.name ?? '';
    names.push(name);
    add(name, 'group');
  }
  return names;
}

const ARRAYS = new Set<string>(['LIST', 'MAP', 'MAP_KEY_VALUE']);
