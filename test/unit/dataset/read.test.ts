import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readDataset } from '../../../src/dataset/read';
import { bytesSource } from '../../../src/dataset/bytes/source';
import { names, readText, refusal } from './reading';

describe('the format', () => {
  test.each([
    ['a.csv', 'x,y\n1,2\n', 'csv'],
    ['a.CSV', 'x,y\n1,2\n', 'csv'],
    ['a.tsv', 'x\ty\n1\t2\n', 'tsv'],
    ['a.tab', 'x\ty\n1\t2\n', 'tsv'],
    ['a.json', '[{"x": 1}]', 'json'],
    ['a.jsonl', '{"x": 1}', 'ndjson'],
    ['a.ndjson', '{"x": 1}', 'ndjson'],
    ['Untitled-1', ' \n[{"x": 1}]', 'json'],
    ['Untitled-1', '{"x": 1}\n{"x": 2}', 'ndjson'],
    ['numbers.txt', 'x,y\n1,2\n', 'csv'],
    ['v1.2/-', 'x\ty\n1\t2\n', 'tsv'],
  ])('of %s holding %j is %s', async (name, text, format) => {
    expect((await readText(name, text)).format).toBe(format);
  });
});

test('a dataset tells the SHA-256 of its bytes', async () => {
  const bytes = new TextEncoder().encode('\ufeffx,y\n1,2\n');
  const expected = createHash('sha256').update(bytes).digest('hex');
  expect((await readDataset(bytesSource('a.csv', bytes))).sha256).toBe(expected);
});

test('bytes may lie in memory that threads share', async () => {
  const bytes = new TextEncoder().encode('x,y\n1,2\n');
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  expect(names(await readDataset(bytesSource('a.csv', shared)))).toEqual(['x', 'y']);
});

describe('bytes are refused in a sentence', () => {
  test('where there are none', async () => {
    const sentence = 'none.csv is empty; a dataset needs named columns and rows.';
    expect(await refusal('none.csv', '')).toBe(sentence);
    expect(await refusal('none.csv', '\ufeff\n\n')).toBe(sentence);
    expect(await refusal('none.ndjson', '\n')).toBe(
      'none.ndjson is empty; a dataset needs named columns and rows.',
    );
    expect(await refusal('none.json', ' ')).toBe(
      'none.json is not JSON from line 1, column 2 on: a value is missing.',
    );
  });

  test('where they are in no encoding that is known', async () => {
    expect(await refusal('odd.csv', new Uint8Array([0x78, 0x0a, 0x81, 0x0a]))).toBe(
      'odd.csv does not look like text in a known encoding; save it as UTF-8.',
    );
  });

  test('where they are binary', async () => {
    expect(await refusal('book.csv', new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x00]))).toBe(
      'book.csv is binary, not text; export it as CSV or JSON.',
    );
  });
});
