import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PairPoints } from '../../../src/extension/panel/panelProtocol';
import { boxesOf, quantile, spread } from '../../../webview/rows/boxes';
import { markAt, thinned } from '../../../webview/rows/marks';
import { mosaic } from '../../../webview/rows/mosaic';
import { mostTelling, valueOf } from '../../../webview/rows/telling';
import { formatPointwise, rowsSentence, rowWords } from '../../../webview/rows/words';

describe('marks of a scatter plot', () => {
  it('stand for every row once, each near its own rows, and are as many as there are places at most', () => {
    const place = fc.double({ min: 0, max: 400, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(place, place), { minLength: 1, maxLength: 300 }), (rows) => {
        const [x, y] = [rows.map(([left]) => left), rows.map(([, top]) => top)];
        const marks = thinned(x, y, x);
        expect(marks.flatMap((mark) => mark.rows).sort((a, b) => a - b)).toEqual([...rows.keys()]);
        for (const mark of marks)
          for (const row of mark.rows)
            expect(Math.hypot((x[row] ?? 0) - mark.x, (y[row] ?? 0) - mark.y)).toBeLessThan(5 * Math.SQRT2);
      }),
      { seed: 2, numRuns: 50 },
    );
    const crowd = Array.from({ length: 5_000 }, (_, i) => (i * 7) % 60);
    expect(thinned(crowd, crowd, null).length).toBeLessThanOrEqual(12 * 12);
  });

  it('have the mean of their rows’ values, and none where these are not known', () => {
    expect(thinned([1, 2], [1, 2], [0.5, -0.1])).toEqual([{ x: 1.5, y: 1.5, rows: [0, 1], pointwise: 0.2 }]);
    expect(thinned([1], [1], null)[0]?.pointwise).toBeNull();
  });

  it('are found under the pointer, the nearest one, and not from afar', () => {
    const marks = thinned([10, 20], [10, 10], null);
    expect(markAt(marks, 13, 10)?.rows).toEqual([0]);
    expect(markAt(marks, 16, 10)?.rows).toEqual([1]);
    expect(markAt(marks, 60, 10)).toBeUndefined();
  });
});

describe('boxes', () => {
  it('have the quartiles of their own rows; what lies beyond 1.5 quartile distances is outside', () => {
    const values = [1, 2, 3, 4, 5, 100, 7];
    const codes = [0, 0, 0, 0, 0, 0, 1];
    const [one, other] = boxesOf(codes, values);
    expect(one).toEqual({
      ...{ level: 1, count: 1, lowerQuartile: 7, median: 7, upperQuartile: 7, lowest: 7, highest: 7 },
    });
    expect(other).toMatchObject({
      level: 0,
      lowerQuartile: 2.25,
      median: 3.5,
      upperQuartile: 4.75,
      lowest: 1,
      highest: 5,
    });
  });

  it('take quantiles between neighbours, as R does by default', () => {
    expect([0, 0.1, 0.5, 1].map((share) => quantile([1, 2, 4, 8], share))).toEqual([1, 1.3, 3, 8]);
  });

  it('spread their rows over the whole strip, without gaps', () => {
    const places = Array.from({ length: 100 }, (_, row) => spread(row)).sort((a, b) => a - b);
    expect(places[0]).toBeGreaterThanOrEqual(-0.5);
    expect(places.at(-1)).toBeLessThan(0.5);
    const gaps = places.slice(1).map((place, at) => place - (places[at] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(0.03);
  });
});

describe('a mosaic', () => {
  const level = fc.integer({ min: 0, max: 4 });

  it('fills its square without overlap: every tile’s area is its share of the rows', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(level, level), { minLength: 1, maxLength: 200 }), (rows) => {
        const tiles = mosaic(
          rows.map(([x]) => x),
          rows.map(([, z]) => z),
          null,
        );
        for (const { left, right, top, bottom, rows: own } of tiles)
          expect((right - left) * (bottom - top)).toBeCloseTo(own.length / rows.length, 9);
        expect(Math.max(...tiles.map(({ right }) => right))).toBeCloseTo(1, 9);
        for (const { xLevel, left } of tiles) {
          const column = tiles.filter((tile) => tile.xLevel === xLevel);
          expect(column.every((tile) => tile.left === left)).toBe(true);
          for (const [at, tile] of column.entries()) expect(tile.top).toBe(column[at - 1]?.bottom ?? 0);
        }
      }),
      { seed: 3, numRuns: 50 },
    );
  });

  it('has equal columns where the variables are independent', () => {
    const cells = [0, 1, 2].flatMap((x) => [0, 0, 1].map((z) => ({ x, z })));
    const tiles = mosaic(
      cells.map(({ x }) => x),
      cells.map(({ z }) => z),
      cells.map(() => 0),
    );
    expect(tiles.filter(({ zLevel }) => zLevel === 0).map(({ bottom }) => bottom)).toEqual([
      2 / 3,
      2 / 3,
      2 / 3,
    ]);
    expect(tiles.every(({ pointwise }) => pointwise === 0)).toBe(true);
  });
});

