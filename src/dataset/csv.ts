import Papa from 'papaparse';
import type { CellEncoder } from './cells';
import { DatasetError } from './dataset';
import { countLineBreaks, positionAt } from './lineBreaks';
import type { FormatReader } from './format';
import { TableBuilder } from './table';
import { readText } from './text';

const DELIMITERS = [',', ';', '\t', '|'];
/** The delimiter is judged by the first rows within this many characters. */
const HEAD = { characters: 2 ** 20, rows: 20 };

/** One row as papaparse sees it, with the stretch of the text it came from. */
interface SourceRow {
  readonly fields: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly errors: readonly Papa.ParseError[];
}

/**
 * Reads delimited text whose first row names the columns. Blank lines are passed over.
 * @throws DatasetError where a quote is never closed, because all rows below it would be lost
 */
export const readCsv: FormatReader = async (input) => {
  const source = input.content.name;
  const { text, encoding } = await readText(input);
  const newline = guessNewline(text);
  const delimiter = input.options.delimiter ?? givenDelimiter(source) ?? guessDelimiter(text, newline);
  const decimalComma = input.options.decimalComma ?? false;
  const builder = new TableBuilder({ ...input.settings, decimalComma });
  let columns: CellEncoder[] | undefined;
  let line = 1;

  eachRow(text, delimiter, newline, (row) => {
    const breaks = countLineBreaks(text, row.from, row.to);
    refuseOpenQuote(source, text, row);
    if (isBlank(row, text, columns?.length)) {
      // Nothing to read, but the line counts.
    } else if (columns === undefined) {
      refuseBrokenHeader(source, row, line);
      columns = row.fields.map((name) => builder.addColumn(name));
    } else {
      addRow(builder, columns, row, line, breaks);
    }
    line += breaks;
  });
  return {
    format: delimiter === '\t' ? 'tsv' : 'csv',
    table: builder.finish(),
    reading: { encoding, delimiter, decimalComma, header: true, comment: null },
  };
};

function givenDelimiter(name: string): string | null {
  return /\.(tsv|tab)$/i.test(name) ? '\t' : null;
}

function addRow(
  builder: TableBuilder,
  columns: readonly CellEncoder[],
  { fields, errors }: SourceRow,
  line: number,
  breaks: number,
): void {
  const [error] = errors;
  if (error !== undefined) {
    // A field with a stray quote may run over many lines; all of them are lost.
    const extent = breaks > 1 ? ` (to line ${line + breaks - 1})` : '';
    builder.addBadRow(line, describeError(error) + extent, Math.max(1, breaks));
    return;
  }
  if (!fits(fields, columns.length)) {
    builder.addBadRow(line, `${count(fields.length)} where the header has ${columns.length}`);
    return;
  }
  const row = builder.addRow(line);
  columns.forEach((column, i) => {
    column.add(row, fields[i] ?? '');
  });
}

function describeError(error: Papa.ParseError): string {
  return error.code === 'MissingQuotes'
    ? 'a quote is never closed'
    : 'a quoted field holds a quote that is not doubled';
}

const count = (fields: number) => (fields === 1 ? '1 field' : `${fields} fields`);

/** As many fields as the header, or one more that is empty: some programs end each row with a delimiter. */
function fits(fields: readonly string[], width: number): boolean {
  return fields.length === width || (fields.length === width + 1 && fields[width]?.trim() === '');
}

/** A line with nothing on it; in a file of one column a quoted empty cell is a row all the same. */
function isBlank({ fields, from }: SourceRow, text: string, width: number | undefined): boolean {
  if (fields.length > 1 || fields[0]?.trim() !== '') return false;
  return width === undefined || width > 1 || text[from] !== '"';
}

function refuseOpenQuote(source: string, text: string, { errors, to }: SourceRow): void {
  const open = errors.find(({ code }) => code === 'MissingQuotes');
  if (open?.index === undefined) return;
  const lost = text.slice(open.index, to).trimEnd();
  if (!/[\r\n]/.test(lost)) return;
  const { line, column } = positionAt(text, open.index - 1);
  const where = `on line ${line}, column ${column}`;
  throw new DatasetError(
    errors.length === 1
      ? `${source} opens a quote ${where} that is never closed; close it, or double it ("") where it is part of the text.`
      : `${source} has a quoted field ${where} that holds a quote that is not doubled and so never ends; ` +
          'double it ("") where it is part of the text.',
  );
}

function refuseBrokenHeader(source: string, { errors: [error] }: SourceRow, line: number): void {
  if (error === undefined) return;
  throw new DatasetError(
    `${source} has a header (line ${line}) that cannot be read: ${describeError(error)}.`,
  );
}

function eachRow(text: string, delimiter: string, newline: Newline, visit: (row: SourceRow) => void): void {
  let from = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    newline,
    // Papa's fast mode splits the whole text at once, which takes several times its size.
    fastMode: false,
    step: ({ data, errors, meta }) => {
      visit({ fields: data, from, to: meta.cursor, errors });
      from = meta.cursor;
    },
  });
}

type Newline = '\n' | '\r';

/** CR alone ends lines where the first unquoted line break is one; CR LF needs no care, cells are trimmed. */
function guessNewline(text: string): Newline {
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text[i];
    if (unit === '"') quoted = !quoted;
    else if (!quoted && unit === '\n') return '\n';
    else if (!quoted && unit === '\r') return text[i + 1] === '\n' ? '\n' : '\r';
  }
  return '\n';
}

/** The delimiter that splits the header and most of the first rows alike; a comma where none does. */
function guessDelimiter(text: string, newline: Newline): string {
  const head = text.slice(0, HEAD.characters);
  const judged = DELIMITERS.map((delimiter) => {
    const { data } = Papa.parse<string[]>(head, {
      delimiter,
      newline,
      preview: HEAD.rows,
      skipEmptyLines: true,
    });
    const width = data[0]?.length ?? 0;
    const fitting = data.filter((fields) => fits(fields, width)).length / data.length;
    return { delimiter, width, fitting };
  });
  const best = judged
    .filter(({ width, fitting }) => width > 1 && fitting >= 0.5)
    .sort((a, b) => b.fitting - a.fitting || b.width - a.width)[0];
  return best?.delimiter ?? ',';
}
