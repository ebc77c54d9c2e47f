import { FITTING_SHARE, LISTED_LINES, type Cells, type DictionaryCells } from './cells';
import type { CategoricalColumn, Column, ColumnType, NumericColumn } from './dataset';
import { parseDate, usualOrder, type DateOrder } from './dates';
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
    return numericColumn(name, 'numeric', cells.values, unparsable, cells.examples);
  }
  const counted = countLevels(cells);
  if (counted.present === 0) return categoricalColumn(name, 'empty', counted, 'no values');
  if (counted.levels.length === 1)
    return categoricalColumn(name, 'constant', counted, 'every value is the same');
  return (
    booleanColumn(name, counted) ??
    parsedColumn(name, 'numeric', counted, lines, parseDecimal) ??
    parsedColumn(name, 'numeric', counted, lines, parseCommaDecimal) ??
    parsedColumn(name, 'datetime', counted, lines, dateParser(counted)) ??
    wordColumn(name, counted)
  );
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

/** The column as numbers, if nearly all its cells can be read so. */
function parsedColumn(
  name: string,
  type: 'numeric' | 'datetime',
  cells: Counted,
  lines: Uint32Array,
  parse: (cell: string) => number,
): Column | null {
  const parsed = Float64Array.from(cells.levels, parse);
  const fitting = cells.counts.reduce((sum, n, level) => (Number.isNaN(parsed[level]) ? sum : sum + n), 0);
  if (fitting < FITTING_SHARE * cells.present) return null;
  const values = Float64Array.from(cells.codes, (code) => parsed[code] ?? NaN);
  const unparsable = { count: cells.present - fitting, lines: linesOfUnparsable(cells, parsed, lines) };
  const examples = cells.levels.filter((_, level) => !Number.isNaN(parsed[level])).slice(0, EXAMPLES);
  return numericColumn(name, type, values, unparsable, examples);
}

function linesOfUnparsable(cells: Counted, parsed: Float64Array, lines: Uint32Array): number[] {
  const found: number[] = [];
  for (let row = 0; row < cells.codes.length && found.length < LISTED_LINES; row++) {
    const code = cells.codes[row] ?? -1;
    if (code >= 0 && Number.isNaN(parsed[code])) found.push(lines[row] ?? 0);
  }
  return found;
}

/** Reads dates in the order of day and month that fits more cells. */
function dateParser(cells: Counted): (cell: string) => number {
  const fitting = (order: DateOrder) =>
    cells.counts.reduce(
      (sum, n, level) => (Number.isNaN(parseDate(cells.levels[level] ?? '', order)) ? sum : sum + n),
      0,
    );
  const usual = usualOrder(cells.levels[0] ?? '');
  const other = usual === 'day-first' ? 'month-first' : 'day-first';
  const order = fitting(other) > fitting(usual) ? other : usual;
  return (cell) => parseDate(cell, order);
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
