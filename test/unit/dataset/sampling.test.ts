import { describe, expect, test } from 'vitest';
import type { ReadingOptions } from '../../../src/dataset/options';
import { column, lines, readText, values } from './reading';

const ROWS = 5000;
const HELD = 500;
const CODES = Array.from({ length: ROWS }, (_, i) => `k${i}`);
const text = [
  'x,kind,id,flag',
  ...CODES.map((code, i) => `${i % 997},${'abc'[i % 3] ?? ''},${code},${i % 10 === 0 ? '' : i % 2}`),
].join('\n');
const read = (options: ReadingOptions = {}) => readText('big.csv', text, { maxCells: 4 * HELD, ...options });

describe('of a dataset too large to hold', () => {
  test('a sample of the rows is held, in the order of the file and with its lines', async () => {
    const dataset = await read();
    expect(dataset).toMatchObject({ rows: HELD, rowsInFile: ROWS });
    const sampled = lines(dataset);
    expect(sampled).toHaveLength(HELD);
    expect(sampled).toEqual([...new Set(sampled)].sort((a, b) => a - b));
    expect(values(column(dataset, 'x'))).toEqual(sampled.map((line) => (line - 2) % 997));
    expect(values(column(dataset, 'kind'))).toEqual(sampled.map((line) => 'abc'[(line - 2) % 3]));
    expect(values(column(dataset, 'flag'))).toEqual(
      sampled.map((line) => ((line - 2) % 10 === 0 ? null : String((line - 2) % 2))),
    );
  });

  test('every row is counted', async () => {
    const dataset = await read();
    expect(column(dataset, 'flag')).toMatchObject({ type: 'boolean', missing: ROWS / 10, distinct: 2 });
    expect(column(dataset, 'kind')).toMatchObject({ missing: 0, distinct: 3 });
    const { distinct, distinctEstimated } = column(dataset, 'x');
    expect(distinctEstimated).toBe(true);
    expect(Math.abs(distinct - 997)).toBeLessThan(40);
    expect(column(dataset, 'id')).toMatchObject({ type: 'identifier', distinct: ROWS });
  });

  test('the sample depends on the seed alone', async () => {
    const first = lines(await read({ seed: 7 }));
    expect(lines(await read({ seed: 7 }))).toEqual(first);
    expect(lines(await read({ seed: 8 }))).not.toEqual(first);
  });

  test('each row is as likely as any other', async () => {
    const counts = new Float64Array(10);
    const runs = 200;
    const small = ['x', ...Array.from({ length: 100 }, (_, i) => String(i))].join('\n');
    for (let seed = 0; seed < runs; seed++) {
      const dataset = await readText('s.csv', small, { maxCells: 20, seed });
      for (const line of lines(dataset)) {
        const tenth = Math.floor((line - 2) / 10);
        counts[tenth] = (counts[tenth] ?? 0) + 1;
      }
    }
    // 2 of each ten rows in each run: chi-squared with 9 degrees of freedom stays below 27.9 with probability 0.999.
    const expected = (runs * 20) / 10;
    expect(counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(27.9);
  });

  test('a column that counts the rows is known to', async () => {
    const counting = ['row,x', ...Array.from({ length: 2000 }, (_, i) => `${i},${i % 700}`)].join('\n');
    const dataset = await readText('count.csv', counting, { maxCells: 1000 });
    expect(column(dataset, 'row').type).toBe('identifier');
    expect(column(dataset, 'x').type).toBe('numeric');
  });

  test('columns that come late take rows from the sample, which stays one', async () => {
    const records = Array.from({ length: 1000 }, (_, i) =>
      JSON.stringify(i < 900 ? { a: i } : { a: i, b: -i, c: 'x' }),
    );
    const dataset = await readText('late.ndjson', records.join('\n'), { maxCells: 300 });
    expect(dataset.rowsInFile).toBe(1000);
    expect(dataset.rows).toBeLessThanOrEqual(100);
    expect(values(column(dataset, 'a'))).toEqual(lines(dataset).map((line) => line - 1));
    expect(values(column(dataset, 'b'))).toEqual(
      lines(dataset).map((line) => (line <= 900 ? null : 1 - line)),
    );
    expect(column(dataset, 'b').missing).toBe(900);
  });
});

describe('a column of too many different words', () => {
  const many = (cell: (i: number) => string) =>
    ['a,b', ...Array.from({ length: 110_000 }, (_, i) => `${cell(i)},${i % 5}`)].join('\n');

  test('is counted, not held, and says so', async () => {
    const dataset = await readText(
      'ids.csv',
      many((i) => `user-${i}`),
    );
    const ids = column(dataset, 'a');
    expect(ids).toMatchObject({
      type: 'identifier',
      missing: 0,
      distinct: 110_000,
      reason: 'every value is different',
    });
    expect(values(ids)).toEqual([]);
    expect(dataset.rows).toBe(110_000);
  });

  test('that are dates is held as moments', async () => {
    const dataset = await readText(
      'dates.csv',
      many((i) => new Date(1e12 + 60_000 * i).toISOString()),
    );
    expect(column(dataset, 'a')).toMatchObject({ type: 'datetime', distinct: 110_000 });
    expect(values(column(dataset, 'a'))[109_999]).toBe(1e12 + 60_000 * 109_999);
  });

  test('that began with numbers is read again, as words', async () => {
    const dataset = await readText(
      'mixed.csv',
      many((i) => (i < 1000 ? String(i) : `w${i % 300}`)),
    );
    expect(column(dataset, 'a')).toMatchObject({ kind: 'categorical', distinct: 1300 });
    expect(values(column(dataset, 'a')).slice(999, 1001)).toEqual(['999', 'w100']);
  });
});
