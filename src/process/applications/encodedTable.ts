import * as l10n from '@vscode/l10n';
import { DatasetError, isHeld, type Dataset } from '../../dataset/dataset';
import { completeRows, encodeTable, widthOf } from '../../mine/applications/tableEncoding';
import { TrainedEncoder } from '../../mine/applications/trainedEncoder';
import type { MatrixProducts } from '../../mine/networks/products';
import type { Encoder } from '../../report/compression';
import { csvText } from '../../report/csvText';
import { columnNamed } from './tableRows';
import { cellWriter } from './writtenCells';

const BLOCK = 1000;
/** Of the encoding: as many as float32 holds. */
const DIGITS = 7;

/**
 * The dataset's rows as CSV with their encoding beside them: a step a thousand rows. Rows with a missing cell among the
 * encoded columns have none; columns that are not held are left out.
 * @throws DatasetError where the dataset has not the columns that the encoder was trained on
 */
export function* encodedTable(
  dataset: Dataset,
  { columns: encodings, hidden, latent, parameters }: Encoder,
  products: MatrixProducts,
): Generator<number, Uint8Array<ArrayBuffer>> {
  const inputs = encodings.map(({ name, kind }) => {
    const column = columnNamed(dataset, name);
    if ((column.kind === 'numeric') !== (kind === 'number'))
      throw new DatasetError(
        l10n.t(
          'The column {0} of {1} was numbers where it is words now, or the reverse.',
          JSON.stringify(name),
          dataset.source,
        ),
      );
    return column;
  });
  const width = encodings.reduce((sum, encoding) => sum + widthOf(encoding), 0);
  const encoder = new TrainedEncoder({ inputs: width, hidden, latent }, parameters, products);
  const shown = dataset.columns.filter((column) => isHeld(column, dataset) && !column.derivation);
  const writers = shown.map(cellWriter);
  const names = newNames(latent, new Set(shown.map(({ name }) => name)));
  const text = new TextEncoder();
  const parts = [text.encode(csvText([[...shown.map(({ name }) => name), ...names]]))];
  for (let start = 0; start < dataset.rows; start += BLOCK) {
    const length = Math.min(BLOCK, dataset.rows - start);
    const rows = Uint32Array.from({ length }, (_, i) => start + i);
    const complete = completeRows(inputs, rows);
    const t = encoder.encode(encodeTable(inputs, encodings, complete));
    let place = 0;
    const lines = Array.from(rows, (row) => {
      const isEncoded = complete[place] === row;
      const from = latent * place;
      if (isEncoded) place += 1;
      const added = names.map((_, k) => (isEncoded ? String(Number(t[from + k]?.toPrecision(DIGITS))) : ''));
      return [...writers.map((write) => write(row)), ...added];
    });
    parts.push(text.encode(csvText(lines)));
    yield (start + length) / dataset.rows;
  }
  return joined(parts);
}

/** t1, t2 …, with as many underscores as tell them from the columns that are there. */
function newNames(latent: number, taken: ReadonlySet<string>): string[] {
  return Array.from({ length: latent }, (_, k) => {
    let name = `t${k + 1}`;
    while (taken.has(name)) name += '_';
    return name;
  });
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
