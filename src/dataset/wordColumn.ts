import { categoricalColumn } from './columns';
import type { Column, ColumnType } from './dataset';
import { MIN_VALUES } from './identifiers';
import type { DictionaryCells } from './cells';
import type { ParsedLevels } from './levels';

/** More levels than these say little about a pair of columns in most datasets. */
export const MAX_LEVELS = 50;
/** A column with as few levels is no free text, however long they are. */
const MAX_TERSE_LEVELS = 20;

/**
 * A column of words: identifiers, free text or categories.
 * @param numbers what of it can be read as numbers
 */
export function wordColumn(name: string, cells: DictionaryCells, numbers: ParsedLevels): Column {
  const { levels, present } = cells;
  const column = (type: ColumnType, reason?: string) =>
    categoricalColumn({ name, examples: levels }, type, cells, reason);
  const spaced = levels.filter((level) => /\s/.test(level)).length;
  const nearlyNumbers = numbers.refused ?? mostlyNumbersReason(cells, numbers);

  if (levels.length === present && present >= MIN_VALUES) {
    return column(spaced === 0 ? 'identifier' : 'text', nearlyNumbers ?? 'every value is different');
  }
  if (levels.length > MAX_TERSE_LEVELS && levels.length > present / 2 && isWordy(levels, spaced)) {
    return column(
      'text',
      nearlyNumbers ?? `free text: ${levels.length} different values in ${present} cells`,
    );
  }
  if (levels.length > MAX_LEVELS) {
    return column(
      nearlyNumbers?.startsWith(CODES) ? 'identifier' : 'categorical',
      nearlyNumbers ?? `${levels.length} different values, more than ${MAX_LEVELS}`,
    );
  }
  return column('categorical');
}

/** Phrases rather than words: many with a space in them, or long. */
function isWordy(levels: readonly string[], spaced: number): boolean {
  const characters = levels.reduce((sum, level) => sum + level.length, 0);
  return spaced > levels.length / 4 || characters / levels.length > 30;
}

const CODES = 'codes, some of which begin with zeros';

/** Words for a column that misses being numeric by some cells, naming one of them. */
function mostlyNumbersReason(
  { levels, present }: DictionaryCells,
  numbers: ParsedLevels,
): string | undefined {
  if (numbers.fitting < present / 2) return undefined;
  const other = levels[numbers.values.findIndex(Number.isNaN)] ?? '';
  const codes = levels.every((level, i) => !Number.isNaN(numbers.values[i]) || /^0\d+$/.test(level));
  if (codes) return `${CODES}, such as ${other}`;
  const share = Math.floor((100 * numbers.fitting) / present);
  return `only ${share} % of its values are numbers; others are like "${other.slice(0, 30)}"`;
}
