import { ByteDictionary, UNKNOWN } from './byteDictionary';
import { parseDecimalBytes } from './decimalBytes';
import { HyperLogLog } from './hyperLogLog';
import type { ColumnOverride } from './overrides';
import {
  chooseParser,
  choosePlainParser,
  FITTING_SHARE,
  type ParserHints,
  type ValueParser,
} from './valueParser';

/** How many lines of unparsable cells are kept. */
export const LISTED_LINES = 20;
/** Different values after which a column of plain numbers is held as numbers: a dictionary would outgrow the file. */
const PARSED_AFTER = 128;
/** Different values that a dictionary holds. More words than these are only counted, numbers and dates become values. */
export const MAX_LEVELS = 100_000;
/** And characters in all of them. */
const MAX_CHARACTERS = 2 ** 23;
/** In place of a code: the cell is missing. */
const MISSING = -1;
/** Examples of a column that is held as numbers or only counted. */
const EXAMPLES = 100;
/** In place of a row's number: the row is counted, but not held. */
export const NOT_HELD = -1;

/**
 * The cells of one column: what is known of all rows of the source, and the cells of the rows that are held,
 * one entry a row, with spaces around a cell taken off.
 */
export type Cells = DictionaryCells | NumberCells | CountedCells;

interface CellFacts {
  /** Cells of the whole source that are not missing, whether or not they can be parsed. */
  readonly present: number;
  /** Rows of the whole source. */
  readonly rowsInFile: number;
}

/** Codes into the different cells in order of appearance; missing: -1. */
export interface DictionaryCells extends CellFacts {
  readonly kind: 'dictionary';
  readonly codes: Int32Array;
  readonly levels: readonly string[];
  /** Cells of the whole source that hold each level. */
  readonly counts: readonly number[];
}

/** A column with many different numbers or dates. Missing and unparsable cells: NaN. */
export interface NumberCells extends CellFacts {
  readonly kind: 'numbers';
  readonly type: ValueParser['type'];
  /** How they are read, where that is more than plain numbers or ISO dates. */
  readonly readAs?: string;
  readonly values: Float64Array<SharedArrayBuffer | ArrayBuffer>;
  readonly examples: readonly string[];
  readonly unparsable: { readonly count: number; readonly lines: readonly number[] };
  /** Different values of the whole source, estimated; null where all rows are held and can be counted. */
  readonly distinct: number | null;
  /** Each value of the whole source is one more than the one before; null as above. */
  readonly countsUp: boolean | null;
}

/** A column with too many different words to hold. */
export interface CountedCells extends CellFacts {
  readonly kind: 'counted';
  /** Estimated. */
  readonly distinct: number;
  readonly examples: readonly string[];
}

/** What the columns' encoders need to know of the table. */
export interface EncoderContext {
  /** Line on which the row that is being added starts. */
  line: number;
  /** Whether some rows are not held. */
  sampling: boolean;
  readonly missing: ReadonlySet<string>;
  /** Characters of the longest of them. */
  readonly longestMissing: number;
  readonly decimalComma: boolean;
}

/** Of the bytes from .. to. */
export type Decode = (bytes: Uint8Array, from: number, to: number) => string;

/** One of the ways to hold the cells of a column. */
interface Collector {
  clear(row: number): void;
  /** Row i of those that stay was row `rows[i]`. */
  rearrange(rows: Uint32Array): void;
  finish(rows: number, rowsInFile: number): Cells | null;
}

/**
 * Takes the cells of one column as they are read, held or not; cells that are passed over are missing.
 * A column of plain numbers after its first different values is parsed from there on and its text is dropped; one of
 * other numbers or dates when its dictionary is full. Where that turns out wrong `finish` gives null and the source must
 * be read again, with that counted in `misjudgements`: the second time the decision waits until the dictionary is full,
 * the third time there is none.
 */
export class CellEncoder {
  private readonly dictionary = new Dictionary();
  /** Codes of the levels, and MISSING, as they are spelled in bytes. */
  private spellings = new ByteDictionary();
  private numbers: NumberCollector | null = null;
  private counter: Counter | null = null;

  constructor(
    private readonly context: EncoderContext,
    private readonly override: ColumnOverride | undefined,
    private readonly misjudgements: number,
  ) {}

