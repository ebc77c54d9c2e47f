import { DatasetError } from './dataset';
import { parseDecimal } from './numbers';

/** Spellings that say a value is missing; compared with the trimmed cell. The lone dot is SAS's and Stata's. */
const MISSING = new Set([
  '',
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  'NaN',
  'nan',
  'null',
  'NULL',
  'None',
  '-',
  '?',
  '.',
]);

/** Share of the cells that must fit a type for the column to be of it; the rest counts as missing. */
export const FITTING_SHARE = 0.98;
/** How many lines of unparsable cells are kept. */
export const LISTED_LINES = 20;

/** Different values after which a column of numbers is held as numbers: a dictionary of them would outgrow the file. */
const NUMBERS_AFTER = 128;
/** V8's Map ends near 2^24 entries. */
const MAX_LEVELS = 2 ** 24 - 100;

/** The cells of one column, one entry a row, with spaces around a cell taken off. */
export type Cells = DictionaryCells | NumberCells;

/** Codes into the different cells in order of appearance; missing: -1. */
export interface DictionaryCells {
  readonly kind: 'dictionary';
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

/** A column with many different numbers. Missing and unparsable cells: NaN. */
export interface NumberCells {
  readonly kind: 'numbers';
  readonly values: Float64Array;
  readonly examples: readonly string[];
  readonly unparsable: { readonly count: number; readonly rows: readonly number[] };
}

/**
 * Takes the cells of one column as they are read. Rows ascend; rows that are passed over are missing.
 * A column that looks numeric after its first different values is parsed from there on and its text is dropped;
 * where that turns out wrong, `finish` gives null and the column must be read again with `verbatim`.
 */
export class CellEncoder {
  private readonly codeOf = new Map<string, number>();
  private readonly levels: string[] = [];
  private codes = new Int32Array(64).fill(-1);
  private numbers: NumberCollector | null = null;

  /** @param where file and column, for errors */
  constructor(
    private readonly where: string,
    private readonly verbatim: boolean,
  ) {}

  /** @throws DatasetError where there are more different values than can be indexed. */
  add(row: number, cell: string): void {
    const trimmed = cell.trim();
    if (this.numbers === null) this.addToDictionary(row, trimmed);
    else {
      const value = parseDecimal(trimmed);
      if (!Number.isNaN(value) || !MISSING.has(trimmed)) this.numbers.add(row, value);
    }
  }

  finish(rows: number): Cells | null {
    if (this.numbers !== null) return this.numbers.finish(rows, this.levels.slice(0, 3));
    const codes =
      rows <= this.codes.length
        ? this.codes.subarray(0, rows)
        : grown(this.codes, new Int32Array(rows).fill(-1));
    return { kind: 'dictionary', codes, levels: this.levels };
  }

  private addToDictionary(row: number, cell: string): void {
    if (row >= this.codes.length) this.codes = grown(this.codes, new Int32Array(2 * row).fill(-1));
    const code = this.codeOf.get(cell);
    if (code !== undefined) this.codes[row] = code;
    else if (!MISSING.has(cell)) {
      this.codes[row] = this.addLevel(cell);
      if (this.levels.length === NUMBERS_AFTER && !this.verbatim) this.considerNumbers(row + 1);
    }
  }

  private addLevel(cell: string): number {
    const code = this.levels.length;
    if (code >= MAX_LEVELS) {
      throw new DatasetError(
        `${this.where} has more than ${MAX_LEVELS} different values; leave the column out of the file.`,
      );
    }
    this.codeOf.set(cell, code);
    this.levels.push(cell);
    return code;
  }

  private considerNumbers(rows: number): void {
    const parsed = this.levels.map(parseDecimal);
    const fitting = parsed.filter((value) => !Number.isNaN(value)).length;
    if (fitting < FITTING_SHARE * this.levels.length) return;
    const numbers = new NumberCollector();
    for (let row = 0; row < rows; row++) {
      const value = parsed[this.codes[row] ?? -1];
      if (value !== undefined) numbers.add(row, value);
    }
    this.numbers = numbers;
    this.codes = new Int32Array(0);
  }
}

/** Cells that are present; NaN says that the cell is there but is no number. */
class NumberCollector {
  private values = new Float64Array(1024).fill(NaN);
  private present = 0;
  private unparsable = 0;
  private readonly unparsableRows: number[] = [];

  add(row: number, value: number): void {
    if (row >= this.values.length) this.values = grown(this.values, new Float64Array(2 * row).fill(NaN));
    this.values[row] = value;
    this.present++;
    if (!Number.isNaN(value)) return;
    this.unparsable++;
    if (this.unparsableRows.length < LISTED_LINES) this.unparsableRows.push(row);
  }

  finish(rows: number, examples: readonly string[]): NumberCells | null {
    if (this.unparsable > (1 - FITTING_SHARE) * this.present) return null;
    const values =
      rows <= this.values.length
        ? this.values.subarray(0, rows)
        : grown(this.values, new Float64Array(rows).fill(NaN));
    return {
      kind: 'numbers',
      values,
      examples,
      unparsable: { count: this.unparsable, rows: this.unparsableRows },
    };
  }
}

function grown<T extends Int32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
