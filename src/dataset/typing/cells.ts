import { ByteDictionary, UNKNOWN } from './byteDictionary';
import { Counter, Dictionary, NOT_A_BYTE, NumberCollector, type Collector } from './collectors';
import { parseDecimalBytes, parseShortDecimal } from './decimalBytes';
import { timeOfDayWords } from './dates';
import type { ColumnOverride } from '../overrides';
import { chooseParser, choosePlainParser, type ParserHints, type ValueParser } from './valueParser';

/** Different values after which a column of plain numbers is held as numbers: a dictionary would outgrow the file. */
const PARSED_AFTER = 128;
/** In place of a code: the cell is missing. */
const MISSING = -1;

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
  /** What in that is a guess that no cell decides. */
  readonly ambiguity?: string;
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
  /** Rows that are likely to be held in the end. */
  expectedRows: number;
  readonly missing: ReadonlySet<string>;
  /** Characters of the longest of them. */
  readonly longestMissing: number;
  readonly decimalComma: boolean;
}

/** Of the bytes from .. to. */
export type Decode = (bytes: Uint8Array, from: number, to: number) => string;

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
      if (this.numbers.doubt !== null) this.numbers.consider(trimmed, value);
      if (!Number.isNaN(value) || !this.isMissing(trimmed)) this.numbers.add(row, value);
    } else if (this.counter !== null) {
      if (!this.isMissing(trimmed)) this.counter.add(trimmed);
    } else if (!this.dictionary.addKnown(row, trimmed) && !this.isMissing(trimmed)) {
      this.dictionary.addNew(row, trimmed);
      if (this.dictionary.size === PARSED_AFTER && this.misjudgements === 0) this.considerPlainNumbers();
      else if (this.dictionary.isFull) this.giveUpDictionary();
    }
  }

  /** The same for a cell that its source holds as a number, which need not be written and read again. */
  addNumber(row: number, value: number): void {
    if (this.numbers !== null && this.numbers.parser.decimalMark !== null && Number.isFinite(value))
      this.numbers.add(row, value);
    else this.add(row, String(value));
  }

  /** The same for a cell that its source holds as a moment; an invalid one is missing. */
  addDate(row: number, date: Date): void {
    const milliseconds = date.getTime();
    if (Number.isNaN(milliseconds)) return;
    const undecided = this.numbers === null && this.counter === null && this.misjudgements === 0;
    if (undecided && this.dictionary.size >= PARSED_AFTER)
      this.parseWith(chooseParser(this.dictionary, this.hints));
    if (this.numbers?.parser.type === 'datetime' && this.numbers.parser.readAs !== timeOfDayWords)
      this.numbers.add(row, milliseconds);
    else this.add(row, date.toISOString());
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
      const value = mark === NOT_A_BYTE ? NaN : parseShortDecimal(bytes, from, to, mark);
      if (Number.isNaN(value)) this.addLongNumber(row, bytes, from, to, decode);
      else this.numbers.add(row, value);
    } else if (this.counter !== null) {
      const known = to - from > this.context.longestMissing && this.counter.addAscii(bytes, from, to);
      if (!known) this.add(row, decode(bytes, from, to));
    } else this.addToDictionary(row, bytes, from, to, decode);
  }

  /** Of the rows held so far only these stay, in their order: row i of them was row `rows[i]`. */
  keep(rows: Uint32Array): void {
    this.collector.keep(rows);
  }

  /** From now on some rows are not held. */
  beginSampling(): void {
    this.numbers?.beginSampling();
  }

  /** The cells, in memory of their own: the encoder is spent. */
  finish(rows: number, rowsInFile: number): Cells | null {
    return this.collector.finish(rows, rowsInFile);
  }

  private addLongNumber(row: number, bytes: Uint8Array, from: number, to: number, decode: Decode): void {
    const mark = this.numbers?.mark ?? NOT_A_BYTE;
    const value = mark === NOT_A_BYTE ? NaN : parseDecimalBytes(bytes, from, to, mark);
    if (Number.isNaN(value)) this.add(row, decode(bytes, from, to));
    else this.numbers?.add(row, value);
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
    if (this.misjudgements <= 1)
      this.parseWith(chooseParser(this.dictionary, this.hints, this.misjudgements === 1));
    if (this.numbers !== null) return;
    this.counter = new Counter(this.dictionary);
    this.emptyDictionary();
  }

  private emptyDictionary(): void {
    this.dictionary.empty();
    this.spellings = new ByteDictionary();
  }
}

/** Tab, line breaks and the like, space. */
export const isSpace = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);
