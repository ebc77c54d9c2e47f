import { describe, expect, test } from 'vitest';
import { DatasetError } from '../../../src/dataset/dataset';
import { createRandom, type Random } from '../../../src/dataset/random';
import { readDataset } from '../../../src/dataset/read';
import { bytesSource } from '../../../src/dataset/bytes/source';

const NAMES = ['a.csv', 'a.tsv', 'a.json', 'a.ndjson', 'a'];
const SPECIMENS = [
  'a,b,c\n1,x,2020-01-01\n2,"y, ""z""",3/4/2020\n\n3,"two\nlines",NA\n',
  'a;b\r\n1,5;true\r\n2,5;false\r\n',
  'id\tname\n1\tx\n2\ty\n',
  '# note\n a  b  c\n 1  2  3\n "4" 5 6\n',
  'sep=;\r\n1;2,5\r3;4,5\n',
  '[{"a": 1, "b": "x\\n"},\n {"a": {"c": [1, 2]}, "__proto__": null}]',
  '{"a": 1}\n{"a": "2"}\n\n{"b": 1e5}\n',
];
const PIECES = [
  '"',
  ',',
  '\n',
  '\r',
  '\t',
  ';',
  '{',
  '}',
  '[',
  ']',
  ':',
  '\\',
  '\0',
  '\ufeff',
  '-',
  '1',
  'é',
  '""',
  '__proto__',
];

const pick = <T>(random: Random, items: readonly T[], fallback: T): T =>
  items[random.integer(items.length)] ?? fallback;

/** Any bytes, or any characters of ASCII but NUL. */
function randomBytes(random: Random): Uint8Array {
  const ascii = random.integer(2) === 0;
  return Uint8Array.from({ length: random.integer(200) }, () =>
    ascii ? 1 + random.integer(127) : random.integer(256),
  );
}

/** A specimen with some pieces added, dropped or doubled. */
function mutant(random: Random): Uint8Array {
  let text = pick(random, SPECIMENS, '');
  for (let changes = 1 + random.integer(6); changes > 0; changes--) {
    const at = random.integer(text.length + 1);
    const end = Math.min(text.length, at + random.integer(12));
    const change = random.integer(3);
    if (change === 0) text = text.slice(0, at) + pick(random, PIECES, '') + text.slice(at);
    else if (change === 1) text = text.slice(0, at) + text.slice(end);
    else text = text.slice(0, end) + text.slice(at);
  }
  return new TextEncoder().encode(text);
}

/** What must hold of anything that is read. */
async function check(name: string, bytes: Uint8Array): Promise<'read' | 'refused'> {
  try {
    const dataset = await readDataset(bytesSource(name, bytes));
    expect(dataset.rows).toBeGreaterThan(0);
    expect(dataset.lines.length).toBe(dataset.rows);
    expect(new Set(dataset.columns.map((column) => column.name)).size).toBe(dataset.columns.length);
    for (const column of dataset.columns) {
      const cells = column.kind === 'numeric' ? column.values : column.codes;
      expect(cells.length).toBe(dataset.rows);
      expect(column.missing + column.unparsable.count).toBeLessThanOrEqual(dataset.rows);
    }
    dataset.lines.forEach((line, row) => {
      expect(line).toBeGreaterThanOrEqual(dataset.lines[row - 1] ?? 1);
    });
    return 'read';
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    expect(error.message).toMatch(new RegExp(`^${name} .*[.]$`, 's'));
    return 'refused';
  }
}

describe('whatever the bytes, a dataset is read or refused in a sentence', () => {
  test.each([
    ['random bytes', randomBytes, 1],
    ['damaged files', mutant, 2],
  ])('%s', async (_, make, seed) => {
    const random = createRandom(seed);
    const outcomes = new Set<string>();
    for (let i = 0; i < 1500; i++) outcomes.add(await check(pick(random, NAMES, 'a'), make(random)));
    expect([...outcomes].sort()).toEqual(['read', 'refused']);
  });

  test.each([
    ['quotes alone', 'a.csv', '"'.repeat(100_001)],
    ['stray quotes in one long line', 'a.csv', `a,b\n1,${'"x"y,'.repeat(50_000)}\n`],
    ['one very long line', 'a.csv', 'x'.repeat(2_000_000)],
    ['very many columns', 'a.csv', `${','.repeat(20_000)}\n${'1,'.repeat(20_000)}1\n`],
    ['blank lines alone', 'a.csv', '\r\n'.repeat(200_000)],
    ['deep nesting', 'a.json', '['.repeat(300_000)],
    ['a long broken string', 'a.json', `["${'\\"'.repeat(500_000)}`],
    ['deep records', 'a.json', `[${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}]`],
  ])('%s, without long thought', { timeout: 10_000 }, async (_, name, text) => {
    await check(name, new TextEncoder().encode(text));
  });
});
