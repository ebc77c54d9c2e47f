import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/dataset/random';
import { summarize } from '../../../src/dataset/typing/valueSummary';

/** The same with a Set. */
function slowly(values: readonly number[]) {
  const present = values.filter((value) => !Number.isNaN(value));
  return {
    present: present.length,
    distinct: new Set(present).size,
    least: present.length > 0 ? present.reduce((a, b) => Math.min(a, b)) : NaN,
    greatest: present.length > 0 ? present.reduce((a, b) => Math.max(a, b)) : NaN,
    whole: present.length > 0 && present.every(Number.isInteger),
  };
}

describe('a column of numbers is summed up', () => {
  test('whatever it holds', () => {
    const value = fc.oneof(
      fc.double({ noDefaultInfinity: true }),
      fc.integer({ min: -5, max: 5 }),
      fc.constant(NaN),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 50 }), fc.boolean(), (values, sorted) => {
        const given = sorted ? values.toSorted((a, b) => a - b) : values;
        // 0 and -0 are the same value.
        expect(summarize(Float64Array.from(given, (x) => x + 0))).toEqual(slowly(given.map((x) => x + 0)));
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  test.each([1000, 100_000, 400_000])('also where it has as many as %i different values', (count) => {
    const random = createRandom(count);
    const values = Array.from({ length: count }, () => random.normal());
    expect(summarize(Float64Array.from([...values, ...values]))).toEqual(slowly(values.concat(values)));
  });

  test('0 and -0 are one value', () => {
    expect(summarize(Float64Array.of(1, 0, -0, 1)).distinct).toBe(2);
  });
});
