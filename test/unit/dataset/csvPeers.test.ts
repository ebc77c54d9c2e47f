import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { readDataset } from '../../../src/dataset/read';
import { bytesSource, type ByteSource } from '../../../src/dataset/bytes/source';
import { names, values } from './reading';

/** Cells that have it all, and nothing that a reader may take as it likes. */
const cell = fc
  .oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
    {
      weight: 2,
      arbitrary: fc.string({
        unit: fc.constantFrom('"', ',', ';', '\n', '\t', '|', 'x', 'é', ' '),
        maxLength: 8,
      }),
    },
    { weight: 2, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
    { weight: 1, arbitrary: fc.integer().map(String) },
    { weight: 1, arbitrary: fc.constant('') },
  )
  .map((text) => text.replaceAll(/[\r\0\ufeff]/g, ''));

const file = fc.record({
  rows: fc
    .integer({ min: 1, max: 5 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 30 }),
    ),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  lineBreak: fc.constantFrom('\n', '\r\n'),
  quoteAll: fc.boolean(),
  chunk: fc.integer({ min: 1, max: 200 }),
});

function written({
  rows,
  delimiter,
  lineBreak,
  quoteAll,
}: typeof file extends fc.Arbitrary<infer T> ? T : never) {
  const field = (text: string) =>
    quoteAll || text.trim() === '' || /["\r\n]/.test(text) || text.includes(delimiter)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const header = rows[0]?.map((_, i) => `c${i}`) ?? [];
  return [header, ...rows.map((fields) => fields.map(field))]
    .map((fields) => fields.join(delimiter) + lineBreak)
    .join('');
}

function inChunks(text: string, size: number): ByteSource {
  const bytes = new TextEncoder().encode(text);
  return {
    ...bytesSource('file.csv', bytes),
    async *chunks() {
      for (let at = 0; at < bytes.length; at += size)
        yield await Promise.resolve(bytes.subarray(at, at + size));
    },
  };
}

describe('our reader finds the cells that other readers find', () => {
  test('in any file', async () => {
    await fc.assert(
      fc.asyncProperty(file, async (given) => {
        const text = written(given);
        const { delimiter } = given;
        const options = { delimiter, header: true, comment: null, missing: [], decimalComma: false };
        // As text, so that each cell can be compared as it stands.
        const columns = new Map((given.rows[0] ?? []).map((_, i) => [`c${i}`, 'text' as const]));
        const ours = await readDataset(inChunks(text, given.chunk), { ...options, columns });
        const papa = Papa.parse<string[]>(text, {
          delimiter,
          newline: given.lineBreak as '\n',
          skipEmptyLines: false,
        });
        const csvParse: string[][] = parse(text, { delimiter, record_delimiter: given.lineBreak });
        expect(papa.data.slice(0, csvParse.length)).toEqual(csvParse);

        expect(names(ours)).toEqual(csvParse[0]);
        expect(ours.badRows.count).toBe(0);
        const found = ours.columns.map(values);
        expect(ours.rows).toBe(csvParse.length - 1);
        csvParse.slice(1).forEach((fields, row) => {
          const trimmed = fields.map((text) => (text.trim() === '' ? null : text.trim()));
          expect(found.map((cells) => cells[row] ?? null)).toEqual(trimmed);
        });
      }),
      { numRuns: 500, seed: 5 },
    );
  });
});
