import { describe, expect, it } from 'vitest';
import { PointwiseValues } from '../../../src/process/run/pointwiseValues';

describe('pointwise values of a run', () => {
  it('stay within their memory: those of the weakest pairs are let go', () => {
    const kept = new PointwiseValues(4_000);
    for (let pair = 0; pair < 40; pair++) kept.keep(pair, new Float32Array(100), (pair * 7) % 40);
    const present = Array.from({ length: 40 }, (_, pair) => pair).filter((pair) => kept.of(pair));
    expect(present.length).toBeGreaterThanOrEqual(10);
    expect(present.length).toBeLessThanOrEqual(12);
    const strongest = (39 * 23) % 40; // 7 * 23 = 161 = 1 modulo 40
    expect(present).toContain(strongest);
    expect(kept.of(0)).toBeNull();
  });

  it('are those of the last time', () => {
    const kept = new PointwiseValues();
    kept.keep(3, Float32Array.of(1), 0.2);
    kept.keep(3, Float32Array.of(2), 0.2);
    expect(kept.of(3)).toEqual(Float32Array.of(2));
  });
});