describe('the most telling rows', () => {
  it('are those at both ends, on their own side of 0, and of the same values one', () => {
    const pointwise = [0.3, -0.2, 0.9, 0.9, 0, -1.5, 0.1];
    const values = ['a', 'b', 'c', 'c', 'd', 'e', 'f'];
    const { highest, lowest } = mostTelling(pointwise, (row) => values[row] ?? '', 2);
    expect(highest.map((row) => values[row])).toEqual(['c', 'a']);
    expect(lowest).toEqual([5, 1]);
    expect(mostTelling([0.1, 0.2], String, 3).lowest).toEqual([]);
  });
});

describe('what is said of rows', () => {
  const points: PairPoints = {
    n: 5_000,
    x: [{ kind: 'numeric', name: 'size', isDate: false, values: [1.5, -1e-7, 1.5] }],
    z: [{ kind: 'categorical', name: 'kind', levels: ['a', 'b'], together: 0, codes: [0, 1, 1] }],
    placedBy: 'line',
    places: [2, 3, 7],
    pointwise: [0.5, -0.25, 0],
  };
  const columns = [...points.x, ...points.z];

  it('names the line, the values and how often they come together', () => {
    expect(rowWords(points, columns, [0], 0.5, 'nats')).toEqual({
      title: 'Line 2',
      lines: ['size: 1.5', 'kind: a', '+0.50 nats: more often together than by chance'],
    });
    expect(rowWords(points, columns, [1], -Math.LN2, 'bits').lines.at(-1)).toBe(
      '−1.00 bits: rarer together than by chance',
    );
  });

  it('of several rows tells how many, and their values where these are the same', () => {
    const { title, lines } = rowWords(points, columns, [0, 2], null, 'nats');
    expect(title).toBe('2 rows, line 2 first');
    expect(lines).toEqual(['size: 1.5', 'kind: a, b']);
  });

  it('writes numbers and dates as a person would', () => {
    const numbers = { kind: 'numeric', name: '', isDate: false, values: [1234.5678, -1e-7, 2e20] } as const;
    expect([0, 1, 2].map((row) => valueOf({ ...numbers, values: [...numbers.values] }, row))).toEqual([
      '1234.57',
      '−1.000e−7',
      '2.000e+20',
    ]);
    const times = ['2020-02-03', '2020-02-03T04:05', '2020-02-03T04:05:06'].map((text) =>
      Date.parse(`${text}Z`),
    );
    const dates = { kind: 'numeric' as const, name: '', isDate: true, values: times };
    expect([0, 1, 2].map((row) => valueOf(dates, row))).toEqual([
      '2020-02-03',
      '2020-02-03 04:05',
      '2020-02-03 04:05:06',
    ]);
  });

  it('says which rows are shown', () => {
    expect(rowsSentence(points)).toMatch(/^3 of 5,000 rows in which nothing is missing, a random sample\./);
    expect(rowsSentence({ ...points, n: 3 })).toMatch(/^All 3 rows/);
    expect(rowsSentence({ ...points, n: 0, places: [] })).toBe('No row has a value on both sides.');
  });

  it('gives every value its sign, and none to 0', () => {
    expect([0.514, -0.51, 0.001, -0.001].map((nats) => formatPointwise(nats, 'nats'))).toEqual([
      '+0.51',
      '−0.51',
      '0.00',
      '0.00',
    ]);
  });
});
