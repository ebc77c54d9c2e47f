import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kthLeast } from '../../../src/dataset/typing/kthLeast';

test('the k-th least of numbers, also of equal ones, is where sorting puts it', () => {
  const number = fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: 0, max: 3 }));
  const given = fc
    .array(number, { minLength: 1, maxLength: 60 })
    .chain((numbers) => fc.tuple(fc.constant(numbers), fc.integer({ min: 1, max: numbers.length })));
  fc.assert(
    fc.property(given, ([numbers, k]) => {
      const sorted = Float64Array.from(numbers).sort();
      // Sorting puts -0 before 0, which are equal.
      expect(kthLeast(Float64Array.from(numbers), k) + 0).toBe((sorted[k - 1] ?? NaN) + 0);
    }),
    { seed: 5, numRuns: 1000 },
  );
});
