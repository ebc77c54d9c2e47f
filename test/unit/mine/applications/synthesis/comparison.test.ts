import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../../src/dataset/random';
import { cellCentres, nearestCells } from '../../../../../src/mine/applications/synthesis/cells';
import {
  compareCoverage,
  compareMarginals,
  compareNearness,
} from '../../../../../src/mine/applications/synthesis/comparison';
import { countCopies, RowDistance } from '../../../../../src/mine/applications/synthesis/distances';
import { RowEncoding } from '../../../../../src/mine/applications/synthesis/rowEncoding';
import { allRows, categorical, numeric } from '../../columns';

function toItsEnd<R>(steps: Generator<unknown, R>): R {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

describe('distances of rows', () => {
  const columns = [numeric('n', [0, 10, 20, 30, NaN]), categorical('c', [0, 0, 1, 1, 1])];
  const distance = new RowDistance(columns, allRows(5));
  const nearest = (made: Parameters<RowDistance['place']>[0]) =>
    toItsEnd(distance.nearest(distance.place(made, allRows(1)), distance.place(columns, allRows(5))))[0];

  it('are shares of the ranks between two numbers, and 1 for two categories', () => {
    expect(nearest([numeric('n', [10]), categorical('c', [0])])).toBe(0);
    // A quarter of the ranks from the second row.
    expect(nearest([numeric('n', [20]), categorical('c', [0])])).toBeCloseTo(0.25 / 2, 10);
    // Half way between two values.
    expect(nearest([numeric('n', [5]), categorical('c', [0])])).toBeCloseTo(0.125 / 2, 10);
    // No number is near to a missing one.
    expect(nearest([numeric('n', [NaN]), categorical('c', [0])])).toBeCloseTo(1 / 2, 10);
    expect(nearest([numeric('n', [NaN]), categorical('c', [1])])).toBe(0);
  });

  it('count copies value by value', () => {
    const made = [numeric('n', [10, 10, NaN, 11]), categorical('c', [0, 1, 1, 0])];
    expect(countCopies(made, allRows(4), columns, allRows(5))).toBe(2);
  });

  it('tell a generator that copies from one that does not', () => {
    const random = createRandom(5);
    const draw = () =>
      ['a', 'b', 'c'].map((name) =>
        numeric(
          name,
          Array.from({ length: 500 }, () => random.normal()),
        ),
      );
    const real = draw();
    const [trained, heldOut] = [allRows(400), allRows(500).slice(400)];
    const compare = (made: typeof real) =>
      toItsEnd(compareNearness(real, { trained, heldOut }, made, allRows(400)));
    const honest = compare(draw());
    expect(honest.copies).toEqual({ made: 0, heldOut: 0 });
    // Real rows of the same kind: the expected share is that of the held-out ones, 5 %, within four deviations of 400 rows.
    expect(Math.abs(honest.within.made - 0.05)).toBeLessThan(4 * Math.sqrt(0.05 * (1 / 400 + 1 / 100)));
    const copied = compare(real);
    expect(copied.copies.made).toBe(400);
    expect(copied.within.made).toBe(1);
    expect(copied.within.heldOut).toBeCloseTo(0.05, 10);
  });
});

describe('cells of similar rows', () => {
  it('are found where rows lie in heaps', () => {
    const random = createRandom(6);
    const rows = Float32Array.from({ length: 400 }, (_, i) => 10 * (Math.floor(i / 2) % 4) + random.normal());
    const cells = nearestCells(rows, 2, cellCentres(rows, 2, 4, random));
    expect(new Set(cells).size).toBe(4);
    cells.forEach((cell, i) => {
      expect(cell).toBe(cells[i % 4]);
    });
  });

  it('are covered by rows of all kinds and not by those of one', () => {
    const random = createRandom(7);
    const draw = (kinds: number) => {
      const kind = Array.from({ length: 500 }, () => random.integer(kinds));
      return [
        numeric(
          'x',
          kind.map((k) => 10 * k + random.normal()),
        ),
        categorical('kind', [...kind, 3].slice(1)),
      ];
    };
    const real = draw(4);
    const rows = { trained: allRows(400), heldOut: allRows(500).slice(400) };
    const encoding = new RowEncoding(real, rows.trained);
    const coverage = (made: typeof real) =>
      compareCoverage(encoding, rows, made, allRows(500), createRandom(1));
    const all = coverage(draw(4));
    expect(all.made).toBeGreaterThanOrEqual(0.75 * all.cells);
    expect(all.levels).toEqual({ real: 4, made: 4 });
    const one = coverage(draw(1));
    expect(one.made).toBeLessThan(0.5 * one.cells);
  });
});

describe('marginals', () => {
  it('are shares of all rows, in stretches of the real values', () => {
    const real = [numeric('n', [0, 1, 2, 3, NaN]), categorical('c', [0, 0, 0, 1, 2])];
    const made = [numeric('n', [0, 0, 3, NaN, NaN]), categorical('c', [1, 1, 1, 1, 0])];
    const [numbers, words] = compareMarginals(real, allRows(5), made, allRows(5));
    expect(numbers).toMatchObject({ kind: 'numbers', edges: [-0.5, 0.5, 1.5, 2.5, 3.5] });
    expect(numbers?.real).toEqual([0.2, 0.2, 0.2, 0.2]);
    expect(numbers?.made).toEqual([0.4, 0, 0, 0.2]);
    expect(numbers?.missing.real).toBeCloseTo(0.2, 10);
    expect(numbers?.missing.made).toBeCloseTo(0.4, 10);
    expect(words).toMatchObject({ kind: 'words', levels: ['level 0', 'level 1', 'level 2'] });
    expect(words?.made).toEqual([0.2, 0.8, 0]);
  });
});
