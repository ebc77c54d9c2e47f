import { CellEncoder, type Cells, type EncoderContext } from './typing/cells';
import { NOT_HELD } from './typing/collectors';
import type { BadRow, Dataset } from './dataset';
import type { ColumnOverride } from './overrides';
import { kthLeast } from './typing/kthLeast';
import { createRandom, type Random } from './random';

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

/** As many more rows than the sample has are held until those that leave it are let go: this share of it. */
const SPARE_SHARE = 1 / 8;

/**
 * Collects rows while a reader goes through its source. While they fit all rows are held; beyond, a uniform sample of
 * them, and every row is still counted in the facts about the columns. Each row draws a number, and the sample is the rows
 * with the least ones (bottom-k sampling, Cohen & Kaplan 2007): rows that may be among them are put behind the others, and
 * now and then those that are not are let go all at once. Unlike a reservoir in which a row takes the place of another
 * this writes to memory in order, several times as fast, and leaves the rows in the order of the source.
 */
export class TableBuilder {
  private readonly encoders: CellEncoder[] = [];
  private readonly names: string[] = [];
  private readonly taken = new Set<string>();
  private readonly context: EncoderContext;
  private readonly random: Random;
  private capacity: number;
  private lines = new Uint32Array(64);
  /** Of the rows held, what they drew; kept only once some rows are not held. */
  private keys = new Float64Array(0);
  /** A row that draws as much or more is not of the sample. */
  private limit = 1;
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
    this.context.expectedRows = Math.min(Math.ceil(rows), this.room);
  }

  /** Begins a row and returns its number among those held, or NOT_HELD; its cells go to the columns' encoders. */
  addRow(line: number): number {
    this.context.line = line;
    this.rowCount++;
    if (!this.context.sampling) {
      if (this.held < this.capacity) return this.hold(line);
      this.beginSampling();
    }
    const key = this.random.uniform();
    if (key >= this.limit) return NOT_HELD;
    if (this.held >= this.room) {
      this.letGo();
      if (key >= this.limit) return NOT_HELD;
    }
    const row = this.hold(line);
    this.keys[row] = key;
    return row;
  }

  /** @param count rows that are lost with it */
  addBadRow(line: number, reason: string, count = 1): void {
    this.badCount += count;
    if (this.badExamples.length < LISTED_BAD_ROWS) this.badExamples.push({ line, reason });
  }

  /** The table; the builder is spent. */
  finish(): Table {
    if (this.held > this.capacity) this.letGo();
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

  /** Rows that are held at most before some are let go. */
  private get room(): number {
    return Math.ceil(this.capacity * (1 + SPARE_SHARE));
  }

  private hold(line: number): number {
    if (this.held === this.lines.length) {
      this.lines = longer(this.lines, new Uint32Array(2 * this.held));
      if (this.context.sampling) this.keys = longer(this.keys, new Float64Array(2 * this.held));
    }
    this.lines[this.held] = line;
    return this.held++;
  }

  private beginSampling(): void {
    this.context.sampling = true;
    this.keys = Float64Array.from(this.lines, () => this.random.uniform());
    for (const encoder of this.encoders) encoder.beginSampling();
  }

  /** Lets rows go where a new column makes them too many. */
  private makeRoom(): void {
    const { maxCells } = this.settings;
    if (this.capacity * this.width <= maxCells) return;
    const whole = !this.context.sampling && this.held * this.width <= maxCells;
    this.capacity = Math.max(1, Math.floor(maxCells / this.width / (whole ? 1 : ROOM_FOR_COLUMNS)));
    if (this.held <= this.capacity) return;
    if (!this.context.sampling) this.beginSampling();
    this.letGo();
  }

  /** Keeps as many of the rows held as the sample has, those that drew the least. */
  private letGo(): void {
    const { keys, lines, held, capacity } = this;
    this.limit = kthLeast(keys.slice(0, held), capacity);
    const kept = new Uint32Array(capacity);
    let count = 0;
    for (let row = 0; row < held && count < capacity; row++) {
      if ((keys[row] ?? 1) > this.limit) continue;
      keys[count] = keys[row] ?? 1;
      lines[count] = lines[row] ?? 0;
      kept[count++] = row;
    }
    this.held = count;
    for (const encoder of this.encoders) encoder.keep(kept);
  }
}

function longer<T extends Uint32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

/** The trimmed name; an empty one becomes `column 3`, one that is taken `name (2)`. */
function uniqueName(given: string, number: number, taken: ReadonlySet<string>): string {
  const name = given.trim() === '' ? `column ${number + 1}` : given.trim();
  let unique = name;
  for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`;
  return unique;
}
