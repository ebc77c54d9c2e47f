import * as l10n from '@vscode/l10n';
import { DatasetError } from '../dataset';
import type { FormatInput, FormatReader, FormatResult } from '../format';
import { columnsOf, eachItem, namesIn, parsePiece, readObject, type ObjectContent } from './jsonObject';
import { describeObject, describeValue, type JsonValue } from './jsonShape';
import { JsonText } from './jsonText';
import { RecordTable } from './recordTable';
import { readRecordLines } from './recordLines';
import { TableBuilder } from '../table';
import { decoded } from '../bytes/decoding';

/**
 * Reads an array of records or of arrays, an object that holds one, an object of columns, or one record a line where the
 * text as a whole is not JSON but its first line is. Rows are taken up one by one.
 * @throws DatasetError with line and column where the text is not JSON, or with what was found instead of rows
 */
export const readJson: FormatReader = (input) => readWithNames(input);

/** Reads one record (or array) a line. Blank lines are passed over; lines that hold none are counted as bad rows. */
export const readNdjson: FormatReader = readRecordLines;

async function readWithNames(input: FormatInput, names?: readonly string[]): Promise<FormatResult> {
  const text = new JsonText(input.content.name, decoded(input.content, input.options.encoding));
  try {
    return await readValue(input, text, names);
  } finally {
    await text.close();
  }
}

async function readValue(
  input: FormatInput,
  text: JsonText,
  names: readonly string[] | undefined,
): Promise<FormatResult> {
  const { name: source } = input.content;
  const builder = new TableBuilder({ ...input.settings, decimalComma: false });
  const rows = new RecordTable(source, builder, names, input.options.header);
  const result = (layout: string) => finished(builder, rows, layout);

  switch (await text.peek()) {
    case '[': {
      await eachItem(text, (piece) => {
        rows.add(parsePiece(text, piece), piece.line, piece.parts);
      });
      if (text.line === 1 && (await text.peek()) === '[') return readRecordLines(input);
      await text.expectEnd();
      const instead = rows.end();
      if (instead !== null) throw refusal(source, instead);
      return result(l10n.t('array of {0}', rows.words));
    }
    case '{': {
      const content = await readObject(source, text, rows);
      if (text.line === 1 && (await text.peek()) === '{') return readRecordLines(input);
      await text.expectEnd();
      return readContent(input, content, { builder, rows, names, result });
    }
    default: {
      const value = parsePiece(text, await text.take());
      await text.expectEnd();
      throw refusal(source, describeValue(value));
    }
  }
}

interface Target {
  readonly builder: TableBuilder;
  readonly rows: RecordTable;
  readonly names: readonly string[] | undefined;
  readonly result: (layout: string) => FormatResult;
}

/** Makes a table of what an object holds. */
async function readContent(
  input: FormatInput,
  content: ObjectContent,
  { builder, rows, names, result }: Target,
): Promise<FormatResult> {
  const { name: source } = input.content;
  const { members, tables } = content;
  const [only] = tables;
  if (only === undefined) {
    const columns = columnsOf(source, content);
    if (columns === null) throw refusal(source, describeObject(members, tables));
    addColumns(builder, columns);
    return result(l10n.t('object of columns'));
  }
  const isMap = members.get('type') === 'Topology';
  if (tables.length > 1 || only === 'children' || isMap)
    throw refusal(source, describeObject(members, tables));
  const instead = rows.end();
  if (instead !== null) throw refusal(source, instead);
  const told = namesIn(content);
  // The names may stand behind the rows, which then were read without them.
  if (rows.kind === 'arrays' && names === undefined && told !== undefined) return readWithNames(input, told);
  const layout = l10n.t('{0} under {1}', rows.words, JSON.stringify(only));
  return result(
    members.get('type') === 'FeatureCollection'
      ? l10n.t('{0}, the features of a map (GeoJSON)', layout)
      : layout,
  );
}

function addColumns(builder: TableBuilder, columns: ReadonlyMap<string, readonly JsonValue[]>): void {
  const all = [...columns].map(([name, values]) => ({ encoder: builder.addColumn(name), values }));
  const [first] = all;
  for (const i of first?.values.keys() ?? []) {
    const row = builder.addRow(1);
    for (const { encoder, values } of all) {
      const value = values[i] ?? null;
      encoder.add(
        row,
        value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value),
      );
    }
  }
}

function finished(builder: TableBuilder, rows: RecordTable, layout: string): FormatResult {
  return {
    format: 'json',
    table: builder.finish(),
    reading: {
      ...{ encoding: 'utf-8', delimiter: null, decimalComma: null, comment: null },
      header: rows.namedByFirst,
      layout,
    },
  };
}

function refusal(source: string, found: string): DatasetError {
  return new DatasetError(
    l10n.t(
      '{0} holds {1}; what can be read is an array of records, {2}, or of rows, an object of columns, {3}, or one record a line.',
      source,
      found,
      '[{"a": 1, "b": 2}, ...]',
      '{"a": [1, ...], "b": [2, ...]}',
    ),
  );
}
