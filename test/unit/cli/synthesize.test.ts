import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'papaparse';
import { afterAll, describe, expect, it } from 'vitest';
import type { Synthesis } from '../../../src/report/synthesis';
import { vegaDataset } from '../built';
import { mine as run } from './mine';

const folder = mkdtempSync(join(tmpdir(), 'mine-synthesize-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const mine = (args: string[], interruptAfter?: RegExp) =>
  run(folder, ['synthesize', ...args], interruptAfter);

describe('mine synthesize', { timeout: 120_000 }, () => {
  const quick = ['--iterations', '60', '--max-rows', '300'];

  it('writes rows with the file’s columns, and says how they compare', async () => {
    const { code, out, err } = await mine([
      vegaDataset('penguins.json'),
      ...quick,
      '--rows',
      '40',
      '--out',
      'p.csv',
    ]);
    expect(err).not.toMatch(/mine:/);
    expect(code).toBe(0);
    const { data } = parse<string[]>(readFileSync(join(folder, 'p.csv'), 'utf8').trim());
    const [head, ...rows] = data;
    expect(head).toEqual([
      'Species',
      'Island',
      'Beak Length (mm)',
      'Beak Depth (mm)',
      'Flipper Length (mm)',
      'Body Mass (g)',
      'Sex',
    ]);
    expect(rows).toHaveLength(40);
    for (const [species = '', , beak = '', , , mass = ''] of rows) {
      expect(species).toMatch(/^(Adelie|Chinstrap|Gentoo)$/);
      expect(beak).toMatch(/^(\d\d(\.\d)?)?$/);
      expect(Number(mass) % 25).toBe(0);
    }
    expect(out).toMatch(/^Synthetic rows like those of penguins\.json\n40 rows of 7 columns, /);
    expect(out).toMatch(/trained on 240 of 344 rows; 60 rows were held out/);
    expect(out).toMatch(/\nCopies: \d+ of 40 synthetic rows/);
  });

  it('is repeated by its seed, writes dates as the file does, and leaves the rows out of its JSON', async () => {
    const weather = vegaDataset('seattle-weather.csv');
    const args = [
      weather,
      ...quick,
      '--rows',
      '30',
      '--columns',
      'date,weather,temp_max',
      '--format',
      'json',
    ];
    const [one, same] = [
      await mine([...args, '--out', 'one.csv']),
      await mine([...args, '--out', 'same.csv']),
    ];
    const csv = (name: string) => readFileSync(join(folder, name), 'utf8');
    expect(csv('same.csv')).toBe(csv('one.csv'));
    expect(same.out).toBe(one.out);
    expect(csv('one.csv')).toMatch(
      /^date,temp_max,weather\n201\d-\d\d-\d\d,-?\d+(\.\d)?,(rain|sun|fog|snow|drizzle)\n/,
    );
    const { columns, leftOut, made } = JSON.parse(one.out) as Synthesis;
    expect(columns).toEqual(['date', 'temp_max', 'weather']);
    expect(leftOut.map(({ name }) => name)).toEqual(['precipitation', 'temp_min', 'wind']);
    expect(made).not.toHaveProperty('csv');
  });

  it('writes nothing where it is interrupted', async () => {
    const { code, err } = await mine(
      [vegaDataset('penguins.json'), '--iterations', '100000', '--out', 'none.csv'],
      /iteration [^\n]*\n$/,
    );
    expect(code).toBe(130);
    expect(err).toMatch(/no rows were made/);
    expect(existsSync(join(folder, 'none.csv'))).toBe(false);
  });

  it('says what it cannot do', async () => {
    const movies = vegaDataset('movies.json');
    for (const [args, message] of [
      [[movies], /--out names the CSV file/],
      [[movies, '--out', 'x.csv', '--rows', '1000000'], /--rows takes at most 100000/],
      [[movies, '--out', 'x.csv', '--columns', 'Title,IMDB Rating'], /column "?"?.*Title.* as its type is/],
      [[movies, '--out', 'x.csv', '--columns', 'IMDB Rating'], /two columns or more/],
      [[movies, '--out', 'nowhere/x.csv'], /its folder does not exist/],
    ] as const) {
      const { code, err } = await mine([...args]);
      expect(code).toBe(2);
      expect(err).toMatch(message);
    }
  });
});
