import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meanAbsoluteError, writeKnownTable, type KnownTable } from '../../../bench/engine/knownTable';
import { normalScores, rankPositions } from '../../../src/mine/ranks';
import { kraskov } from '../../../src/mine/references/ksg';

const ROWS = 4_000;
const folder = mkdtempSync(join(tmpdir(), 'mine-table-'));
let table: KnownTable;
let columns: Float64Array[];
beforeAll(() => {
  table = writeKnownTable(join(folder, 'table.csv'), ROWS, 12);
  const rows = readFileSync(table.file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(',').map(Number));
  columns = table.names.map((_, j) => Float64Array.from(rows, (row) => row[j] ?? NaN));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the table of known mutual information', () => {
  it('has the rows and the columns that were asked for, all numbers', () => {
    expect(columns).toHaveLength(12);
    expect(columns.every((column) => column.length === ROWS && column.every(Number.isFinite))).toBe(true);
  });

  it('depends in every pair as much as it says', () => {
    const scores = columns.map((column) => normalScores(rankPositions(column)));
    for (let j = 1; j < 12; j++)
      for (let i = 0; i < j; i++) {
        const [x, z] = [scores[i], scores[j]];
        if (!x || !z) throw new Error('a column is missing');
        const truth = table.truth(`c${i + 1}`, `c${j + 1}`);
        // Nearest neighbours: a standard error of about 1 / sqrt(n) = 0.016, five of them, and their bias at edges.
        expect(Math.abs(kraskov([x], [z]) - truth), `c${i + 1}, c${j + 1}`).toBeLessThan(0.09);
      }
  });

  it('tells the mean error of estimates', () => {
    const independent = { x: 'c1', z: 'c5', value: 0.2 };
    const dependent = { x: 'c5', z: 'c6', value: table.truth('c5', 'c6') + 0.1 };
    expect(meanAbsoluteError(table, [independent, dependent])).toBeCloseTo(0.15, 12);
  });
});
