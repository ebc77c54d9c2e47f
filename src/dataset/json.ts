import type { CellEncoder } from './cells';
import { DatasetError } from './dataset';
import {
  describeShape,
  describeValue,
  isArray,
  isRecord,
  type JsonRecord,
  type JsonValue,
} from './jsonShape';
import { findJsonBreak, itemOffsets } from './jsonSyntax';
import { countLineBreaks, positionAt } from './lineBreaks';
import type { FormatInput, FormatReader, FormatResult } from './format';
import { TableBuilder } from './table';
import { readText } from './text';

/** Objects within a record become columns `a.b` down to this depth; what lies deeper is kept as JSON text. */
const MAX_DEPTH = 16;
/** Rows times columns of all records together: beyond, the keys are values, not names. */
const MAX_CELLS = 2 ** 28;
/** Joins the keys of a path; no name in a sane file holds it, so that `a.b` and `b` within `a` stay apart. */
const PATH = '\u0000';

/**
 * Reads an array of records, or one record a line where the text as a whole is not JSON but its first line is.
 * @throws DatasetError with line and column where the text is not JSON, or with what was found instead of records
 */
export const readJson: FormatReader = async (input) => {
  const source = input.content.name;
  const { text } = await readText(input);
  const parsed = parseJson(text);
  if (parsed === undefined) {
    if (startsWithRecordLine(text)) return readRecordLines(source, text, input.settings);
    throw notJson(source, text);
  }
  if (!isArray(parsed) || (parsed.length > 0 && !parsed.some(isRecord))) {
    throw new DatasetError(
      `${source} holds ${describeShape(parsed)}; ` +
        'what can be read is an array of records, [{"a": 1, "b": 2}, ...], or one record a line.',
    );
  }
  const records = new RecordTable(source, input.settings);
  const offsets = itemOffsets(text);
  let line = 1;
  let counted = 0;
  parsed.forEach((item, i) => {
    const offset = offsets[i] ?? counted;
    line += countLineBreaks(text, counted, offset);
    counted = offset;
    records.add(item, line);
  });
  return records.finish('json');
};

/** Reads one record a line. Blank lines are passed over; lines that hold no record are counted as bad rows. */
export const readNdjson: FormatReader = async (input) => {
  const { text } = await readText(input);
  return readRecordLines(input.content.name, text, input.settings);
};

function readRecordLines(source: string, text: string, settings: FormatInput['settings']): FormatResult {
  const records = new RecordTable(source, settings);
  eachLine(text, (content, line) => {
    if (content.trim() === '') return;
    const parsed = parseJson(content);
    if (parsed === undefined) records.addBroken(content, line);
    else records.add(parsed, line);
  });
  return records.finish('ndjson');
}

/** Columns in the order in which their keys first appear. */
class RecordTable {
  private readonly columns = new Map<string, CellEncoder>();
  private readonly builder: TableBuilder;

  constructor(
    private readonly source: string,
    settings: FormatInput['settings'],
  ) {
    this.builder = new TableBuilder({ ...settings, decimalComma: false });
  }

  add(item: JsonValue, line: number): void {
    if (!isRecord(item)) {
      this.builder.addBadRow(line, `${describeValue(item)} where a record is expected`);
      return;
    }
    this.addCells(item, this.builder.addRow(line), '', 1);
  }

  addBroken(content: string, line: number): void {
    const found = findJsonBreak(content);
    const where = found === null ? '' : ` at column ${found.offset + 1}: ${found.reason}`;
    this.builder.addBadRow(line, `not JSON${where}`);
  }

  finish(format: 'json' | 'ndjson'): FormatResult {
    const { rows, width } = this.builder;
    if (rows * width > MAX_CELLS) {
      throw new DatasetError(
        `${this.source} has ${width} different keys in ${rows} records; give every record the same few keys.`,
      );
    }
    return {
      format,
      table: this.builder.finish(),
      reading: { encoding: 'utf-8', delimiter: null, decimalComma: null, header: null, comment: null },
    };
  }

  private addCells(record: JsonRecord, row: number, prefix: string, depth: number): void {
    for (const [key, value] of Object.entries(record)) {
      const path = prefix + key;
      if (isRecord(value) && depth < MAX_DEPTH) this.addCells(value, row, path + PATH, depth + 1);
      else this.column(path).add(row, this.cellText(value));
    }
  }

  private column(path: string): CellEncoder {
    const known = this.columns.get(path);
    if (known !== undefined) return known;
    const added = this.builder.addColumn(path.replaceAll(PATH, '.'));
    this.columns.set(path, added);
    return added;
  }

  private cellText(value: JsonValue): string {
    if (value === null) return '';
    if (typeof value !== 'object') return String(value);
    try {
      return JSON.stringify(value);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new DatasetError(
        `${this.source} nests arrays too deeply to be a table; keep one value in each cell.`,
      );
    }
  }
}

/** Undefined for text that is not JSON. */
function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function notJson(source: string, text: string): DatasetError {
  const found = findJsonBreak(text) ?? { offset: text.length, reason: 'it cannot be parsed' };
  const { line, column } = positionAt(text, found.offset);
  return new DatasetError(`${source} is not JSON from line ${line}, column ${column} on: ${found.reason}.`);
}

function startsWithRecordLine(text: string): boolean {
  const [first = ''] = text.trimStart().split(/[\r\n]/, 1);
  const parsed = parseJson(first);
  return parsed !== undefined && isRecord(parsed);
}

function eachLine(text: string, visit: (content: string, line: number) => void): void {
  const lineBreak = /\r\n?|\n/g;
  let from = 0;
  for (let line = 1; from <= text.length; line++) {
    const end = lineBreak.exec(text)?.index ?? text.length;
    visit(text.slice(from, end), line);
    from = lineBreak.lastIndex === 0 ? text.length + 1 : lineBreak.lastIndex;
  }
}
