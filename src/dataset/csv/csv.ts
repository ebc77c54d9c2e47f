import * as l10n from '@vscode/l10n';
import { isSpace, type CellEncoder } from '../typing/cells';
import { guessDialect, type Dialect } from './csvDialect';
import { CsvScanner, DOUBLED, PLAIN } from './csvScanner';
import { DatasetError } from '../dataset';
import {
  asciiCompatible,
  detectEncoding,
  decoderOf,
  isIn1252,
  type AsciiCompatible,
} from '../bytes/encoding';
import type { FormatInput, FormatReader, FormatResult } from '../format';
import type { Encoding } from '../options';
import { startOf } from '../bytes/source';
import { TableBuilder } from '../table';

/** Of a row: more would not be a table's. */
const MAX_ROW_BYTES = 2 ** 28;
const MAX_COLUMNS = 100_000;
/** The first bytes tell how a file is written; where they have few lines, more of them do. */
const HEAD_BYTES = 2 ** 16;
const FEW_LINES = 5;
const LONG_HEAD_BYTES = 2 ** 22;
const FIRST_BUFFER = 2 ** 21;
/** How many more rows there may be than the first lines make expect, before memory is moved. */
const SPARE_ROWS = 1.1;
const LF = 10;
const CR = 13;

const strayQuote = () => l10n.t('a quoted field holds a quote that is not doubled');
const openQuote = () => l10n.t('a quote is never closed');

/**
 * Reads delimited text. How it is written is told by `input.options` or guessed from its first lines. Blank lines and
 * comments are passed over; rows with too few or too many fields are counted as bad.
 * @throws DatasetError where a quote is never closed, because all rows below it would be lost
 */
export const readCsv: FormatReader = async (input) => {
  const { content, options } = input;
  const given = options.encoding;
  const encoding = given ?? detectEncoding(content.name, input.head);
  try {
    return await readEncoded(input, encoding);
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    if (given === undefined && isIn1252(error.bytes)) return readEncoded(input, 'windows-1252');
    throw new DatasetError(
      l10n.t(
        '{0} is not valid UTF-8 on line {1}; choose its encoding, or save it as UTF-8.',
        content.name,
        error.line,
      ),
    );
  }
};

/** Bytes that were taken for UTF-8 as those before them were. */
class NotUtf8 extends Error {
  constructor(
    readonly bytes: Uint8Array,
    readonly line: number,
  ) {
    super('not UTF-8');
  }
}

async function readEncoded(input: FormatInput, encoding: Encoding): Promise<FormatResult> {
  const { content, settings, options } = input;
  const text = asciiCompatible(content, encoding);
  const { bytes, whole } = await longHead(text);
  const head = decoderOf(text.encoding)(bytes);
  const dialect = guessDialect(content.name, head, !whole, options);
  const { delimiter, comment, header, decimalComma } = dialect;
  const builder = new TableBuilder({ ...settings, decimalComma });
  const expected = ((content.size ?? 0) / Math.max(1, bytes.length)) * countBreaks(bytes);
  const rows = new CsvRows(content.name, dialect, text.encoding, builder, SPARE_ROWS * expected);
  for await (const chunk of text.chunks()) rows.add(chunk);
  rows.end();
  return {
    format: delimiter === '\t' ? 'tsv' : 'csv',
    table: builder.finish(),
    reading: { encoding, delimiter, decimalComma, header, comment },
  };
}

async function longHead(text: AsciiCompatible): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const head = await startOf(text, HEAD_BYTES);
  return head.whole || countBreaks(head.bytes) > FEW_LINES ? head : startOf(text, LONG_HEAD_BYTES);
}

function countBreaks(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === LF || bytes[i] === CR) count++;
  return count;
}

/** Takes the bytes of the rows as they come and puts their cells into the table. */
class CsvRows {
  private readonly scanner: CsvScanner;
  private readonly decodeAll: (bytes: Uint8Array) => string;
  private readonly comment: Uint8Array | null;
  private columns: CellEncoder[] | null = null;
  private line = 1;
  private firstLinePassed: boolean;
  /** Bytes to wait for before a row whose end was not found is scanned again. */
  private wanted = 0;

