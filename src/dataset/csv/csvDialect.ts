import Papa from 'papaparse';
import { parseDate } from '../typing/dates';
import { takeApart } from '../typing/numbers';
import type { ReadingChoices } from '../options';

/** How a delimited text is written. */
export interface Dialect {
  /** One character; a space stands for any number of spaces. */
  readonly delimiter: string;
  /** What lines that are no rows begin with; null: all lines are rows. */
  readonly comment: string | null;
  /** Whether the first row names the columns. */
  readonly header: boolean;
  /** Whether the header does not name the first column, in which R writes the names of rows. */
  readonly rowNames: boolean;
  readonly decimalComma: boolean;
  /** Whether the first line is Excel's `sep=;`, which is no row. */
  readonly separatorLine: boolean;
}

const DELIMITERS = [',', ';', '\t', '|'];
const HEAD_ROWS = 100;
const SEPARATOR_LINE = /^\s*"?sep=([^\r\n"])"?\s*$/i;

type Rows = readonly (readonly string[])[];

/** Guesses from the first lines what is not chosen. The last line is taken to be cut off where `cut`. */
export function guessDialect(name: string, head: string, cut: boolean, choices: ReadingChoices): Dialect {
  const all = head.split(/\r\n?|\n/);
  const whole = cut && all.length > 1 ? all.slice(0, -1) : all;
  const separator = SEPARATOR_LINE.exec(whole[0] ?? '')?.[1];
  const lines = separator === undefined ? whole : whole.slice(1);

  const marked = (choices.comment ?? '#') || '#';
  const uncommented = lines.filter((line) => choices.comment === null || !line.startsWith(marked));
  const text = uncommented.join('\n');
  const delimiter =
    choices.delimiter ?? separator ?? (/\.(tsv|tab)$/i.test(name) ? '\t' : guessDelimiter(text));
  const comment =
    choices.comment === undefined ? guessComment(lines, text, delimiter) : choices.comment || null;
  const rows = rowsOf(comment === null ? lines.join('\n') : text, delimiter);
  const rowNames = choices.header !== false && namesRows(rows);
  return {
    ...{ delimiter, comment, rowNames, separatorLine: separator !== undefined },
    header: choices.header ?? (rowNames || hasHeader(rows)),
    decimalComma: choices.decimalComma ?? (delimiter !== ',' && hasDecimalComma(rows.slice(1))),
  };
}

function rowsOf(text: string, delimiter: string, limit = HEAD_ROWS): Rows {
  const joined = delimiter === ' ' ? text.replace(/^ +| +$/gm, '').replace(/ +/g, ' ') : text;
  const { data } = Papa.parse<string[]>(joined, { delimiter, newline: '\n', preview: limit });
  const rows = data.map((fields) => fields.map((field) => field.trim()));
  return rows.filter((fields) => fields.length > 1 || fields[0] !== '');
}

/** The delimiter that splits the header and most of the first rows alike; spaces where no other does; else a comma. */
function guessDelimiter(text: string): string {
  return best(text, DELIMITERS, 0.5) ?? best(text, [' '], 0.9) ?? ',';
}

function best(text: string, delimiters: readonly string[], leastFitting: number): string | undefined {
  const judged = delimiters.map((delimiter) => {
    const rows = rowsOf(text, delimiter);
    // R's header is one field short.
    const split = rows[0]?.length ?? 0;
    const width = split + (namesRows(rows) ? 1 : 0);
    const fitting = rows.slice(1).filter((fields) => fits(fields, width)).length;
    return { delimiter, split, width, fitting: rows.length > 1 ? fitting / (rows.length - 1) : 1 };
  });
  return judged
    .filter(({ width, fitting }) => width > 1 && fitting >= leastFitting)
    .sort(
      (a, b) => Number(a.split === 1) - Number(b.split === 1) || b.fitting - a.fitting || b.width - a.width,
    )[0]?.delimiter;
}

/** As many fields as the header, or one more that is empty: some programs end each row with a delimiter. */
function fits(fields: readonly string[], width: number): boolean {
  return fields.length === width || (fields.length === width + 1 && fields[width] === '');
}