  /** @param row number of the row among those held, or NOT_HELD */
  add(row: number, cell: string): void {
    const trimmed = cell.trim();
    if (this.numbers !== null) {
      const value = this.numbers.parser.parse(trimmed);
      if (!Number.isNaN(value) || !this.isMissing(trimmed)) this.numbers.add(row, value);
    } else if (this.counter !== null) {
      if (!this.isMissing(trimmed)) this.counter.add(trimmed);
    } else if (!this.dictionary.addKnown(row, trimmed) && !this.isMissing(trimmed)) {
      this.dictionary.addNew(row, trimmed);
      if (this.dictionary.size === PARSED_AFTER && this.misjudgements === 0) this.considerPlainNumbers();
      else if (this.dictionary.isFull) this.giveUpDictionary();
    }
  }

  /**
   * The same for a cell that lies in memory as bytes in which ASCII characters stand for themselves.
   * @param decode of bytes from .. to
   */
  addBytes(row: number, bytes: Uint8Array, start: number, stop: number, decode: Decode): void {
    let from = start;
    let to = stop;
    while (from < to && isSpace(bytes[from] ?? 0)) from++;
    while (from < to && isSpace(bytes[to - 1] ?? 0)) to--;
    if (from === to) return;
    if (this.numbers !== null) {
      const { mark } = this.numbers;
      const value = mark === null ? NaN : parseDecimalBytes(bytes, from, to, mark);
      if (Number.isNaN(value)) this.add(row, decode(bytes, from, to));
      else this.numbers.add(row, value);
    } else if (this.counter !== null) {
      const known = to - from > this.context.longestMissing && this.counter.addAscii(bytes, from, to);
      if (!known) this.add(row, decode(bytes, from, to));
    } else this.addToDictionary(row, bytes, from, to, decode);
  }

  /** The row's place was given to another one, whose cells follow. */
  clear(row: number): void {
    this.collector.clear(row);
  }

  /** Of the rows held so far only some stay, or all in another order: row i of them was row `rows[i]`. */
  rearrange(rows: Uint32Array): void {
    this.collector.rearrange(rows);
  }

  /** From now on some rows are not held. */
  beginSampling(): void {
    this.numbers?.beginSampling();
  }

  /** The cells, in memory of their own: the encoder is spent. */
  finish(rows: number, rowsInFile: number): Cells | null {
    return this.collector.finish(rows, rowsInFile);
  }

  private addToDictionary(row: number, bytes: Uint8Array, from: number, to: number, decode: Decode): void {
    const code = this.spellings.get(bytes, from, to);
    if (code >= 0) this.dictionary.addCode(row, code);
    else if (code === UNKNOWN) {
      const text = decode(bytes, from, to).trim();
      this.add(row, text);
      this.spellings.set(bytes, from, to, this.dictionary.codeFor(text) ?? MISSING);
    }
  }

  private get collector(): Collector {
    return this.numbers ?? this.counter ?? this.dictionary;
  }

  private isMissing(cell: string): boolean {
    return cell === '' || this.context.missing.has(cell);
  }

  private get hints(): ParserHints {
    return { decimalComma: this.context.decimalComma, override: this.override };
  }

  private considerPlainNumbers(): void {
    this.parseWith(choosePlainParser(this.dictionary.levels, this.hints));
  }

  private parseWith(parser: ValueParser | null): void {
    if (parser === null) return;
    this.numbers = new NumberCollector(this.context, parser, this.dictionary, this.override !== undefined);
    this.emptyDictionary();
  }

  private giveUpDictionary(): void {
    if (this.misjudgements <= 1) this.parseWith(chooseParser(this.dictionary.levels, this.hints));
    if (this.numbers !== null) return;
    this.counter = new Counter(this.dictionary);
    this.emptyDictionary();
  }

  private emptyDictionary(): void {
    this.dictionary.empty();
    this.spellings = new ByteDictionary();
  }
}

