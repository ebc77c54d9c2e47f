import { FITTING_SHARE, LISTED_LINES, type Cells, type DictionaryCells } from './cells';
import type { CategoricalColumn, Column, ColumnType, NumericColumn } from './dataset';
import { parseDate, usualOrder } from './dates';
import { MIN_VALUES, numericIdentifierReason } from './identifiers';
import { parseCommaDecimal, parseDecimal } from './numbers';

/** More levels than these say little about a pair of columns in most datasets. */
const MAX_LEVELS = 50;
/** A column with as few levels is no free text, however long they are. */
const MAX_TERSE_LEVELS = 20;
const EXAMPLES = 3;

/** A dictionary with what is needed to judge it: how many cells hold each level, and how many hold any. */
interface Counted extends DictionaryCells {
  readonly counts: Uint32Array;
  readonly present: number;
}

/** Tells what a column holds from its cells alone, and puts it into the form the estimator reads. */
export function typeColumn(name: string, cells: Cells, lines: Uint32Array): Column {
  if (cells.kind === 'numbers') {
    const { count, rows } = cells.unparsable;
    const unparsable = { count, lines: rows.map((row) => lines[row] ?? 0) };
    return numericColumn(name, 'numeric', cells.values, unparsable, ownStrings(cells.examples));
  }
  const counted = countLevels({ ...cells, levels: ownStrings(cells.levels) });
  if (counted.present === 0) return categoricalColumn(name, 'empty', counted, 'no values');
  if (counted.levels.length === 1)
    return categoricalColumn(name, 'constant', counted, 'every value is the same');
  const boolean = booleanColumn(name, counted);
  if (boolean !== null) return boolean;
  const numbers = parseLevels(counted, parseDecimal) ?? parseLevels(counted, parseCommaDecimal);
  if (numbers !== null) return parsedColumn(name, 'numeric', counted, numbers, lines);
  const dates = parseDates(counted);
  if (dates !== null) return parsedColumn(name, 'datetime', counted, dates, lines);
  return wordColumn(name, counted);
}

/** Copies, because a slice keeps the whole text it was cut from in memory. */
function ownStrings(slices: readonly string[]): readonly string[] {
  return structuredClone(slices);
}

function countLevels(cells: DictionaryCells): Counted {
  const counts = new Uint32Array(cells.levels.length);
  let present = 0;
  for (const code of cells.codes) {
    if (code < 0) continue;
    counts[code] = (counts[code] ?? 0) + 1;
    present++;
  }
  return { ...cells, counts, present };
}

const BOOLEAN_LEVELS = [
  ['false', 'true'],
  ['no', 'yes'],
  ['f', 't'],
  ['n', 'y'],
  ['0', '1'],
] as const;

/** Two levels that mean no and yes, however they are capitalised; no is code 0. */
function booleanColumn(name: string, cells: Counted): Column | null {
  const lower = cells.levels.map((level) => level.toLowerCase());
  const levels = BOOLEAN_LEVELS.find(
    (pair) =>
      pair.every((level) => lower.includes(level)) &&
      lower.every((level) => level === pair[0] || level === pair[1]),
  );
  if (levels === undefined) return null;
  const truth = lower.map((level) => (level === levels[1] ? 1 : 0));
  const codes = cells.codes.map((code) => truth[code] ?? -1);
  return categoricalColumn(name, 'boolean', { ...cells, codes, levels }, undefined, cells.levels);
}

/** A number for each level (NaN: cannot be read as one), and how many cells have one. */
interface ParsedLevels {
  readonly values: Float64Array;
  readonly fitting: number;
}

/** Parses each different cell once; null as soon as too many cells do not fit. */
function parseLevels(cells: Counted, parse: (cell: string) => number): ParsedLevels | null {
  const { levels, counts, present } = cells;
  const values = new Float64Array(levels.length);
  let fitting = present;
  for (const [level, cell] of levels.entries()) {
    const value = parse(cell);
    values[level] = value;
    if (Number.isNaN(value)) fitting -= counts[level] ?? 0;
    if (fitting < FITTING_SHARE * present) return null;
  }
  return { values, fitting };
}

