import type { CountedCells, DictionaryCells, EncoderContext, NumberCells, Cells } from './cells';
import { HyperLogLog } from './hyperLogLog';
import { sharedBuffer } from '../bytes/sharedBuffer';
import { FITTING_SHARE, type Doubt, type ValueParser } from './valueParser';

/** How many lines of unparsable cells are kept. */
export const LISTED_LINES = 20;
/** Different values that a dictionary holds. More words than these are only counted, numbers and dates become values. */
export const MAX_LEVELS = 100_000;
/** And characters in all of them. */
const MAX_CHARACTERS = 2 ** 23;
/** Examples of a column that is held as numbers or only counted. */
const EXAMPLES = 100;
/** In place of a row's number: the row is counted, but not held. */
export const NOT_HELD = -1;
/** In place of a decimal mark's code: cells are not to be parsed as bytes. */
export const NOT_A_BYTE = -1;

type Numbers = Float64Array<SharedArrayBuffer | ArrayBuffer>;

/** One of the ways to hold the cells of a column. */
export interface Collector {
  /** Of the rows so far only these stay, in their order: row i of them was row `rows[i]`. */
  keep(rows: Uint32Array): void;
  finish(rows: number, rowsInFile: number): Cells | null;
}

export class Dictionary implements Collector {
  levels: string[] = [];
  counts: number[] = [];
  codes = new Int32Array(64).fill(-1);
  private codeOf = new Map<string, number>();
  private characters = 0;

  get size(): number {
    return this.levels.length;
  }

  get isFull(): boolean {
    return this.levels.length > MAX_LEVELS || this.characters > MAX_CHARACTERS;
  }

  codeFor(cell: string): number | undefined {
    return this.codeOf.get(cell);
  }

  /** False where the cell is none of the levels. */
  addKnown(row: number, cell: string): boolean {
    const code = this.codeOf.get(cell);
    if (code === undefined) return false;
    this.addCode(row, code);
    return true;
  }

  addNew(row: number, cell: string): void {
    const code = this.levels.length;
    this.codeOf.set(cell, code);
    this.levels.push(cell);
    this.counts.push(0);
    this.characters += cell.length;
    this.addCode(row, code);
  }

  addCode(row: number, code: number): void {
    this.counts[code] = (this.counts[code] ?? 0) + 1;
    if (row === NOT_HELD) return;
    if (row >= this.codes.length) this.codes = resized(this.codes, new Int32Array(2 * row), -1);
    this.codes[row] = code;
  }

  keep(rows: Uint32Array): void {
    const { codes } = this;
    for (let i = 0; i < rows.length; i++) codes[i] = codes[rows[i] ?? 0] ?? -1;
    codes.fill(-1, rows.length);
  }

  empty(): void {
    this.levels = [];
    this.counts = [];
    this.codes = new Int32Array(0);
    this.codeOf = new Map();
  }

  finish(rows: number, rowsInFile: number): DictionaryCells {
    const codes =
      rows <= this.codes.length
        ? this.codes.subarray(0, rows)
        : resized(this.codes, new Int32Array(rows), -1);
    const present = this.counts.reduce((sum, count) => sum + count, 0);
    return { kind: 'dictionary', codes, levels: this.levels, counts: this.counts, present, rowsInFile };
  }
}

/** Cells that are present; NaN says that the cell is there but has no value. */
export class NumberCollector implements Collector {
  /** Of which the first `filled` are set; what lies behind them costs no memory before it is. */
  private values: Numbers;
  private filled: number;
  private present = 0;
  private unparsable = 0;
  private readonly unparsableLines: number[] = [];
  private readonly examples: readonly string[];
  /** Code of the decimal mark where cells may be parsed as bytes. */
  mark = NOT_A_BYTE;
  /** Two ways to read all cells so far; cells then go by `consider`. */
  doubt: Doubt | null = null;
  private distinct: HyperLogLog | null = null;
  private last = NaN;
  private countsUp = true;

  /** @param before what was collected so far @param settled whether the column's type is chosen by hand */
  constructor(
    private readonly context: EncoderContext,
    readonly parser: ValueParser,
    before: Dictionary,
    private readonly settled: boolean,
  ) {
    if (parser.doubt === undefined) this.settle();
    else this.doubt = parser.doubt;
    const parsed = Float64Array.from(before.levels, (level) => parser.parse(level));
    this.examples = before.levels.filter((_, level) => !Number.isNaN(parsed[level])).slice(0, EXAMPLES);
    this.values = sharedNumbers(Math.max(before.codes.length, context.expectedRows));
    this.filled = before.codes.length;
    before.codes.forEach((code, row) => {
      this.values[row] = parsed[code] ?? NaN;
    });
    before.counts.forEach((count, level) => {
      this.present += count;
      if (Number.isNaN(parsed[level])) this.unparsable += count;
    });
    if (context.sampling) {
      this.distinct = new HyperLogLog();
      for (const value of parsed) if (!Number.isNaN(value)) this.distinct.addNumber(value);
      this.countsUp = false;
    }
  }

