import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDataset } from '../../../src/dataset/read';
import { bytesSource } from '../../../src/dataset/source';
import { refusal } from './reading';

/** Datasets as people publish them: those of the Vega project. */
const FOLDER = join(import.meta.dirname, '../../../node_modules/vega-datasets/data');
const files = readdirSync(FOLDER).filter((file) => /\.(csv|tsv|json)$/.test(file));

const SHAPES_THAT_ARE_NO_TABLE = [
  ...['annual-precip.json', 'londonBoroughs.json', 'londonTubeLines.json'],
  ...['miserables.json', 'us-10m.json', 'volcano.json', 'world-110m.json'],
];
const tables = files.filter((file) => !SHAPES_THAT_ARE_NO_TABLE.includes(file));

const readPublished = (file: string) => readDataset(bytesSource(file, readFileSync(join(FOLDER, file))));

describe('published files', () => {
  test('are tables of which every row is read', { timeout: 20_000 }, async () => {
    expect(tables.length).toBeGreaterThan(50);
    for (const file of tables) {
      const dataset = await readPublished(file);
      expect(dataset.badRows, file).toEqual({ count: 0, examples: [] });
      expect(dataset.rows, file).toBeGreaterThan(5);
    }
  });

  test.each(SHAPES_THAT_ARE_NO_TABLE)('%s is refused with what it holds', async (file) => {
    expect(await refusal(file, readFileSync(join(FOLDER, file)))).toMatch(
      new RegExp(`^${file} holds (a map \\(.*JSON\\)|an object with records under|one object with ).*$`),
    );
  });

  test.each([
    [
      ...['penguins.json', 344],
      {
        Species: 'categorical',
        Island: 'categorical',
        'Beak Length (mm)': 'numeric',
        'Beak Depth (mm)': 'numeric',
        'Flipper Length (mm)': 'numeric',
        'Body Mass (g)': 'numeric',
        Sex: 'categorical',
      },
    ],
    [
      ...['cars.json', 406],
      {
        Name: 'text',
        Miles_per_Gallon: 'numeric',
        Cylinders: 'ordinal',
        Displacement: 'numeric',
        Horsepower: 'numeric',
        Weight_in_lbs: 'numeric',
        Acceleration: 'numeric',
        Year: 'datetime',
        Origin: 'categorical',
      },
    ],
    [
      ...['seattle-weather.csv', 1461],
      {
        date: 'datetime',
        precipitation: 'numeric',
        temp_max: 'numeric',
        temp_min: 'numeric',
        wind: 'numeric',
        weather: 'categorical',
      },
    ],
    ['barley.json', 120, { yield: 'numeric', variety: 'categorical', year: 'numeric', site: 'categorical' }],
    ['stocks.csv', 560, { symbol: 'categorical', date: 'datetime', price: 'numeric' }],
    ['unemployment.tsv', 3218, { id: 'identifier', rate: 'numeric' }],
  ] as [string, number, Record<string, string>][])(
    '%s has %i rows of the types a person would name',
    async (file, rows, types) => {
      const dataset = await readPublished(file);
      expect(dataset.rows).toBe(rows);
      expect(Object.fromEntries(dataset.columns.map(({ name, type }) => [name, type]))).toEqual(types);
    },
  );
});
