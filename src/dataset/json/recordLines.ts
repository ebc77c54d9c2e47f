import * as l10n from '@vscode/l10n';
import { DatasetError } from '../dataset';
import { decoded } from '../bytes/decoding';
import type { FormatInput, FormatResult } from '../format';
import type { JsonValue } from './jsonShape';
import { findJsonBreak } from './jsonSyntax';
import { MAX_DEPTH, MAX_VALUE } from './jsonText';
import { RecordTable } from './recordTable';
import { TableBuilder } from '../table';
import { ValueEnd } from './valueEnd';

/** Reads one record (or array) a line. Blank lines are passed over; lines that hold none are counted as bad rows. */
export async function readRecordLines(input: FormatInput): Promise<FormatResult> {
  const { name: source } = input.content;
  const builder = new TableBuilder({ ...input.settings, decimalComma: false });
  const rows = new RecordTable(source, builder, undefined, input.options.header);
  await eachLine(source, decoded(input.content, input.options.encoding), (content, line) => {
    if (content.trim() === '') return;
    const end = new ValueEnd();
    end.scan(content, 0);
    const parsed =
      end.deepest > MAX_DEPTH ? l10n.t('nests more than {0} deep', MAX_DEPTH) : parseLine(content);
    if (typeof parsed === 'string') builder.addBadRow(line, parsed);
    else rows.add(parsed.value, line, end.parts);
  });
  rows.end();
  return {
    format: 'ndjson',
    table: builder.finish(),
    reading: {
      ...{ encoding: 'utf-8', delimiter: null, decimalComma: null, comment: null },
      header: rows.namedByFirst,
      layout: l10n.t('one record a line'),
    },
  };
}

/** The value of a line, or why it has none. */
function parseLine(content: string): { value: JsonValue } | string {
  try {
    return { value: JSON.parse(content) as JsonValue };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const found = findJsonBreak(content);
    return found === null
      ? l10n.t('not JSON')
      : l10n.t('not JSON at column {0}: {1}', found.offset + 1, found.reason);
  }
}

/** Lines end in LF, CR LF or a lone CR, as editors count them. */
async function eachLine(
  source: string,
  chunks: AsyncIterable<string>,
  visit: (content: string, line: number) => void,
): Promise<void> {
  let rest = '';
  let line = 1;
  for await (const chunk of chunks) {
    const text = rest + chunk;
    const lineBreak = /\r\n?|\n/g;
    // What is left over has no break, but for a CR that ends it.
    lineBreak.lastIndex = Math.max(0, rest.length - 1);
    let from = 0;
    for (let found = lineBreak.exec(text); found !== null; found = lineBreak.exec(text)) {
      if (found[0] === '\r' && lineBreak.lastIndex === text.length) break;
      visit(text.slice(from, found.index), line++);
      from = lineBreak.lastIndex;
    }
    rest = text.slice(from);
    if (rest.length > MAX_VALUE)
      throw new DatasetError(
        l10n.t(
          '{0} has more than {1} MB on line {2}; write one record a line.',
          source,
          MAX_VALUE / 2 ** 20,
          line,
        ),
      );
  }
  visit(rest, line);
}
