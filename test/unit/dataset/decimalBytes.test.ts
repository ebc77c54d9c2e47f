import { describe, expect, test } from 'vitest';
import { parseDecimalBytes, parseShortDecimal } from '../../../src/dataset/typing/decimalBytes';
import { createRandom } from '../../../src/dataset/random';

const POINT = '.'.charCodeAt(0);
const encoder = new TextEncoder();
const parsed = (text: string, mark = POINT) => {
  const bytes = encoder.encode(`x${text}y`);
  return parseDecimalBytes(bytes, 1, bytes.length - 1, mark);
};
const short = (text: string, mark = POINT) => {
  const bytes = encoder.encode(`x${text}y`);
  return parseShortDecimal(bytes, 1, bytes.length - 1, mark);
};

/** Numbers as programs write them: with all their digits, rounded, with an exponent. */
function written(seed: number, count: number): string[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const value = random.normal() * 10 ** (random.integer(30) - 12);
    switch (random.integer(5)) {
      case 0:
        return String(value);
      case 1:
        return value.toFixed(random.integer(6));
      case 2:
        return value.toExponential(random.integer(17));
      case 3:
        return value.toPrecision(1 + random.integer(20));
      default:
        return String(Math.round(value));
    }
  });
}

describe('a number read from its bytes', () => {
  test('is the double nearest to what is written, or is left to others', () => {
    const numbers = written(1, 100_000);
    let told = 0;
    for (const text of numbers) {
      const value = parsed(text);
      if (Number.isNaN(value)) continue;
      told++;
      if (!Object.is(value, Number(text))) expect({ text, value }).toEqual({ text, value: Number(text) });
    }
    expect(told).toBeGreaterThan(0.7 * numbers.length);
  });

  test('of 16 or 17 digits, as most programs write a double, is hardly ever left to others', () => {
    const random = createRandom(2);
    const numbers = Array.from({ length: 20_000 }, () => String(random.normal()));
    const told = numbers.filter((text) => Object.is(parsed(text), Number(text)));
    expect(told.length).toBeGreaterThan(0.999 * numbers.length);
  });

  test('that is short is read at once', () => {
    for (const text of ['0', '7', '-12.5', '.5', '5.', '0.25', '123456789012345'])
      expect([text, short(text)]).toEqual([text, Number(text)]);
    for (const text of ['', '-', '.', '-.', '1e5', '1234567890123456', '1.2.3', '007', 'x', '1 2'])
      expect([text, short(text)]).toEqual([text, NaN]);
  });

  test('may have a decimal comma', () => {
    const comma = ','.charCodeAt(0);
    expect(parsed('-1,25', comma)).toBe(-1.25);
    expect(short('1,25', comma)).toBe(1.25);
    expect(parsed('1.25', comma)).toBeNaN();
  });

  test.each([
    '',
    '-',
    '+',
    '.',
    'e5',
    '1e',
    '1e+',
    '1.2.3',
    '1-2',
    '0x10',
    'Infinity',
    '1,5',
    '007',
    '00.5',
    ' 1',
    '1e99999',
  ])('%j is none that can be told', (text) => {
    expect(parsed(text)).toBeNaN();
  });
});
