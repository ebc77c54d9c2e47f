import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../../src/dataset/dataset';
import { createRandom } from '../../../../../src/dataset/random';
import { MixedOutputs } from '../../../../../src/mine/applications/synthesis/mixedOutputs';
import { Quantiles } from '../../../../../src/mine/applications/synthesis/quantiles';
import { RowEncoding } from '../../../../../src/mine/applications/synthesis/rowEncoding';
import { decimalsOf, valueStep } from '../../../../../src/mine/applications/valueStep';
import { allRows, categorical, numeric } from '../../columns';

const settings = { seed: 3, numRuns: 100 };
const decimals = fc.integer({ min: -99_999, max: 99_999 }).map((n) => n / 100);

describe('scores of a column', () => {
  it('come back as the value, wherever in the ranks of its equals they are drawn', () => {
    fc.assert(
      fc.property(
        fc.array(decimals, { minLength: 1, maxLength: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, within) => {
          const column = Float64Array.from(values);
          const quantiles = new Quantiles(column, valueStep({ type: 'numeric' }, column));
          for (const value of values) expect(quantiles.value(quantiles.score(value, within))).toBe(value + 0);
        },
      ),
      settings,
    );
  });

  it('rise with the value, and are spread as normal ones', () => {
    const random = createRandom(4);
    const values = Float64Array.from({ length: 2_000 }, () => Math.max(0, random.normal()));
    const quantiles = new Quantiles(values, 0);
    const scores = values.map((value) => quantiles.score(value, random.uniform()));
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    const square = scores.reduce((sum, score) => sum + score * score, 0) / scores.length;
    // Four standard errors of a mean and of a variance of 2,000 normal numbers.
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(2_000));
    expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / 2_000));
    expect(quantiles.score(Math.max(...values), 0)).toBeGreaterThan(quantiles.score(0, 1));
  });

  it('between those of two values come back as what lies between, in the column’s steps', () => {
    const masses = Float64Array.of(2_700, 3_750, 3_800, 4_675, 6_300);
    const quantiles = new Quantiles(masses, valueStep({ type: 'numeric' }, masses));
    const made = Array.from({ length: 601 }, (_, i) => quantiles.value(-3 + i / 100));
    expect(new Set(made).size).toBeGreaterThan(20);
    for (const value of made) expect(value % 25).toBe(0);
    expect(Math.min(...made)).toBe(2_700);
    expect(Math.max(...made)).toBe(6_300);
    expect(made).toEqual(made.toSorted((a, b) => a - b));
  });

  it('of ranks come back as ranks that are there', () => {
    const grades = Float64Array.of(1, 1, 2, 5, 5, 5);
    const quantiles = new Quantiles(grades, valueStep({ type: 'ordinal' }, grades));
    const made = new Set(Array.from({ length: 601 }, (_, i) => quantiles.value(-3 + i / 100)));
    expect([...made]).toEqual([1, 2, 5]);
  });
});

describe('the step of a column', () => {
  it('is what all of its values are multiples of', () => {
    expect(valueStep({ type: 'numeric' }, Float64Array.of(3_750, 3_800, 25))).toBe(25);
    expect(valueStep({ type: 'numeric' }, Float64Array.of(39.1, 40, 0.3))).toBe(0.1);
    expect(valueStep({ type: 'numeric' }, Float64Array.of(Math.PI, 1))).toBe(0);
    const days = Float64Array.of(Date.UTC(2012, 0, 1), Date.UTC(2012, 0, 5));
    expect(valueStep({ type: 'datetime' }, days)).toBe(86_400_000);
    const months = Float64Array.of(Date.UTC(2012, 0, 1), Date.UTC(2012, 1, 1));
    expect(valueStep({ type: 'datetime' }, months)).toBeNull();
    expect([1, 0.25, 1e-7, 1e21, 1.5e-7].map(decimalsOf)).toEqual([0, 2, 7, 0, 8]);
  });
});

describe('rows of a table as numbers', () => {
  const cells = (columns: readonly Column[]) =>
    columns.map((column) => [...(column.kind === 'numeric' ? column.values : column.codes)]);

  it('come back as the rows, missing values too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.option(decimals, { nil: NaN }), fc.integer({ min: -1, max: 5 })), {
          minLength: 2,
          maxLength: 60,
        }),
        (rows) => {
          const columns = [
            numeric('number', [...rows.map(([value]) => value), 1]),
            categorical('category', [...rows.map(([, code]) => code), 0]),
          ];
          const all = allRows(rows.length + 1);
          const encoding = new RowEncoding(columns, all);
          const encoded = encoding.encoded(columns, all);
          const decoded = encoding.decoded(encoded, createRandom(1), encoded);
          expect(cells(decoded)).toEqual(cells(columns).map((column) => column.map((value) => value + 0)));
        },
      ),
      settings,
    );
  });

  it('draw categories that share an indicator as often as they occur', () => {
    // 60 values of which the rarest 11 share the last of 50 indicators.
    const codes = Array.from({ length: 60 }, (_, code) => Array<number>(60 - code).fill(code)).flat();
    const columns = [
      categorical('many', codes),
      numeric(
        'n',
        codes.map((_, i) => i),
      ),
    ];
    const encoding = new RowEncoding(columns, allRows(codes.length));
    expect(encoding.width).toBe(51);
    const rows = allRows(codes.length).filter((row) => (codes[row] ?? 0) >= 49);
    const shared = encoding.encoded(columns, rows);
    const [decoded] = encoding.decoded(shared, createRandom(2), shared);
    const made = decoded?.kind === 'categorical' ? [...decoded.codes] : [];
    expect(made).toHaveLength(66);
    expect(Math.min(...made)).toBeGreaterThanOrEqual(49);
    expect(new Set(made).size).toBeGreaterThan(5);
  });
});

describe('mixed outputs', () => {
  const parts = [
    { kind: 'choice', at: 0, count: 3 },
    { kind: 'choice', at: 4, count: 2 },
    { kind: 'score', at: 3, presence: 4 },
  ] as const;
  const weights = Float32Array.of(0.3, -0.7, 1.1, 0.9, -0.4, 0.8);
  const outputs = Float32Array.of(0.2, 0.1, -0.1, 1.3, 0.1, 0.05);
  /** A weighted sum of the row that the outputs become, with the same random numbers each time. */
  const value = (from: Float32Array) => {
    const rows = from.slice();
    new MixedOutputs(6, parts).shape(rows, createRandom(8));
    return rows.reduce((sum, number, i) => sum + number * (weights[i] ?? NaN), 0);
  };

  it('are indicators that add up to 1, and a score that is 0 without a value', () => {
    const rows = Float32Array.from(outputs);
    new MixedOutputs(6, parts).shape(rows, createRandom(8));
    const [a = NaN, b = NaN, c = NaN, score, there = NaN, missing = NaN] = rows;
    expect(a + b + c).toBeCloseTo(1, 5);
    expect(there + missing).toBeCloseTo(1, 5);
    expect(score).toBeCloseTo(1.3 * there, 5);
  });

  it('pass gradients on as numerical differentiation has them', () => {
    const mixed = new MixedOutputs(6, parts);
    mixed.shape(outputs.slice(), createRandom(8));
    const gradient = weights.slice();
    mixed.chain(gradient);
    const h = 1e-3;
    outputs.forEach((_, i) => {
      const moved = (by: number) => value(outputs.map((output, j) => (i === j ? output + by : output)));
      // Single precision leaves some 1e-4 of a difference over 2e-3.
      expect(gradient[i]).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 2);
    });
  });
});
