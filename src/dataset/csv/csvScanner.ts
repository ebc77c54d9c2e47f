const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;

/** How a field stands in the file. */
export const PLAIN = 0;
/** In quotes, which its bounds leave out. */
export const QUOTED = 1;
/** In quotes, and with doubled quotes in it. */
export const DOUBLED = 2;

/** What ended the scan of a row. */
export type RowEnd =
  | 'row'
  /** The bytes end within quotes, and no more follow. */
  | 'open-quote'
  /** The bytes end within the row, and more follow. */
  | 'more'
  /** There is nothing left. */
  | 'end';

/**
 * Finds the fields of one row after the other in bytes in which ASCII characters stand for themselves. Lines end in LF,
 * CR LF or CR, as they come. A quote is one at the beginning of a field only (RFC 4180); quoted fields may have line
 * breaks and doubled quotes in them.
 */
export class CsvScanner {
  /** Bounds of the last row's fields and how they stand; of more fields than there is room for the first ones. */
  starts = new Int32Array(0);
  ends = new Int32Array(0);
  forms = new Uint8Array(0);
  /** Fields of the last row. */
  fields = 0;
  /** Line breaks in the last row, its own end included. */
  breaks = 0;
  /** A quoted field of the last row goes on after a closing quote; it was taken to end where a quote ends one at last. */
  stray = false;
  /** Where the last opening quote stands, and the line breaks before it in its row. */
  quoteAt = 0;
  breaksBeforeQuote = 0;
  /** Where the last row starts, and the next one. */
  start = 0;
  position = 0;

  /** 1 for the bytes that end a field outside quotes. */
  private readonly ending = new Uint8Array(256);
  private stop = 0;
  private form = PLAIN;

  /**
   * @param bytes with at least one more behind `end`, which the scanner overwrites
   * @param delimiter its code; a space stands for any number of spaces
   */
  constructor(
    public bytes: Uint8Array,
    public end: number,
    private readonly delimiter: number,
    room: number,
  ) {
    for (const byte of [LF, CR, delimiter]) this.ending[byte] = 1;
    this.reserve(room);
  }

  /** Makes room for the bounds of this many fields. */
  reserve(fields: number): void {
    this.starts = new Int32Array(fields);
    this.ends = new Int32Array(fields);
    this.forms = new Uint8Array(fields);
  }

  /** @param last whether no bytes follow those that are there */
  scanRow(last: boolean): RowEnd {
    const { bytes, end, ending, delimiter, starts, ends, forms } = this;
    const joined = delimiter === SPACE;
    // So that no loop has to look for the end.
    bytes[end] = LF;
    let i = (this.start = this.position);
    if (i >= end) return last ? 'end' : 'more';
    this.breaks = 0;
    this.stray = false;
    let fields = 0;
    if (joined) i = afterSpaces(bytes, i);
    for (;;) {
      if (bytes[i] === QUOTE) {
        const after = this.scanQuoted(i, last);
        if (after < 0) return last ? 'open-quote' : 'more';
        starts[fields] = i + 1;
        ends[fields] = this.stop;
        forms[fields] = this.form;
        i = after;
      } else {
        starts[fields] = i;
        while (ending[bytes[i] ?? 0] === 0) i++;
        ends[fields] = i;
        forms[fields] = PLAIN;
      }
      fields++;
      if (bytes[i] !== delimiter) break;
      i++;
      if (!joined) continue;
      i = afterSpaces(bytes, i);
      if (isBreak(bytes[i])) break;
    }
    const next = this.afterBreak(i, last);
    if (next < 0) return 'more';
    this.fields = fields;
    this.breaks++;
    this.position = next;
    return 'row';
  }

  /** Passes over the line that begins at the position. False where its end is not there yet. */
  skipLine(last: boolean): boolean {
    const { bytes, end, position } = this;
    bytes[end] = LF;
    let i = position;
    while (!isBreak(bytes[i])) i++;
    const next = this.afterBreak(i, last);
    if (next < 0) return false;
    this.position = next;
    return true;
  }

  /** Scans from an opening quote; gives the place of what follows the field, or -1 where the bytes end before. */
  private scanQuoted(from: number, last: boolean): number {
    const { bytes, end, delimiter } = this;
    this.quoteAt = from;
    this.breaksBeforeQuote = this.breaks;
    this.form = QUOTED;
    for (let i = from + 1; ; i++) {
      const byte = bytes[i];
      if (byte === QUOTE) {
        if (i + 1 >= end && !last) return -1;
        if (bytes[i + 1] === QUOTE && i + 1 < end) {
          this.form = DOUBLED;
          i++;
          continue;
        }
        this.stop = i;
        // Spaces may stand between the closing quote and what follows it.
        const after = delimiter === SPACE ? i + 1 : afterSpaces(bytes, i + 1);
        if (bytes[after] === delimiter || isBreak(bytes[after])) return after;
        this.stray = true;
      } else if (byte === LF || byte === CR) {
        if (i >= end) return -1;
        // CR LF is counted where its LF stands.
        if (byte === LF || bytes[i + 1] !== LF || i + 1 === end) this.breaks++;
      }
    }
  }

  /** Where the next line begins; -1 where that is not known before more bytes are there. */
  private afterBreak(at: number, last: boolean): number {
    const { bytes, end } = this;
    const paired = bytes[at] === CR && bytes[at + 1] === LF;
    if (!last && (at >= end || (paired && at + 1 >= end))) return -1;
    return Math.min(at + (paired ? 2 : 1), end);
  }
}

function afterSpaces(bytes: Uint8Array, at: number): number {
  let i = at;
  while (bytes[i] === SPACE) i++;
  return i;
}

const isBreak = (byte: number | undefined): boolean => byte === LF || byte === CR;
