import * as l10n from '@vscode/l10n';
import { addArrowCell } from './arrowCells';
import { arrowMessages, type ArrowMessage } from './arrowMessages';
import { decodingFailure, guarded } from './decodingFailure';
import type { FormatReader } from '../format';
import { unpackLz4Frame } from './lz4';
import { TableBuilder } from '../table';
import { ValueColumns } from '../typing/valueColumns';

/** Batches are taken together up to this size, as their dictionaries are read again for each lot. */
const LOT_BYTES = 2 ** 23;

/**
 * Reads an Arrow IPC file (Feather is one) or stream, some batches of records at a time. A row's "line" is its number,
 * from 1.
 * @throws DatasetError where it is damaged or holds what cannot be read
 */
export const readArrow: FormatReader = async ({ content, settings }) => {
  const library = await loadLibrary();
  const builder = new TableBuilder({ ...settings, decimalComma: false });
  const columns = new ValueColumns(content.name, builder);
  const { source, failure } = guarded(content);
  const before: Uint8Array[] = [];
  let lot: ArrowMessage[] = [];

  const readLot = () => {
    const { names, children } = library.tableFromIPC([...before, ...lot.map(({ bytes }) => bytes)], {
      ...{ useDate: true, useBigInt: true },
    });
    const paths = names.map(String);
    for (const [i, { rows }] of lot.entries()) {
      const batches = children.map(({ data }) => data[i]);
      if (batches.some((batch) => batch?.length !== rows))
        throw new Error(l10n.t('its columns have not the same length'));
      for (let row = 0; row < rows; row++) {
        const place = builder.addRow(builder.rows + 1);
        for (const [j, batch] of batches.entries())
          if (batch !== undefined) addArrowCell(columns, paths[j] ?? '', batch, row, place);
      }
    }
    lot = [];
  };

  try {
    let size = 0;
    for await (const message of arrowMessages(source)) {
      if (message.kind === 'records') {
        lot.push(message);
        size += message.bytes.length;
      }
      if (size > LOT_BYTES || (message.kind === 'dictionary' && lot.length > 0)) {
        readLot();
        size = 0;
      }
      if (message.kind === 'schema' || message.kind === 'dictionary') before.push(message.bytes);
    }
    if (before.length === 0) throw new Error(l10n.t('it tells no columns'));
    readLot();
  } catch (error) {
    throw failure() ?? decodingFailure(content.name, 'Arrow', error);
  }
  return {
    format: 'arrow',
    table: builder.finish(),
    reading: { encoding: null, delimiter: null, decimalComma: null, header: null, comment: null },
  };
};

/** The library, with what unpacks Feather's columns. */
async function loadLibrary() {
  const library = await import('./columnarLibraries');
  const { CompressionType, decompressZstd, setCompressionCodec } = library;
  const encode = () => {
    throw new Error('nothing is compressed here');
  };
  setCompressionCodec(CompressionType.LZ4_FRAME, { encode, decode: unpackLz4Frame });
  setCompressionCodec(CompressionType.ZSTD, { encode, decode: (bytes) => decompressZstd(bytes) });
  return library;
}
