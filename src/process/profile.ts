import type { Dataset } from '../dataset/dataset';
import type { Profile } from './protocol';
import { shortened } from '../report/markup';

/** Signs of an example that are told. */
const LONGEST_EXAMPLE = 200;

/** What a front is told of a dataset. */
export function profile(dataset: Dataset): Profile {
  const { source, format, sha256, reading, rows, rowsInFile, badRows, columns } = dataset;
  return {
    source,
    format,
    sha256,
    rows,
    rowsInFile,
    reading: { ...reading, missing: [...reading.missing] },
    badRows: { count: badRows.count, examples: [...badRows.examples] },
    columns: columns.map((column) => ({
      name: column.name,
      type: column.type,
      missing: column.missing,
      distinct: column.distinct,
      ...(column.distinctEstimated && { distinctEstimated: true as const }),
      unparsable: column.unparsable.count,
      ...(column.readAs !== undefined && { readAs: column.readAs }),
      ...(column.ambiguity !== undefined && { ambiguity: column.ambiguity }),
      ...(column.reason !== undefined && { reason: column.reason }),
      examples: column.examples.map((example) => shortened(example, LONGEST_EXAMPLE)),
      ...(column.derivation && { derivation: column.derivation }),
    })),
  };
}
