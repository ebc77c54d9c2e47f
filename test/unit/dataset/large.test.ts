import { expect, test } from 'vitest';
import { readDataset } from '../../../src/dataset/read';
import type { ByteSource } from '../../../src/dataset/bytes/source';
import { readText } from './reading';

const COLUMNS = 20;
const HEADER = `${Array.from({ length: COLUMNS }, (_, j) => `c${j}`).join()}\n`;
const CHUNK = new TextEncoder().encode(
  Array.from({ length: 10_000 }, (_, i) => {
    const cells = Array.from({ length: COLUMNS }, (_, j) => ((i * (2 * j + 7)) % 9973) / 100);
    return `${cells.join()}\n`;
  }).join(''),
);

test(
  'a file many times as large as what is held of it takes no more memory than that',
  { timeout: 180_000 },
  async () => {
    const chunks = 100;
    const source: ByteSource = {
      name: 'large.csv',
      size: HEADER.length + chunks * CHUNK.length,
      async *chunks() {
        yield await Promise.resolve(new TextEncoder().encode(HEADER));
        for (let i = 0; i < chunks; i++) yield CHUNK;
      },
      slice: () => Promise.reject(new Error('a CSV file is read from its beginning to its end')),
    };
    const before = process.memoryUsage().rss;
    let most = before;
    const dataset = await readDataset(source, {
      maxCells: 1e6,
      onProgress: () => (most = Math.max(most, process.memoryUsage().rss)),
    });
    expect(dataset).toMatchObject({ rows: 1e6 / COLUMNS, rowsInFile: 10_000 * chunks });
    // All of its cells as numbers would be 160 MB, its bytes 106 MB; 8 MB of numbers are held.
    expect(most - before).toBeLessThan(100e6);
  },
);

test('two thousand columns are profiled, each by itself', async () => {
  const names = Array.from({ length: 2000 }, (_, j) => `c${j}`);
  const rows = Array.from({ length: 300 }, (_, i) => names.map((_, j) => (i * (j + 3)) % 101).join());
  const dataset = await readText('wide.csv', [names.join(), ...rows].join('\n'));
  expect(dataset.rows).toBe(300);
  expect(dataset.columns.map(({ name }) => name)).toEqual(names);
  expect(new Set(dataset.columns.map(({ type }) => type))).toEqual(new Set(['numeric', 'constant']));
});
