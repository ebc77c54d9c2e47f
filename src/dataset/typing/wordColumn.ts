import * as l10n from '@vscode/l10n';
import { categoricalColumn } from './columns';
import type { Column, ColumnType } from '../dataset';
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
  const nearly = numbers.refused === undefined ? mostlyNumbers(cells, numbers) : { reason: numbers.refused };

  if (levels.length === present && present >= MIN_VALUES) {
    return column(spaced === 0 ? 'identifier' : 'text', nearly?.reason ?? l10n.t('every value is different'));
  }
  if (levels.length > MAX_TERSE_LEVELS && levels.length > present / 2 && isWordy(levels, spaced)) {
    return column(
      'text',
      nearly?.reason ?? l10n.t('free text: {0} different values in {1} cells', levels.length, present),
    );
  }
  if (levels.length > MAX_LEVELS) {
    return column(
      nearly?.codes ? 'identifier' : 'categorical',
      nearly?.reason ?? l10n.t('{0} different values, more than {1}', levels.length, MAX_LEVELS),
    );
  }
  return column('categorical');
}

/** Phrases rather than words: many with a space in them, or long. */
function isWordy(levels: readonly string[], spaced: number): boolean {
  const characters = levels.reduce((sum, level) => sum + level.length, 0);
  return spaced > levels.length / 4 || characters / levels.length > 30;
}

/** Why a column is not numeric, though most of its cells are numbers. */
interface NearlyNumbers {
  readonly reason: string;
  readonly codes?: boolean;
}

/** Words for a column that misses being numeric by some cells, naming one of them. */
function mostlyNumbers(
  { levels, present }: DictionaryCells,
  numbers: ParsedLevels,
): NearlyNumbers | undefined {
  if (numbers.fitting < present / 2) return undefined;
  const other = levels[numbers.values.findIndex(Number.isNaN)] ?? '';
  const codes = levels.every((level, i) => !Number.isNaN(numbers.values[i]) || /^0\d+$/.test(level));
  if (codes) return { reason: l10n.t('codes, some of which begin with zeros, such as {0}', other), codes };
  const share = Math.floor((100 * numbers.fitting) / present);
  return {
    reason: l10n.t('only {0} % of its values are numbers; others are like "{1}"', share, other.slice(0, 30)),
  };
}