/** Lines with # in front are comments unless they have as many fields as the rows: `#ff0000,1` is a row, `# a, b` is none. */
function guessComment(lines: readonly string[], text: string, delimiter: string): '#' | null {
  const first = lines.find((line) => line.trim() !== '');
  const atTop = first?.startsWith('#') === true;
  // Below the top a line with a quote may be a part of a row.
  const marked = lines.filter((line) => line.startsWith('#') && (atTop || !line.includes('"')));
  const width = rowsOf(text, delimiter, 1)[0]?.length ?? 0;
  if (marked.length === 0 || width === 0) return null;
  if (width === 1) return atTop && marked.length < lines.length / 2 ? '#' : null;
  const tight = marked.filter((line) => /^#[^\s#]/.test(line));
  const alike = rowsOf(tight.join('\n'), delimiter).filter((fields) => fields.length === width);
  return alike.length > 0 ? null : '#';
}

/** Whether nearly all rows have one field more than the first, with something in the last. */
function namesRows([first, ...others]: Rows): boolean {
  if (first === undefined || others.length === 0) return false;
  const longer = others.filter((fields) => fields.length === first.length + 1);
  return longer.length >= 0.9 * others.length && longer.some((fields) => fields.at(-1) !== '');
}

/**
 * Whether the first row names the columns. It does not where it has numbers (or dates) wherever the rows below have them,
 * but for years and counts as names; nor, where there are words alone, where most of its words come again below them.
 */
function hasHeader([first = [], ...others]: Rows): boolean {
  const body = others.filter(
    (fields) => fields.length === first.length && fields.some((f, i) => f !== first[i]),
  );
  if (body.length === 0) return true;
  const below = first.map((_, column) => body.map((fields) => fields[column] ?? '').filter((f) => f !== ''));
  const valued = below.map((cells) => cells.length > 0 && cells.filter(isValue).length >= 0.9 * cells.length);
  if (valued.includes(true)) {
    if (first.some((cell, column) => valued[column] === true && cell !== '' && !isValue(cell))) return true;
    if (first.every((cell, column) => valued[column] !== true || cell === '')) return true;
    return namesLikeNumbers(first, below);
  }
  const again = first.filter((cell, column) => cell !== '' && below[column]?.includes(cell)).length;
  return !(first.length > 1 && again >= 2 && again >= first.length / 2);
}

/** Years over measurements, and columns that are counted from 0 or 1. */
function namesLikeNumbers(first: readonly string[], below: readonly (readonly string[])[]): boolean {
  const numbers = first.filter((cell) => /^\d+$/.test(cell)).map(Number);
  const others = first.filter((cell) => cell !== '' && isValue(cell)).length - numbers.length;
  const inSteps = numbers.every((number, i) => i === 0 || number === (numbers[i - 1] ?? 0) + 1);
  if (others > 0 || numbers.length < 2 || !inSteps) return false;
  const [least = NaN] = numbers;
  if (least <= 1) return numbers.length > 2;
  const isYear = (cell: string) => /^\d{4}$/.test(cell) && Number(cell) >= 1500 && Number(cell) <= 2200;
  return isYear(String(least)) && !below.some((cells, i) => isYear(first[i] ?? '') && cells.every(isYear));
}

function isValue(cell: string): boolean {
  if (takeApart(cell) !== null) return true;
  return !Number.isNaN(parseDate(cell, 'day-first')) || !Number.isNaN(parseDate(cell, 'month-first'));
}

/** More cells that are numbers with a comma alone, and not before three digits, than with a point. */
function hasDecimalComma(rows: Rows): boolean {
  const cells = rows.flat();
  const count = (form: RegExp) => cells.filter((cell) => form.test(cell)).length;
  return (
    count(/^[-+]?\d+,(\d{1,2}|\d{4,})(e[-+]?\d+)?$/i) > count(/^[-+]?\d+\.(\d{1,2}|\d{4,})(e[-+]?\d+)?$/i)
  );
}