  constructor(
    private readonly name: string,
    private readonly dialect: Dialect,
    encoding: AsciiCompatible['encoding'],
    private readonly builder: TableBuilder,
    private readonly expectedRows: number,
  ) {
    const buffer = new Uint8Array(FIRST_BUFFER);
    this.scanner = new CsvScanner(buffer, 0, delimiterCode(name, dialect.delimiter), MAX_COLUMNS + 1);
    this.decodeAll = decoderOf(encoding, { fatal: true, ignoreBOM: true });
    this.comment = dialect.comment === null ? null : new TextEncoder().encode(dialect.comment);
    this.firstLinePassed = !dialect.separatorLine;
  }

  add(chunk: Uint8Array): void {
    this.append(chunk);
    const { scanner } = this;
    const waiting = scanner.end - scanner.position;
    if (waiting > MAX_ROW_BYTES) throw new DatasetError(this.tooLong());
    if (waiting < this.wanted) return;
    const { position } = scanner;
    this.scan(false);
    const { end } = scanner;
    this.wanted = scanner.position === position ? 2 * (end - position) : 0;
  }

  end(): void {
    this.scan(true);
  }

  /** Puts the chunk behind what is left of those before. */
  private append(chunk: Uint8Array): void {
    const { scanner } = this;
    const left = scanner.bytes.subarray(scanner.position, scanner.end);
    const needed = left.length + chunk.length + 1;
    if (needed > scanner.bytes.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * scanner.bytes.length));
      larger.set(left);
      scanner.bytes = larger;
    } else scanner.bytes.copyWithin(0, scanner.position, scanner.end);
    scanner.bytes.set(chunk, left.length);
    scanner.position = 0;
    scanner.end = left.length + chunk.length;
  }

  private scan(last: boolean): void {
    const { scanner } = this;
    for (;;) {
      if (this.isPassedOver()) {
        if (!scanner.skipLine(last)) return;
        this.firstLinePassed = true;
        this.line++;
        continue;
      }
      switch (scanner.scanRow(last)) {
        case 'row':
          this.row();
          this.line += scanner.breaks;
          break;
        case 'open-quote':
          this.openQuote();
          return;
        case 'more':
        case 'end':
          return;
      }
    }
  }

  /** Whether a comment begins, or the line that names the delimiter. */
  private isPassedOver(): boolean {
    const { scanner, comment } = this;
    if (scanner.position >= scanner.end) return false;
    if (!this.firstLinePassed) return true;
    return comment !== null && comment.every((byte, i) => scanner.bytes[scanner.position + i] === byte);
  }

  private row(): void {
    const { scanner, columns } = this;
    if (this.isBlank()) return;
    if (columns === null) {
      if (scanner.stray) throw this.brokenHeader(strayQuote());
      this.columns = this.firstRow();
    } else if (scanner.stray) {
      // A field with a stray quote may run over many lines; all of them are lost.
      const { breaks } = scanner;
      const reason =
        breaks > 1 ? l10n.t('{0} (to line {1})', strayQuote(), this.line + breaks - 1) : strayQuote();
      this.builder.addBadRow(this.line, reason, Math.max(1, breaks));
    } else if (this.fits(columns.length)) this.addRow(columns);
    else {
      this.builder.addBadRow(this.line, misfit(scanner.fields, columns.length, this.dialect.header));
    }
  }

  private addRow(columns: readonly CellEncoder[]): void {
    const { bytes, starts, ends, forms } = this.scanner;
    const row = this.builder.addRow(this.line);
    let field = 0;
    for (const column of columns) {
      if (forms[field] === DOUBLED) column.add(row, this.text(field));
      else column.addBytes(row, bytes, starts[field] ?? 0, ends[field] ?? 0, this.decode);
      field++;
    }
  }

  private firstRow(): CellEncoder[] {
    const { scanner, dialect } = this;
    if (scanner.fields > MAX_COLUMNS) {
      throw new DatasetError(
        l10n.t(
          '{0} has {1} fields on line {2} and at most {3} columns can be read; are its lines broken as they should be?',
          this.name,
          scanner.fields,
          this.line,
          MAX_COLUMNS,
        ),
      );
    }
    const fields = Array.from({ length: scanner.fields }, (_, field) => this.text(field));
    const names = dialect.header ? [...(dialect.rowNames ? [''] : []), ...fields] : fields.map(() => '');
    const columns = names.map((name) => this.builder.addColumn(name));
    this.builder.expectRows(this.expectedRows);
    if (!dialect.header) this.addRow(columns);
    return columns;
  }

  /** As many fields as there are columns, or one more that is empty: some programs end each row with a delimiter. */
  private fits(width: number): boolean {
    const { fields } = this.scanner;
    return fields === width || (fields === width + 1 && this.isEmpty(width));
  }

  /** A line with nothing on it; in a file of one column a quoted empty cell is a row all the same. */
  private isBlank(): boolean {
    const { scanner, columns } = this;
    if (scanner.fields > 1 || !this.isEmpty(0)) return false;
    return columns === null || columns.length > 1 || scanner.forms[0] === PLAIN;
  }

  private isEmpty(field: number): boolean {
    const { bytes, starts, ends } = this.scanner;
    for (let i = starts[field] ?? 0; i < (ends[field] ?? 0); i++) if (!isSpace(bytes[i] ?? 0)) return false;
    return true;
  }

  private text(field: number): string {
    const { bytes, starts, ends, forms } = this.scanner;
    const text = this.decode(bytes, starts[field] ?? 0, ends[field] ?? 0);
    return forms[field] === DOUBLED ? text.replaceAll('""', '"') : text;
  }

  private readonly decode = (bytes: Uint8Array, from: number, to: number): string => {
    const part = bytes.subarray(from, to);
    try {
      return this.decodeAll(part);
    } catch (error) {
      if (error instanceof TypeError) throw new NotUtf8(part.slice(), this.line);
      throw error;
    }
  };

  /** The bytes end within quotes: a cut off row is lost alone, else the file cannot be read from the quote on. */
  private openQuote(): void {
    const { scanner } = this;
    const { bytes, end, quoteAt, breaksBeforeQuote, start, stray } = scanner;
    const lost = latin1(bytes.subarray(quoteAt, end)).trimEnd();
    if (!/[\r\n]/.test(lost)) {
      if (this.columns === null) throw this.brokenHeader(openQuote());
      this.builder.addBadRow(this.line, openQuote());
      return;
    }
    const before = latin1(bytes.subarray(start, quoteAt));
    const lineStart = start + Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
    const column = this.decode(bytes, lineStart, quoteAt).length + 1;
    const line = this.line + breaksBeforeQuote;
    throw new DatasetError(
      stray
        ? l10n.t(
            '{0} has a quoted field on line {1}, column {2} that holds a quote that is not doubled and so never ends; double it ("") where it is part of the text.',
            this.name,
            line,
            column,
          )
        : l10n.t(
            '{0} opens a quote on line {1}, column {2} that is never closed; close it, or double it ("") where it is part of the text.',
            this.name,
            line,
            column,
          ),
    );
  }

  private brokenHeader(reason: string): DatasetError {
    return new DatasetError(
      l10n.t('{0} has a header (line {1}) that cannot be read: {2}.', this.name, this.line, reason),
    );
  }

  private tooLong(): string {
    const megabytes = Math.round(MAX_ROW_BYTES / 1e6);
    return l10n.t(
      '{0} has a row on line {1} that is longer than {2} MB; is a quote on it never closed?',
      this.name,
      this.line,
      megabytes,
    );
  }
}

/** Why a row of so many fields is none. */
function misfit(fields: number, columns: number, hasHeader: boolean): string {
  if (hasHeader)
    return fields === 1
      ? l10n.t('1 field where the header has {0}', columns)
      : l10n.t('{0} fields where the header has {1}', fields, columns);
  return fields === 1
    ? l10n.t('1 field where the first row has {0}', columns)
    : l10n.t('{0} fields where the first row has {1}', fields, columns);
}

function delimiterCode(name: string, delimiter: string): number {
  const code = delimiter.charCodeAt(0);
  if (delimiter.length === 1 && code < 128 && !/["\r\n]/.test(delimiter)) return code;
  throw new DatasetError(
    l10n.t(
      '{0} cannot be split at {1}: a delimiter is one ASCII character that is no quote or line break.',
      name,
      JSON.stringify(delimiter),
    ),
  );
}

/** One character for each byte. */
const latin1 = (bytes: Uint8Array): string => new TextDecoder('windows-1252').decode(bytes);
