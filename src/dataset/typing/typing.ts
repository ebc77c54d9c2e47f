import * as l10n from '@vscode/l10n';
import type { Cells, DictionaryCells, NumberCells } from './cells';
import { LISTED_LINES, sharedNumbers } from './collectors';
import { categoricalColumn, countedColumn, numericColumn, type GivenType } from './columns';
import type { Column, ColumnType } from '../dataset';
import { readDates, readTimestamps } from './dateColumn';
import { parseDate, parseTime } from './dates';
import { isCodeName } from './identifiers';
import { countLevels, mostHave, parseLevels, type ParsedLevels } from './levels';
import { readNumbers } from './numberColumn';
import { takeApart, type NumberForm } from './numbers';
import type { ColumnOverride } from '../overrides';
import { FITTING_SHARE } from './valueParser';
import { MAX_LEVELS, wordColumn } from './wordColumn';

/**
 * Tells what a column holds, and puts it into the form the estimator reads.
 * @param override what a person says it holds; else its cells alone tell
 * @param decimal the usual decimal mark in the file, where that is known
 */
export function typeColumn(
  name: string,
  cells: Cells,
  lines: Uint32Array,
  override?: ColumnOverride,
  decimal?: NumberForm['decimal'],
): Column {
  if (cells.kind === 'counted') return countedColumn({ name, examples: ownStrings(cells.examples) }, cells);
  if (cells.kind === 'numbers' && (override === undefined || typeOf(override) === cells.type)) {
    const { unparsable, readAs, type } = cells;
    // The file's decimal mark decides.
    const ambiguity = type === 'numeric' && decimal !== undefined ? undefined : cells.ambiguity;
    const words = { name, unparsable, readAs, ambiguity, examples: ownStrings(cells.examples) };
    return numericColumn(words, type, cells, override && { type });
  }
  const dictionary = cells.kind === 'numbers' ? dictionaryOf(cells) : cells;
  const counted = { ...dictionary, levels: ownStrings(dictionary.levels) };
  const words = { name, examples: counted.levels };
  if (counted.present === 0) return categoricalColumn(words, 'empty', counted, l10n.t('no values'));
  if (counted.levels.length === 1)
    return categoricalColumn(words, 'constant', counted, l10n.t('every value is the same'));
  return override === undefined
    ? inferred(name, counted, lines, decimal)
    : asTold(override, name, counted, lines);
}

function inferred(
  name: string,
  cells: DictionaryCells,
  lines: Uint32Array,
  decimal: NumberForm['decimal'] | undefined,
): Column {
  const boolean = booleanColumn(name, cells);
  if (boolean !== null) return boolean;
  const none = parseLevels(cells, () => NaN);
  const numbers = mostHave(cells, (cell) => takeApart(cell) !== null) ? numbersIn(cells, decimal) : none;
  if (fits(numbers, cells)) {
    const fewCodes = cells.levels.length <= MAX_LEVELS && cells.levels.length < cells.present;
    return fewCodes && isCodeName(name) && cells.levels.every((level) => /^\d+$/.test(level))
      ? categoricalColumn({ name, examples: cells.levels }, 'categorical', cells)
      : parsedColumn(name, 'numeric', cells, numbers, lines);
  }
  const dates = mostHave(cells, isDateOrTime) ? readDates(cells) : none;
  if (fits(dates, cells)) return parsedColumn(name, 'datetime', cells, dates, lines);
  return wordColumn(name, cells, numbers);
}

function numbersIn(cells: DictionaryCells, decimal: NumberForm['decimal'] | undefined): ParsedLevels {
  const usual = readNumbers(cells, decimal);
  return decimal === undefined || fits(usual, cells) ? usual : readNumbers(cells);
}

const fits = ({ fitting }: ParsedLevels, { present }: DictionaryCells) => fitting >= FITTING_SHARE * present;

function isDateOrTime(cell: string): boolean {
  const readings = [parseTime(cell), parseDate(cell, 'month-first'), parseDate(cell, 'day-first')];
  return readings.some((value) => !Number.isNaN(value));
}

