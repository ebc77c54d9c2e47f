import { describe, expect, test } from 'vitest';
import { HyperLogLog } from '../../../src/dataset/typing/hyperLogLog';

const encoder = new TextEncoder();
/** Four standard errors of 1.04 / sqrt(2^14). */
const TOLERANCE = 4 * 0.0081;

describe('different values are counted', () => {
  test.each([0, 1, 10, 1000, 20_000, 50_000, 400_000])('of %i numbers, each met three times', (count) => {
    const sketch = new HyperLogLog();
    for (let i = 0; i < 3 * count; i++) sketch.addNumber((i % count) / 8);
    expect(Math.abs(sketch.estimate() - count)).toBeLessThanOrEqual(TOLERANCE * count);
  });

  test.each([5, 3000, 200_000])('of %i words, as text or as bytes', (count) => {
    const sketch = new HyperLogLog();
    for (let i = 0; i < count; i++) {
      sketch.addText(`word ${i}`);
      const bytes = encoder.encode(`word ${i}`);
      expect(sketch.addAscii(bytes, 0, bytes.length)).toBe(true);
    }
    expect(Math.abs(sketch.estimate() - count)).toBeLessThanOrEqual(TOLERANCE * count);
  });

  test('but bytes that are not ASCII are refused', () => {
    const bytes = encoder.encode('é');
    expect(new HyperLogLog().addAscii(bytes, 0, bytes.length)).toBe(false);
  });

  test('0 and -0 are one', () => {
    const sketch = new HyperLogLog();
    sketch.addNumber(0);
    sketch.addNumber(-0);
    expect(sketch.estimate()).toBe(1);
  });
});
