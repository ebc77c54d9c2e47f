import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takeApart } from '../../../src/dataset/typing/numbers';
import { columnOf, values } from './reading';

describe('numbers as people write them', () => {
  test.each([
    ['1,234,567.8', 1234567.8],
    ['1 234 567.8', 1234567.8],
    ['1\u202f234', 1234],
    ["1'234.50", 1234.5],
    ['1\u2019234', 1234],
    ['12,34,567', 1234567],
    ['\u22125.5', -5.5],
    ['- 5', -5],
    ['+7', 7],
    ['1.5e\u22123', 0.0015],
    ['(1,234)', -1234],
    ['$1,234.50', 1234.5],
    ['-$3', -3],
    ['$-3', -3],
    ['($3.10)', -3.1],
    ['\u20ac 12', 12],
    ['12 \u20ac', 12],
    ['USD 12', 12],
    ['12 CHF', 12],
    ['US$12', 12],
    ['\u20b912,34,567', 1234567],
  ])('%s', async (cell, value) => {
    const column = await columnOf([cell, '999.25']);
    expect(column).toMatchObject({ type: 'numeric', kind: 'numeric' });
    expect(values(column)).toEqual([value, 999.25]);
  });

  test.each([
    ...[
      '1,2345',
      '1,23',
      '12,3456.7',
      '1,234 567',
      ',123',
      '1.2.3',
      '($3',
      '3)',
      '-(3)',
      '--3',
      '$3$',
      '3 apples',
    ],
    ...['TOP 10', '$', '%', '1e', '12 34', '(555) 123-4567', '10.0.0.1', '1 234 56'],
  ])('%s is none where the decimal mark is a point', (cell) => {
    expect(takeApart(cell)?.point.value ?? NaN).toBeNaN();
  });

  test('in the ways of several countries keep their value', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (number) => {
        const rounded = Math.round(number * 100) / 100;
        const english = takeApart(rounded.toLocaleString('en-US', { minimumFractionDigits: 2 }));
        const german = takeApart(rounded.toLocaleString('de-DE', { minimumFractionDigits: 2 }));
        const french = takeApart(rounded.toLocaleString('fr-FR', { minimumFractionDigits: 2 }));
        expect(english?.point.value).toBeCloseTo(rounded, 6);
        expect(german?.comma.value).toBeCloseTo(rounded, 6);
        expect(french?.comma.value).toBeCloseTo(rounded, 6);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('cost no long thought however long they are', () => {
    for (const cell of ['1 '.repeat(50_000), `1${' '.repeat(100_000)}x`, '1,'.repeat(50_000)])
      expect(takeApart(cell)).toBeNull();
  });
});

describe('a decimal comma', () => {
  test('is told by numbers that cannot have a thousands separator', async () => {
    const column = await columnOf(['1,5', '2,25', '1.234,5', '1.234']);
    expect(values(column)).toEqual([1.5, 2.25, 1234.5, 1234]);
    expect(column.readAs).toBe('decimal comma; thousands separators');
    expect(column.ambiguity).toBeUndefined();
    expect(values(await columnOf(['0,123', '1,234']))).toEqual([0.123, 1.234]);
  });

  test('is not one where a number has a point as well', async () => {
    const column = await columnOf(['1,234', '12.5']);
    expect(values(column)).toEqual([1234, 12.5]);
    expect(column.ambiguity).toBeUndefined();
  });

  test('may be a thousands separator where no number tells, which is said', async () => {
    const column = await columnOf(['1,234', '5,678']);
    expect(values(column)).toEqual([1234, 5678]);
    expect(column.ambiguity).toBe(
      '1,234 is read with a thousands separator; no value tells that it is not a decimal comma',
    );
    expect((await columnOf(['1,234', '1500'])).ambiguity).toBeDefined();
  });

  test('is not one where many numbers have three digits behind it and small ones have none', async () => {
    const grouped = Array.from({ length: 10 }, (_, i) => `${i + 1},${100 + i}`);
    expect((await columnOf([...grouped, '12', '999'])).ambiguity).toBeUndefined();
  });
});

describe('percent signs', () => {
  test('make hundredths', async () => {
    const column = await columnOf(['12 %', '3.5%', '-1%', '0']);
    expect(values(column)).toEqual([0.12, 0.035, -0.01, 0]);
    expect(column.readAs).toBe('percent signs: 12 % is 0.12');
  });

  test('on a few of the numbers make these unreadable, not a hundredth of the others', async () => {
    const numbers = Array.from({ length: 99 }, (_, i) => `${i}.5`);
    expect(await columnOf([...numbers, '7%'])).toMatchObject({
      type: 'numeric',
      unparsable: { count: 1, lines: [101] },
    });
  });
});

describe('amounts', () => {
  test('say their currency, and that parentheses are losses', async () => {
    const column = await columnOf(['$1,200', '($30.50)', '15', '$2,345,678']);
    expect(values(column)).toEqual([1200, -30.5, 15, 2345678]);
    expect(column.readAs).toBe('amounts in $; thousands separators; (12) is -12');
  });

  test('in two currencies are not compared', async () => {
    const cells = Array.from({ length: 30 }, (_, i) => `${i % 2 ? '$' : '€'}${i}`);
    expect(await columnOf(cells)).toMatchObject({
      kind: 'categorical',
      reason: 'amounts in more than one currency: €, $',
    });
  });
});