/** Reads dates in the order of day and month that fits more cells. */
function parseDates(cells: Counted): ParsedLevels | null {
  const order = usualOrder(cells.levels[0] ?? '');
  const usual = parseLevels(cells, (cell) => parseDate(cell, order));
  if (usual?.fitting === cells.present) return usual;
  const otherOrder = order === 'day-first' ? 'month-first' : 'day-first';
  const other = parseLevels(cells, (cell) => parseDate(cell, otherOrder));
  return (other?.fitting ?? 0) > (usual?.fitting ?? 0) ? other : usual;
}

function parsedColumn(
  name: string,
  type: 'numeric' | 'datetime',
  cells: Counted,
  parsed: ParsedLevels,
  lines: Uint32Array,
): Column {
  const values = new Float64Array(cells.codes.length);
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
  return numericColumn(name, type, values, unparsable, examples.slice(0, EXAMPLES));
}

/** A column of words: identifiers, free text or categories. */
function wordColumn(name: string, cells: Counted): Column {
  const { levels, present } = cells;
  const column = (type: ColumnType, reason?: string) => categoricalColumn(name, type, cells, reason);
  const spaced = levels.filter((level) => /\s/.test(level)).length;
  const mostlyNumbers = mostlyNumbersReason(cells);

  if (levels.length === present && present >= MIN_VALUES) {
    return column(spaced === 0 ? 'identifier' : 'text', mostlyNumbers ?? 'every value is different');
  }
  if (levels.length > MAX_TERSE_LEVELS && levels.length > present / 2 && isWordy(levels, spaced)) {
    return column(
      'text',
      mostlyNumbers ?? `free text: ${levels.length} different values in ${present} cells`,
    );
  }
  if (levels.length > MAX_LEVELS) {
    return column(
      'categorical',
      mostlyNumbers ?? `${levels.length} different values, more than ${MAX_LEVELS}`,
    );
  }
  return column('categorical');
}

/** Phrases rather than words: many with a space in them, or long. */
function isWordy(levels: readonly string[], spaced: number): boolean {
  const characters = levels.reduce((sum, level) => sum + level.length, 0);
  return spaced > levels.length / 4 || characters / levels.length > 30;
}

/** Words for a column that misses being numeric by some cells, naming one of them. */
function mostlyNumbersReason({ levels, counts, present }: Counted): string | undefined {
  const isNumber = levels.map((level) => !Number.isNaN(parseDecimal(level)));
  const numbers = counts.reduce((sum, n, level) => (isNumber[level] === true ? sum + n : sum), 0);
  if (numbers < present / 2) return undefined;
  const other = levels[isNumber.indexOf(false)] ?? '';
  const share = Math.floor((100 * numbers) / present);
  return `only ${share} % of its values are numbers; others are like "${other.slice(0, 30)}"`;
}

function numericColumn(
  name: string,
  type: 'numeric' | 'datetime',
  cells: Float64Array,
  unparsable: Column['unparsable'],
  examples: readonly string[],
): NumericColumn {
  const values = new Float64Array(sharedBuffer(cells.byteLength));
  values.set(cells);
  const present = values.filter((value) => !Number.isNaN(value)).sort();
  let distinct = 0;
  for (let i = 0; i < present.length; i++) if (i === 0 || present[i] !== present[i - 1]) distinct++;

  const facts = {
    name,
    missing: values.length - present.length - unparsable.count,
    distinct,
    unparsable,
    examples,
  };
  const judged = (judgement: ColumnType, reason?: string): NumericColumn => ({
    ...{ ...facts, kind: 'numeric', values, type: judgement },
    ...(reason === undefined ? {} : { reason }),
  });
  if (distinct === 1) return judged('constant', 'every value is the same');
  const identifier =
    type === 'numeric' ? numericIdentifierReason(name, values, present, distinct) : undefined;
  return identifier === undefined ? judged(type) : judged('identifier', identifier);
}

function categoricalColumn(
  name: string,
  type: ColumnType,
  cells: Counted,
  reason?: string,
  examples: readonly string[] = cells.levels,
): CategoricalColumn {
  const codes = new Int32Array(sharedBuffer(cells.codes.byteLength));
  codes.set(cells.codes);
  return {
    ...{ name, type, kind: 'categorical', codes, levels: cells.levels },
    missing: codes.length - cells.present,
    distinct: cells.levels.length,
    unparsable: { count: 0, lines: [] },
    examples: examples.slice(0, EXAMPLES),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Memory that worker threads can read without a copy, where the host has it. */
function sharedBuffer(bytes: number): SharedArrayBuffer | ArrayBuffer {
  return typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes);
}