  add(row: number, value: number): void {
    this.present++;
    if (row !== NOT_HELD) {
      if (row >= this.filled) this.extendTo(row);
      this.values[row] = value;
    }
    if (Number.isNaN(value)) {
      this.unparsable++;
      if (this.unparsableLines.length < LISTED_LINES) this.unparsableLines.push(this.context.line);
    } else if (this.distinct !== null) {
      this.distinct.place[0] = value;
      this.countPlaced(this.distinct);
    }
  }

  /** Ends the doubt where the cell has a value in one of the two ways only. */
  consider(cell: string, value: number): void {
    if (this.doubt !== null && !Number.isNaN(value) && Number.isNaN(this.doubt.rival(cell))) this.settle();
  }

  private settle(): void {
    this.doubt = null;
    this.mark = this.parser.decimalMark?.charCodeAt(0) ?? NOT_A_BYTE;
  }

  /** What can no longer be told from the cells at the end is counted from here on. */
  beginSampling(): void {
    const distinct = new HyperLogLog();
    for (const value of this.values.subarray(0, this.filled)) {
      if (Number.isNaN(value)) continue;
      distinct.place[0] = value;
      this.countPlaced(distinct);
    }
    this.distinct = distinct;
  }

  keep(rows: Uint32Array): void {
    const { values, filled } = this;
    let kept = 0;
    for (; kept < rows.length; kept++) {
      const row = rows[kept] ?? 0;
      if (row >= filled) break;
      values[kept] = values[row] ?? NaN;
    }
    this.filled = kept;
  }

  finish(rows: number, rowsInFile: number): NumberCells | null {
    if (!this.settled && this.unparsable > (1 - FITTING_SHARE) * this.present) return null;
    if (rows > this.filled) this.extendTo(rows);
    return {
      ...{ kind: 'numbers', type: this.parser.type, present: this.present, rowsInFile },
      ...(this.parser.readAs !== undefined && { readAs: this.parser.readAs() }),
      ...(this.doubt !== null && { ambiguity: this.doubt.words }),
      values: this.values.subarray(0, rows),
      examples: this.examples,
      unparsable: { count: this.unparsable, lines: this.unparsableLines },
      distinct: this.distinct === null ? null : this.distinct.estimate(),
      countsUp: this.distinct === null ? null : this.countsUp,
    };
  }

  /** Rows that were passed over are missing. */
  private extendTo(row: number): void {
    if (row >= this.values.length) {
      const larger = sharedNumbers(2 * row + 1);
      larger.set(this.values.subarray(0, this.filled));
      this.values = larger;
    }
    if (row > this.filled) this.values.fill(NaN, this.filled, row);
    this.filled = row + 1;
  }

  private countPlaced(distinct: HyperLogLog): void {
    distinct.addPlaced();
    if (!this.countsUp) return;
    const value = distinct.place[0] ?? NaN;
    if (value !== this.last + 1 && !Number.isNaN(this.last)) this.countsUp = false;
    this.last = value;
  }
}

export class Counter implements Collector {
  private readonly distinct = new HyperLogLog();
  private readonly examples: readonly string[];
  private present: number;

  constructor(before: Dictionary) {
    this.examples = before.levels.slice(0, EXAMPLES);
    this.present = before.counts.reduce((sum, count) => sum + count, 0);
    for (const level of before.levels) this.distinct.addText(level);
  }

  add(cell: string): void {
    this.present++;
    this.distinct.addText(cell);
  }

  /** False where the cell is not ASCII throughout. */
  addAscii(bytes: Uint8Array, from: number, to: number): boolean {
    if (!this.distinct.addAscii(bytes, from, to)) return false;
    this.present++;
    return true;
  }

  keep(): void {
    // No row is held.
  }

  finish(_rows: number, rowsInFile: number): CountedCells {
    const { present, examples } = this;
    const distinct = Math.min(present, this.distinct.estimate());
    return { kind: 'counted', present, rowsInFile, distinct, examples };
  }
}

/** All zero; in memory that worker threads can read without a copy, where the host has it. */
export function sharedNumbers(length: number): Numbers {
  return new Float64Array(sharedBuffer(8 * length));
}

/** The old entries, as far as there is room, with the filler behind them. */
function resized<T extends Int32Array | Float64Array>(old: T, other: T, filler: number): T {
  other.set(old.length > other.length ? old.subarray(0, other.length) : old);
  if (other.length > old.length) other.fill(filler, old.length);
  return other;
}