/** What a person says a column is, it is; cells that are no such thing are unparsable. */
function asTold(override: ColumnOverride, name: string, cells: DictionaryCells, lines: Uint32Array): Column {
  const numeric = (numbers: ParsedLevels) =>
    parsedColumn(name, 'numeric', cells, numbers, lines, { type: 'numeric' });
  const datetime = (dates: ParsedLevels) =>
    parsedColumn(name, 'datetime', cells, dates, lines, { type: 'datetime' });
  switch (override) {
    case 'numeric':
      return numeric(readNumbers(cells));
    case 'decimal-point':
      return numeric(readNumbers(cells, 'point'));
    case 'decimal-comma':
      return numeric(readNumbers(cells, 'comma'));
    case 'datetime': {
      const [dates, stamps] = [readDates(cells), readTimestamps(cells)];
      return datetime(stamps.fitting > dates.fitting ? stamps : dates);
    }
    case 'day-first':
    case 'month-first':
      return datetime(readDates(cells, override));
    case 'categorical':
      return categoricalColumn({ name, examples: cells.levels }, 'categorical', cells);
    case 'text':
      return categoricalColumn(
        { name, examples: cells.levels },
        'text',
        cells,
        l10n.t('left out on request'),
      );
  }
}

function typeOf(override: ColumnOverride): ColumnType {
  switch (override) {
    case 'numeric':
    case 'decimal-point':
    case 'decimal-comma':
      return 'numeric';
    case 'datetime':
    case 'day-first':
    case 'month-first':
      return 'datetime';
    case 'categorical':
    case 'text':
      return override;
  }
}

/** Copies, because a slice keeps the whole text it was cut from in memory. */
function ownStrings(slices: readonly string[]): readonly string[] {
  return structuredClone(slices);
}

/** Numbers as the words they are written in. */
function dictionaryOf({ values, rowsInFile, present }: NumberCells): DictionaryCells {
  const codeOf = new Map<number, number>();
  const codes = new Int32Array(values.length).fill(-1);
  for (const [row, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    const code = codeOf.get(value) ?? codeOf.size;
    codeOf.set(value, code);
    codes[row] = code;
  }
  return { ...countLevels(codes, Array.from(codeOf.keys(), String)), rowsInFile, present };
}

const BOOLEAN_LEVELS = [
  ['false', 'true'],
  ['no', 'yes'],
  ['f', 't'],
  ['n', 'y'],
  ['0', '1'],
  ['0.0', '1.0'],
] as const;

/** Two levels that mean no and yes, however they are capitalised; no is code 0. */
function booleanColumn(name: string, cells: DictionaryCells): Column | null {
  const lower = cells.levels.map((level) => level.toLowerCase());
  const levels = BOOLEAN_LEVELS.find(
    (pair) =>
      pair.every((level) => lower.includes(level)) &&
      lower.every((level) => level === pair[0] || level === pair[1]),
  );
  if (levels === undefined) return null;
  const truth = lower.map((level) => (level === levels[1] ? 1 : 0));
  const codes = cells.codes.map((code) => truth[code] ?? -1);
  return categoricalColumn({ name, examples: cells.levels }, 'boolean', { ...cells, codes, levels });
}

function parsedColumn(
  name: string,
  type: 'numeric' | 'datetime',
  cells: DictionaryCells,
  parsed: ParsedLevels,
  lines: Uint32Array,
  given?: GivenType,
): Column {
  const values = sharedNumbers(cells.codes.length);
  const unparsableLines: number[] = [];
  for (const [row, code] of cells.codes.entries()) {
    const value = parsed.values[code] ?? NaN;
    values[row] = value;
    if (code >= 0 && Number.isNaN(value) && unparsableLines.length < LISTED_LINES) {
      unparsableLines.push(lines[row] ?? 0);
    }
  }
  const unparsable = { count: cells.present - parsed.fitting, lines: unparsableLines };
  const examples = cells.levels.slice(0, 100).filter((_, level) => !Number.isNaN(parsed.values[level]));
  const { readAs, ambiguity } = parsed;
  const { present, rowsInFile } = cells;
  // Different spellings may be one number: where all rows are held that is told from these.
  const held = values.length === rowsInFile;
  const distinct = held ? null : new Set(parsed.values.filter((value) => !Number.isNaN(value))).size;
  const facts = { values, present, rowsInFile, distinct, countsUp: held ? null : false };
  return numericColumn({ name, unparsable, examples, readAs, ambiguity }, type, facts, given);
}
