import * as l10n from '@vscode/l10n';
import { DatasetError } from '../dataset';
import { isArray, isRecord, type JsonValue } from './jsonShape';
import type { JsonPiece, JsonText } from './jsonText';
import type { RecordTable } from './recordTable';

/** Values of columns that are held until all columns are there. */
const MAX_VALUES = 50_000_000;

/** What an object holds that is the root of a file. */
export interface ObjectContent {
  /** Its members but those with rows. */
  readonly members: ReadonlyMap<string, JsonValue>;
  /** Keys of its arrays of records or arrays. The rows of the first went to the table. */
  readonly tables: readonly string[];
}

/** Reads an array's items, one by one; the array begins here. */
export async function eachItem(text: JsonText, visit: (piece: JsonPiece) => void): Promise<void> {
  text.skip();
  if ((await text.peek()) === ']') {
    text.skip();
    return;
  }
  for (;;) {
    visit(text.takeNow() ?? (await text.take(']')));
    const unit = text.peekNow() ?? (await text.peek());
    if (unit === ']') break;
    if (unit !== ',') throw text.brokenHere(missing(unit, ']'));
    text.skip();
  }
  text.skip();
}

export function parsePiece(text: JsonText, piece: JsonPiece): JsonValue {
  try {
    return JSON.parse(piece.text) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError) throw text.brokenIn(piece);
    throw error;
  }
}

/** Reads the object that begins here; rows under its first key with rows go to `rows`. */
export async function readObject(source: string, text: JsonText, rows: RecordTable): Promise<ObjectContent> {
  const members = new Map<string, JsonValue>();
  const tables: string[] = [];
  let values = 0;
  text.skip();
  if ((await text.peek()) === '}') {
    text.skip();
    return { members, tables };
  }
  for (;;) {
    const key = await takeKey(text);
    if ((await text.peek()) === '[') {
      const column = await readArray(text, tables.length === 0 ? rows : null);
      if (column === 'rows') tables.push(key);
      else members.set(key, column);
      values += column.length;
      if (values > MAX_VALUES) throw tooManyValues(source);
    } else {
      members.set(key, parsePiece(text, await text.take('}')));
    }
    const unit = await text.peek();
    if (unit === '}') break;
    if (unit !== ',') throw text.brokenHere(missing(unit, '}'));
    text.skip();
  }
  text.skip();
  return { members, tables };
}

/** The array's values, or 'rows' where it begins with a record or an array: then its items go to `rows`, if given. */
async function readArray(text: JsonText, rows: RecordTable | null): Promise<JsonValue[] | 'rows'> {
  const values: JsonValue[] = [];
  let isTable: boolean | undefined;
  await eachItem(text, (piece) => {
    isTable ??= /^[[{]/.test(piece.text);
    if (!isTable) values.push(parsePiece(text, piece));
    else rows?.add(parsePiece(text, piece), piece.line, piece.parts);
  });
  return isTable === true ? 'rows' : values;
}

async function takeKey(text: JsonText): Promise<string> {
  const unit = await text.peek();
  if (unit !== '"') {
    throw text.brokenHere(
      unit === '}'
        ? l10n.t('a comma stands before the closing }')
        : l10n.t('a name in double quotes is missing'),
    );
  }
  const piece = await text.take('}');
  const key = parsePiece(text, piece);
  if (typeof key !== 'string') throw text.brokenIn(piece);
  if ((await text.peek()) !== ':') throw text.brokenHere(l10n.t('a colon is missing after the name'));
  text.skip();
  return key;
}

function missing(unit: string, closing: string): string {
  if (unit === '') return l10n.t('the text ends before the closing {0}', closing);
  return unit === '/'
    ? l10n.t('comments are not JSON')
    : l10n.t('a comma or the closing {0} is missing', closing);
}

function tooManyValues(source: string): DatasetError {
  return new DatasetError(
    l10n.t(
      '{0} holds whole columns of more than {1} values together; write one record for each row, which can be read row by row.',
      source,
      MAX_VALUES,
    ),
  );
}

/**
 * The object's members as columns of one table: {"a": [1, 2], "b": [3, 4]}, or, as pandas writes it,
 * {"a": {"0": 1, "1": 2}, ...}. Null where they are none.
 * @throws DatasetError where they look like columns but are not of one length
 */
export function columnsOf(
  source: string,
  { members }: ObjectContent,
): ReadonlyMap<string, readonly JsonValue[]> | null {
  const entries = [...members];
  if (entries.length === 0) return null;
  if (entries.every(([, value]) => isRecord(value) && hasRowNumbers(value))) return indexedColumns(entries);
  const columns = new Map<string, readonly JsonValue[]>();
  for (const [key, value] of entries) if (isArray(value)) columns.set(key, value);
  if (columns.size < entries.length) return null;
  const [first, ...others] = columns;
  const other = others.find(([, values]) => values.length !== first?.[1].length);
  if (first !== undefined && other !== undefined) {
    throw new DatasetError(
      l10n.t(
        '{0} has {1} values under "{2}" and {3} under "{4}"; columns of one table have the same number of values.',
        source,
        first[1].length,
        first[0],
        other[1].length,
        other[0],
      ),
    );
  }
  return columns;
}

const hasRowNumbers = (value: Readonly<Record<string, JsonValue>>): boolean => {
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => /^\d{1,15}$/.test(key));
};

/** Columns whose values are found by the numbers of their rows. */
function indexedColumns(entries: readonly (readonly [string, JsonValue])[]): Map<string, JsonValue[]> {
  const rows = [...new Set(entries.flatMap(([, value]) => (isRecord(value) ? Object.keys(value) : [])))];
  rows.sort((a, b) => Number(a) - Number(b));
  return new Map(
    entries.map(([key, value]) => [
      key,
      rows.map((row) => (isRecord(value) && Object.hasOwn(value, row) ? (value[row] ?? null) : null)),
    ]),
  );
}

/** The names of the columns, where the object tells them beside the rows: {"columns": ["a", "b"], "data": [[1, 2], ...]}. */
export function namesIn({ members }: ObjectContent): readonly string[] | undefined {
  const columns = members.get('columns');
  return isArray(columns) && columns.every((name) => typeof name === 'string') ? columns : undefined;
}
