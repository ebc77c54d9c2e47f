import {
  bool,
  columnFromArray,
  dateDay,
  decimal,
  dictionary,
  field,
  float64,
  int32,
  int64,
  list,
  struct,
  tableFromColumns,
  tableToIPC,
  timeMillisecond,
  timestamp,
  utf8,
  type DataType,
} from '@uwdata/flechette';
import { describe, expect, test } from 'vitest';
import { DatasetError } from '../../../src/dataset/dataset';
import { unpackLz4Frame } from '../../../src/dataset/columnar/lz4';
import { createRandom } from '../../../src/dataset/random';
import { readDataset } from '../../../src/dataset/read';
import { bytesSource } from '../../../src/dataset/bytes/source';
import { column, lines, values } from './reading';

type Columns = Readonly<Record<string, readonly [readonly unknown[], DataType]>>;

/** @param batch rows in each batch of records */
function arrow(columns: Columns, format: 'file' | 'stream', batch = 1000): Uint8Array {
  const table = tableFromColumns(
    Object.entries(columns).map(([name, [data, type]]) => [
      name,
      columnFromArray(data as unknown[], type, { maxBatchRows: batch }),
    ]),
  );
  return tableToIPC(table, { format }) ?? new Uint8Array();
}

const read = (bytes: Uint8Array, name = 'data.arrow') => readDataset(bytesSource(name, bytes));
const DAY = 86_400_000;

const EVERYTHING: Columns = {
  double: [[1.5, null, -3], float64()],
  int: [[1, 2, 3], int32()],
  long: [[1n, 2n ** 60n, null], int64()],
  word: [['x', null, 'é'], utf8()],
  level: [['low', 'high', 'low'], dictionary(utf8())],
  truth: [[true, false, null], bool()],
  day: [[new Date(0), new Date(DAY), null], dateDay()],
  moment: [[new Date(0), new Date(1500), null], timestamp()],
  noon: [[0, 30_600_000, null], timeMillisecond()],
  price: [[1.25, -3.5, null], decimal(9, 2)],
  tags: [[['a', 'b'], [], null], list(utf8())],
  place: [
    [{ city: 'Rome', at: { lat: 41.9 } }, null, { city: 'Bern', at: null }],
    struct([field('city', utf8()), field('at', struct([field('lat', float64())]))]),
  ],
};

describe('an Arrow', () => {
  test.each(['file', 'stream'] as const)(
    '%s has columns of every kind, in any number of batches',
    async (format) => {
      for (const batch of [1, 2, 1000]) {
        const dataset = await read(arrow(EVERYTHING, format, batch));
        expect(dataset).toMatchObject({ format: 'arrow', rows: 3, badRows: { count: 0 } });
        expect(lines(dataset)).toEqual([1, 2, 3]);
        const cells = Object.fromEntries(dataset.columns.map((one) => [one.name, values(one)]));
        expect(cells).toEqual({
          double: [1.5, null, -3],
          int: [1, 2, 3],
          long: [1, 2 ** 60, null],
          word: ['x', null, 'é'],
          level: ['low', 'high', 'low'],
          truth: ['true', 'false', null],
          day: [0, DAY, null],
          moment: [0, 1500, null],
          noon: [0, 30_600_000, null],
          price: [1.25, -3.5, null],
          'tags: length': [2, 0, null],
          'place.city': ['Rome', null, 'Bern'],
          'place.at.lat': ['41.9', null, null],
        });
        for (const name of ['day', 'moment', 'noon']) expect(column(dataset, name).type).toBe('datetime');
      }
    },
  );

  test('file is known by its first bytes, whatever it is named', async () => {
    const bytes = arrow({ x: [[1, 2, 3], int32()] }, 'file');
    expect((await read(bytes, 'data.csv')).format).toBe('arrow');
    expect((await read(bytes, 'data.feather')).rows).toBe(3);
    expect((await read(arrow({ x: [[1, 2, 3], int32()] }, 'stream'), 'noname')).format).toBe('arrow');
  });

  test('file without rows is empty', async () => {
    await expect(read(arrow({ x: [[], int32()] }, 'file'))).rejects.toThrow(DatasetError);
  });
});

describe('an LZ4 frame', () => {
  /** "abcabcabc...": literals abc, then a match that overlaps itself, then literals. */
  const block = [0x3f, 0x61, 0x62, 0x63, 3, 0, 2, 0x20, 0x78, 0x79];
  const frame = (flags: number, ...parts: number[][]) =>
    Uint8Array.from([0x04, 0x22, 0x4d, 0x18, flags, 0x40, 0, ...parts.flat()]);
  const text = `abc${'abc'.repeat(7)}xy`;

  test('is unpacked, its blocks referring to those before them', () => {
    const size = [block.length, 0, 0, 0];
    const plain = [2, 0, 0, 0x80, 0x21, 0x21];
    // One letter, and four from six before it: "c" of the text, "xy" and "!!" are among them.
    const linked = [6, 0, 0, 0, 0x10, 0x7a, 6, 0, 0x10, 0x2e];
    const unpacked = unpackLz4Frame(
      frame(0x40, size, block, plain, linked.slice(0, 4), linked.slice(4), [0, 0, 0, 0]),
      text.length + 8,
    );
    expect(new TextDecoder().decode(unpacked)).toBe(`${text}!!zcxy!.`);
  });

  test('that is damaged is an error', () => {
    const size = [block.length, 0, 0, 0];
    const good = frame(0x40, size, block, [0, 0, 0, 0]);
    expect(() => unpackLz4Frame(good, 5)).toThrow();
    expect(() => unpackLz4Frame(good, 500)).toThrow();
    expect(() => unpackLz4Frame(good.subarray(0, 15), text.length)).toThrow();
    expect(() => unpackLz4Frame(good.subarray(1), text.length)).toThrow();
  });
});

describe('a damaged Arrow file', () => {
  const many = Array.from({ length: 200 }, (_, i) => i);
  const columns: Columns = {
    x: [many.map((i) => (i % 5 ? i / 3 : null)), float64()],
    level: [many.map((i) => `k${i % 9}`), dictionary(utf8())],
    tags: [many.map((i) => Array.from({ length: i % 3 }, String)), list(utf8())],
    place: [
      many.map((i) => ({ city: `c${i}`, lat: i })),
      struct([field('city', utf8()), field('lat', float64())]),
    ],
  };
  const specimens = [arrow(columns, 'file', 90), arrow(columns, 'stream', 90)];

  const outcome = async (bytes: Uint8Array): Promise<string> => {
    try {
      await read(bytes);
      return 'read';
    } catch (error) {
      if (!(error instanceof DatasetError)) throw error;
      expect(error.message).toMatch(/^data\.arrow .*\.$/s);
      return 'refused';
    }
  };

  test('that ends within its rows is read as far as it goes or refused in a sentence', async () => {
    for (const specimen of specimens)
      for (let length = 0; length < specimen.length; length += 61)
        expect(await outcome(specimen.subarray(0, length))).toMatch(/read|refused/);
  });

  test('with flipped bits is read or refused in a sentence, soon', { timeout: 60_000 }, async () => {
    const random = createRandom(1);
    const outcomes = new Set<string>();
    for (let i = 0; i < 2000; i++) {
      const bytes = (specimens[i % 2] ?? new Uint8Array()).slice();
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
