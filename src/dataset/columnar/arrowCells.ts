import type { Batch } from '@uwdata/flechette';
import type { ValueColumns } from '../typing/valueColumns';

/** Kinds of columns (Schema.fbs). */
const BINARY = 4;
const TIME = 9;
const LIST = 12;
const STRUCT = 13;
const FIXED_LIST = 16;
const MAP = 17;
const LARGE_BINARY = 19;
const LARGE_LIST = 21;
const LIST_VIEW = 25;
const LARGE_LIST_VIEW = 26;
/** Milliseconds in each unit of a time of day. */
const UNITS = [1000, 1, 1e-3, 1e-6];

/**
 * Adds a cell of a batch, a struct's members each for itself. Lists are known by how many items they have, which their
 * offsets tell: what damaged offsets point to is not looked at.
 * @param missing whether what holds the cell is missing
 */
export function addArrowCell(
  columns: ValueColumns,
  path: string,
  batch: Batch<unknown>,
  index: number,
  row: number,
  missing = false,
): void {
  const { type, offsets, sizes } = batch;
  const isNull = missing || (batch.nullCount > 0 && batch.validity.length > 0 && !batch.isValid(index));
  switch (type.typeId) {
    case STRUCT:
      for (const [i, child] of batch.children.entries()) {
        const within = columns.within(path, type.children[i]?.name ?? '');
        addArrowCell(columns, within, child, index, row, isNull);
      }
      break;
    case LIST:
    case MAP:
    case LARGE_LIST:
    case BINARY:
    case LARGE_BINARY:
      columns.addLength(path, isNull ? null : Number(offsets[index + 1]) - Number(offsets[index]), row);
      break;
    case LIST_VIEW:
    case LARGE_LIST_VIEW:
      columns.addLength(path, isNull ? null : Number(sizes[index]), row);
      break;
    case FIXED_LIST:
      columns.addLength(path, isNull ? null : type.stride, row);
      break;
    case TIME: {
      const value = isNull ? null : batch.at(index);
      const text = value === null ? null : timeText(Number(value) * (UNITS[type.unit] ?? 1));
      columns.addCell(path, text, row);
      break;
    }
    default:
      columns.addCell(path, isNull ? null : batch.at(index), row);
  }
}

/** A time of day as text; null where there is no such time. */
function timeText(milliseconds: number): string | null {
  return milliseconds >= 0 && milliseconds < 86_400_000
    ? new Date(milliseconds).toISOString().slice(11, 23)
    : null;
}
