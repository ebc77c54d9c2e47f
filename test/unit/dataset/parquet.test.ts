import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/dataset/random';
import { readDataset } from '../../../src/dataset/read';
import { bytesSource } from '../../../src/dataset/bytes/source';
import { DatasetError, type Dataset } from '../../../src/dataset/dataset';
import { column, lines, names, values } from './reading';

type Columns = Parameters<typeof parquetWriteBuffer>[0]['columnData'];
type Options = Omit<Parameters<typeof parquetWriteBuffer>[0], 'columnData'>;

const parquet = (columnData: Columns, options: Options = {}): Uint8Array =>
  new Uint8Array(parquetWriteBuffer({ columnData, ...options }));
const read = (bytes: Uint8Array, options = {}): Promise<Dataset> =>
  readDataset(bytesSource('data.parquet', bytes), options);

const DAY = 86_400_000;

describe('a Parquet file', () => {
  test('has numbers, words, truth values and moments, any of them missing', async () => {
    const dataset = await read(
      parquet([
        { name: 'double', data: [1.5, null, -3e300], type: 'DOUBLE', nullable: true },
        { name: 'int', data: [1, 2, 2 ** 31 - 1], type: 'INT32' },
        { name: 'long', data: [1n, 2n ** 60n, null], type: 'INT64', nullable: true },
        { name: 'word', data: ['x', null, 'é'], type: 'STRING', nullable: true },
        { name: 'truth', data: [true, false, null], type: 'BOOLEAN', nullable: true },
        { name: 'moment', data: [new Date(0), new Date(DAY + 1), null], type: 'TIMESTAMP', nullable: true },
      ]),
    );
    expect(dataset).toMatchObject({ format: 'parquet', rows: 3, rowsInFile: 3 });
    expect(dataset.columns.map(({ name, type }) => [name, type])).toEqual([
      ['double', 'numeric'],
      ['int', 'numeric'],
      ['long', 'numeric'],
      ['word', 'categorical'],
      ['truth', 'boolean'],
      ['moment', 'datetime'],
    ]);
    expect(values(column(dataset, 'double'))).toEqual([1.5, null, -3e300]);
    expect(values(column(dataset, 'long'))).toEqual([1, 2 ** 60, null]);
    expect(values(column(dataset, 'word'))).toEqual(['x', null, 'é']);
    expect(values(column(dataset, 'truth'))).toEqual(['true', 'false', null]);
    expect(values(column(dataset, 'moment'))).toEqual([0, DAY + 1, null]);
    expect(lines(dataset)).toEqual([1, 2, 3]);
  });

  test('has decimals and dates of day', async () => {
    const bytes = parquet(
      [
        { name: 'price', data: [1.25, -3.5, 10] },
        { name: 'day', data: [new Date(0), new Date(DAY), new Date(365 * DAY)] },
      ],
      {
        schema: [
          { name: 'root', num_children: 2 },
          {
            name: 'price',
            type: 'INT32',
            converted_type: 'DECIMAL',
            scale: 2,
            precision: 9,
            repetition_type: 'REQUIRED',
          },
          { name: 'day', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' },
        ],
      },
    );
    const dataset = await read(bytes);
    expect(values(column(dataset, 'price'))).toEqual([1.25, -3.5, 10]);
    expect(column(dataset, 'day')).toMatchObject({ type: 'datetime' });
    expect(values(column(dataset, 'day'))).toEqual([0, DAY, 365 * DAY]);
  });

  test('has structs as dotted columns, and lists as how many items they have', async () => {
    const bytes = parquet(
      [
        { name: 'place', data: [null, { city: 'Rome', at: { lat: 41.9 } }, { city: 'Bern', at: null }] },
        { name: 'tags', data: [null, ['a', 'b'], []] },
      ],
      {
        schema: [
          { name: 'root', num_children: 2 },
          { name: 'place', num_children: 2, repetition_type: 'OPTIONAL' },
          { name: 'city', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
          { name: 'at', num_children: 1, repetition_type: 'OPTIONAL' },
          { name: 'lat', type: 'DOUBLE', repetition_type: 'REQUIRED' },
          { name: 'tags', num_children: 1, converted_type: 'LIST', repetition_type: 'OPTIONAL' },
          { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
          { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        ],
      },
    );
    const dataset = await read(bytes);
    expect(names(dataset)).toEqual(['place.city', 'place.at.lat', 'tags: length']);
    expect(values(column(dataset, 'place.at.lat'))).toEqual([null, '41.9', null]);
    expect(values(column(dataset, 'tags: length'))).toEqual([null, 2, 0]);
  });

  test('is read over all its row groups, and sampled where it is large', async () => {
    const n = 25_000;
    const bytes = parquet(
      [
        { name: 'x', data: Float64Array.from({ length: n }, (_, i) => i / 2) },
        { name: 'y', data: Array.from({ length: n }, (_, i) => `k${i % 7}`) },
        { name: 'when', data: Array.from({ length: n }, (_, i) => new Date(i * 60_000)) },
      ],
      { rowGroupSize: 1000 },
    );
    const whole = await read(bytes);
    expect(whole.rows).toBe(n);
    expect(values(column(whole, 'x')).slice(-2)).toEqual([(n - 2) / 2, (n - 1) / 2]);
    expect(column(whole, 'when').type).toBe('datetime');
    expect(values(column(whole, 'when'))).toEqual(Array.from({ length: n }, (_, i) => i * 60_000));
    const sample = await read(bytes, { maxCells: 3000 });
    expect(sample).toMatchObject({ rows: 1000, rowsInFile: n });
    const [x, y] = [values(column(sample, 'x')), values(column(sample, 'y'))];
    x.forEach((value, i) => {
      expect(y[i]).toBe(`k${(2 * Number(value)) % 7}`);
    });
  });

  test('is known by its first bytes, whatever it is named', async () => {
    const bytes = parquet([{ name: 'x', data: [1, 2, 3] }]);
    expect((await readDataset(bytesSource('data.csv', bytes))).format).toBe('parquet');
  });

  test('without rows is empty', async () => {
    await expect(read(parquet([{ name: 'x', data: [], type: 'INT32' }]))).rejects.toThrow(DatasetError);
  });
});

describe('a damaged Parquet file', () => {
  const specimen = parquet(
    [
      { name: 'x', data: Array.from({ length: 300 }, (_, i) => (i % 5 ? i / 3 : null)), nullable: true },
      { name: 'word', data: Array.from({ length: 300 }, (_, i) => `k${i % 9}`) },
      { name: 'tags', data: Array.from({ length: 300 }, (_, i) => Array.from({ length: i % 3 }, String)) },
    ],
    { rowGroupSize: 100 },
  );

  const outcome = async (bytes: Uint8Array): Promise<string> => {
    try {
      await read(bytes);
      return 'read';
    } catch (error) {
      if (!(error instanceof DatasetError)) throw error;
      expect(error.message).toMatch(/^data\.parquet .*\.$/s);
      return 'refused';
    }
  };

  test('that ends early is refused in a sentence', async () => {
    for (let length = 0; length < specimen.length; length += 37)
      expect(await outcome(specimen.subarray(0, length)), String(length)).toBe('refused');
    expect(await outcome(specimen)).toBe('read');
  });

  test('with flipped bits is read or refused in a sentence, soon', { timeout: 60_000 }, async () => {
    const random = createRandom(1);
    const outcomes = new Set<string>();
    for (let i = 0; i < 1000; i++) {
      const bytes = specimen.slice();
      for (let flips = 1 + random.integer(3); flips > 0; flips--) {
        const at = random.integer(bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.integer(8));
      }
      const before = process.cpuUsage();
      outcomes.add(await outcome(bytes));
      // Of processor time, which other programs on a crowded machine do not add to.
      expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
    }
    expect([...outcomes].sort()).toEqual(['read', 'refused']);
  });
});
