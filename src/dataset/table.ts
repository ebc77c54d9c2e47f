import { CellEncoder, type Cells, type EncoderContext } from './cells';
import { NOT_HELD } from './collectors';
import type { BadRow, Dataset } from './dataset';
import type { ColumnOverride } from './overrides';
import { createRandom, type Random } from './random';
import { sampleRows } from './sample';

/** What a reader of one format hands over: columns of cells, not yet typed. */
export interface Table {
  readonly columns: readonly {
    readonly name: string;
    /** Null where the column was misjudged (see CellEncoder) and the source must be read again. */
    readonly cells: Cells | null;
  }[];
  readonly lines: Uint32Array;
  readonly rowsInFile: number;
  readonly badRows: Dataset['badRows'];
}

export interface TableSettings {
  /** Spellings besides the empty one that say a value is missing. */
  readonly missing: readonly string[];
  /** Whether numbers are expected to be written 1,5 rather than 1.5. */
  readonly decimalComma: boolean;
  /** What a person says columns are, by name. */
  readonly columns: ReadonlyMap<string, ColumnOverride>;
  /** Cells (rows times columns) that may be held; beyond, a sample of the rows is. */
  readonly maxCells: number;
  readonly seed: number;
  /** How often each column was misjudged in earlier passes, by its number. */
  readonly misjudgements: ReadonlyMap<number, number>;
}

const LISTED_BAD_ROWS = 20;
/** A shrinking sample leaves room for this many more columns, so that it does not shrink for each of them. */
const ROOM_FOR_COLUMNS = 1.25;

/**
 * Collects rows while a reader goes through its source. While they fit all rows are held; beyond, a uniform sample of
 * them (Vitter's algorithm R, seeded), and every row is still counted in the facts about the columns.
 */
export class TableBuilder {
  private readonly encoders: CellEncoder[] = [];
  private readonly names: string[] = [];
  private readonly taken = new Set<string>();
  private readonly context: EncoderContext;
  private readonly random: Random;
  private capacity: number;
  private lines = new Uint32Array(64);
  /** Of the rows held, their numbers in the source; kept only once some rows are not held. */
  private numbers = new Uint32Array(0);
  private held = 0;
  private rowCount = 0;
  private badCount = 0;
  private readonly badExamples: BadRow[] = [];

  constructor(private readonly settings: TableSettings) {
    const { missing, decimalComma } = settings;
    const longestMissing = missing.reduce((longest, { length }) => Math.max(longest, length), 0);
    this.context = {
      line: 0,
      sampling: false,
      expectedRows: 0,
      missing: new Set(missing),
      longestMissing,
      decimalComma,
    };
    this.random = createRandom(settings.seed);
    this.capacity = settings.maxCells;
  }

  /** Rows so far, held or not. */
  get rows(): number {
    return this.rowCount;
  }

  get width(): number {
    return this.names.length;
  }

  addColumn(name: string): CellEncoder {
    const number = this.encoders.length;
    const misjudgements = this.settings.misjudgements.get(number) ?? 0;
    const unique = uniqueName(name, number, this.taken);
    const encoder = new CellEncoder(this.context, this.settings.columns.get(unique), misjudgements);
    this.encoders.push(encoder);
    this.names.push(unique);
    this.taken.add(unique);
    this.makeRoom();
    return encoder;
  }

  /** Saves copies where it is known, about, how many rows there will be. */
  expectRows(rows: number): void {
    this.context.expectedRows = Math.min(Math.ceil(rows), this.capacity);
  }

  /** Begins a row and returns its number among those held, or NOT_HELD; its cells go to the columns' encoders. */
  addRow(line: number): number {
    this.context.line = line;
    const number = this.rowCount++;
    if (this.held < this.capacity) return this.hold(line, number);
    if (!this.context.sampling) this.beginSampling();
    const place = Math.floor(this.random.uniform() * (number + 1));
    if (place >= this.held) return NOT_HELD;
    for (const encoder of this.encoders) encoder.clear(place);
    this.lines[place] = line;
    this.numbers[place] = number;
    return place;
  }

  /** @param count rows that are lost with it */
  addBadRow(line: number, reason: string, count = 1): void {
    this.badCount += count;
    if (this.badExamples.length < LISTED_BAD_ROWS) this.badExamples.push({ line, reason });
  }

  /** The table; the builder is spent. */
  finish(): Table {
    if (this.context.sampling) this.keep(ascending(this.numbers.subarray(0, this.held)));
    return {
      columns: this.encoders.splice(0).map((encoder, i) => ({
        name: this.names[i] ?? '',
        cells: encoder.finish(this.held, this.rowCount),
      })),
      lines: this.lines.slice(0, this.held),
      rowsInFile: this.rowCount,
      badRows: { count: this.badCount, examples: this.badExamples },
    };
  }

  private hold(line: number, number: number): number {
    if (this.held === this.lines.length) {
      this.lines = doubled(this.lines);
      if (this.context.sampling) this.numbers = doubled(this.numbers);
    }
    this.lines[this.held] = line;
    if (this.context.sampling) this.numbers[this.held] = number;
    return this.held++;
  }

  private beginSampling(): void {
    this.context.sampling = true;
    this.numbers = Uint32Array.from({ length: this.lines.length }, (_, row) => row);
    for (const encoder of this.encoders) encoder.beginSampling();
  }

  /** Lets rows go where a new column makes them too many: a uniform sample of a uniform sample is one. */
  private makeRoom(): void {
    const { maxCells } = this.settings;
    if (this.capacity * this.width <= maxCells) return;
    const whole = !this.context.sampling && this.held * this.width <= maxCells;
    this.capacity = Math.max(1, Math.floor(maxCells / this.width / (whole ? 1 : ROOM_FOR_COLUMNS)));
    const kept = sampleRows(this.held, this.capacity, this.random.integer(2 ** 32));
    if (kept === null) return;
    if (!this.context.sampling) this.beginSampling();
    this.keep(kept);
  }

  private keep(rows: Uint32Array): void {
    const { lines, numbers } = this;
    this.lines = rows.map((row) => lines[row] ?? 0);
    this.numbers = rows.map((row) => numbers[row] ?? 0);
    this.held = rows.length;
    for (const encoder of this.encoders) encoder.rearrange(rows);
  }
}

function doubled(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(64, 2 * numbers.length));
  larger.set(numbers);
  return larger;
}

/** The order that sorts different numbers: places of the least, of the next, ... */
function ascending(numbers: Uint32Array): Uint32Array {
  // Number and place side by side in one word of 64 bits, which sort natively.
  const pairs = new BigUint64Array(numbers.length);
  const words = new Uint32Array(pairs.buffer);
  const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] ?? 1;
  numbers.forEach((number, place) => {
    words[2 * place + littleEndian] = number;
    words[2 * place + 1 - littleEndian] = place;
  });
  pairs.sort();
  return numbers.map((_, i) => words[2 * i + 1 - littleEndian] ?? 0);
}

/** The trimmed name; an empty one becomes `column 3`, one that is taken `name (2)`. */
function uniqueName(given: string, number: number, taken: ReadonlySet<string>): string {
  const name = given.trim() === '' ? `column ${number + 1}` : given.trim();
  let unique = name;
  for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`;
  return unique;
}