class Dictionary implements Collector {
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
    if (row >= this.codes.length) this.codes = grown(this.codes, new Int32Array(2 * row), -1);
    this.codes[row] = code;
  }

  clear(row: number): void {
    if (row < this.codes.length) this.codes[row] = -1;
  }

  rearrange(rows: Uint32Array): void {
    this.codes = Int32Array.from(rows, (row) => this.codes[row] ?? -1);
  }

  empty(): void {
    this.levels = [];
    this.counts = [];
    this.codes = new Int32Array(0);
    this.codeOf = new Map();
  }

  finish(rows: number, rowsInFile: number): DictionaryCells {
    const codes =
      rows <= this.codes.length ? this.codes.subarray(0, rows) : grown(this.codes, new Int32Array(rows), -1);
    const present = this.counts.reduce((sum, count) => sum + count, 0);
    return { kind: 'dictionary', codes, levels: this.levels, counts: this.counts, present, rowsInFile };
  }
}

/** Cells that are present; NaN says that the cell is there but has no value. */
class NumberCollector implements Collector {
  private values: Float64Array<SharedArrayBuffer | ArrayBuffer>;
  private present = 0;
  private unparsable = 0;
  private readonly unparsableLines: number[] = [];
  private readonly examples: readonly string[];
  /** Code of the decimal mark, where cells may be parsed as bytes. */
  readonly mark: number | null;
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
    this.mark = parser.decimalMark?.charCodeAt(0) ?? null;
    const parsed = Float64Array.from(before.levels, (level) => parser.parse(level));
    this.examples = before.levels.filter((_, level) => !Number.isNaN(parsed[level])).slice(0, EXAMPLES);
    this.values = sharedNumbers(Math.max(1024, before.codes.length));
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
      if (row >= this.values.length) this.values = grown(this.values, sharedNumbers(2 * row), NaN);
      this.values[row] = value;
    }
    if (Number.isNaN(value)) {
      this.unparsable++;
      if (this.unparsableLines.length < LISTED_LINES) this.unparsableLines.push(this.context.line);
    } else if (this.distinct !== null) this.count(value);
  }

  /** What can no longer be told from the cells at the end is counted from here on. */
  beginSampling(): void {
    this.distinct = new HyperLogLog();
    for (const value of this.values) if (!Number.isNaN(value)) this.count(value);
  }

  clear(row: number): void {
    if (row < this.values.length) this.values[row] = NaN;
  }

  rearrange(rows: Uint32Array): void {
    const rearranged = sharedNumbers(rows.length);
    rows.forEach((row, i) => {
      rearranged[i] = this.values[row] ?? NaN;
    });
    this.values = rearranged;
  }

  finish(rows: number, rowsInFile: number): NumberCells | null {
    if (!this.settled && this.unparsable > (1 - FITTING_SHARE) * this.present) return null;
    return {
      ...{ kind: 'numbers', type: this.parser.type, present: this.present, rowsInFile },
      ...(this.parser.readAs !== undefined && { readAs: this.parser.readAs }),
      values: this.values.length === rows ? this.values : resized(this.values, rows),
      examples: this.examples,
      unparsable: { count: this.unparsable, lines: this.unparsableLines },
      distinct: this.distinct === null ? null : this.distinct.estimate(),
      countsUp: this.distinct === null ? null : this.countsUp,
    };
  }

  private count(value: number): void {
    this.distinct?.addNumber(value);
    if (value !== this.last + 1 && !Number.isNaN(this.last)) this.countsUp = false;
    this.last = value;
  }
}

class Counter implements Collector {
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

  clear(): void {
    // No row is held.
  }

  rearrange(): void {
    // No row is held.
  }

  finish(_rows: number, rowsInFile: number): CountedCells {
    const { present, examples } = this;
    const distinct = Math.min(present, this.distinct.estimate());
    return { kind: 'counted', present, rowsInFile, distinct, examples };
  }
}

/** Tab, line breaks and the like, space. */
export const isSpace = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

/** All NaN; in memory that worker threads can read without a copy, where the host has it. */
export function sharedNumbers(length: number): Float64Array<SharedArrayBuffer | ArrayBuffer> {
  const bytes = 8 * length;
  return new Float64Array(
    typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes),
  ).fill(NaN);
}

function resized(
  old: Float64Array<SharedArrayBuffer | ArrayBuffer>,
  length: number,
): Float64Array<SharedArrayBuffer | ArrayBuffer> {
  const exact = sharedNumbers(length);
  exact.set(old.subarray(0, length));
  return exact;
}

function grown<T extends Int32Array | Float64Array>(old: T, larger: T, filler: number): T {
  larger.set(old);
  larger.fill(filler, old.length);
  return larger;
}
