import { CellEncoder, type Cells } from './cells';
import type { BadRow, Dataset } from './dataset';

/** What a reader of one format hands over: columns of cells, not yet typed. */
export interface Table {
  readonly format: Dataset['format'];
  readonly columns: readonly {
    readonly name: string;
    /** Null where the column must be read again, its number in `verbatim`. */
    readonly cells: Cells | null;
  }[];
  readonly lines: Uint32Array;
  readonly badRows: Dataset['badRows'];
}

const LISTED_BAD_ROWS = 20;

/** Collects rows while a reader goes through its source. */
export class TableBuilder {
  private readonly encoders: CellEncoder[] = [];
  private readonly names: string[] = [];
  private lines = new Uint32Array(64);
  private rowCount = 0;
  private badCount = 0;
  private readonly badExamples: BadRow[] = [];

  /** @param verbatim numbers of the columns whose cells must be kept as text */
  constructor(
    private readonly source: string,
    private readonly verbatim: ReadonlySet<number>,
  ) {}

  get rows(): number {
    return this.rowCount;
  }

  get width(): number {
    return this.names.length;
  }

  addColumn(name: string): CellEncoder {
    const where = `${this.source}, column "${name}",`;
    const encoder = new CellEncoder(where, this.verbatim.has(this.encoders.length));
    this.encoders.push(encoder);
    this.names.push(name);
    return encoder;
  }

  /** Begins a row and returns its number; its cells go to the columns' encoders. */
  addRow(line: number): number {
    if (this.rowCount === this.lines.length) {
      const larger = new Uint32Array(2 * this.rowCount);
      larger.set(this.lines);
      this.lines = larger;
    }
    this.lines[this.rowCount] = line;
    return this.rowCount++;
  }

  /** @param count rows that are lost with it */
  addBadRow(line: number, reason: string, count = 1): void {
    this.badCount += count;
    if (this.badExamples.length < LISTED_BAD_ROWS) this.badExamples.push({ line, reason });
  }

  finish(format: Dataset['format']): Table {
    const names = uniqueNames(this.names);
    return {
      format,
      columns: this.encoders.map((encoder, i) => ({
        name: names[i] ?? '',
        cells: encoder.finish(this.rowCount),
      })),
      lines: this.lines.slice(0, this.rowCount),
      badRows: { count: this.badCount, examples: this.badExamples },
    };
  }
}

/** Trimmed names; an empty one becomes `column 3`, a repeated one `name (2)`. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((given, i) => {
    const name = given.trim() === '' ? `column ${i + 1}` : given.trim();
    let unique = name;
    for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`;
    taken.add(unique);
    return unique;
  });
}
