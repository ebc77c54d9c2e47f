import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import { trainSideBySide } from '../../../../src/mine/applications/sideBySide';
import { trainingSettings } from '../../../../src/mine/settings';
import { kernelTestEngine } from '../kernel/builds';
import { correlatedPair } from '../kernel/task';

describe('MINE and MINE-f side by side', () => {
  it('reads both bounds off the same outputs: Donsker-Varadhan is never the looser one', async () => {
    const rows = 1_500;
    const shape = { rows, xWidth: 1, xDims: 1, zWidth: 1, zDims: 1 };
    // Scores of weight sqrt(0.8) on a common part: correlation 0.8.
    const pair = correlatedPair(shape, 0.8, createRandom(4));
    const all = Uint32Array.from({ length: rows }, (_, i) => i);
    const settings = trainingSettings('standard', 'mine', { rows, grouped: false });
    const [train, heldOut] = [all.subarray(0, 1_000), all.subarray(1_000)];
    const steps = trainSideBySide(pair, train, heldOut, await kernelTestEngine(), settings, createRandom(1));
    let step = steps.next();
    let count = 0;
    for (; !step.done; step = steps.next()) {
      count++;
      for (const bounds of Object.values(step.value.critics))
        // Equal at a critic whose E_Q[e^(T-1)] is 1; float32 outputs are rounded at 1e-7.
        expect(bounds['mine-f']).toBeLessThanOrEqual(bounds.mine + 1e-6);
    }
    expect(step.value).toHaveLength(count);
    const first = step.value[0]?.critics;
    expect(first?.mine.mine).toBeCloseTo(0, 6);
    // T = 0 gives the f-divergence -1/e; the critic of MINE-f starts at its offset 1, where both are 0.
    expect(first?.mine['mine-f']).toBeCloseTo(-1 / Math.E, 5);
    expect(first?.['mine-f']['mine-f']).toBeCloseTo(0, 6);
    // 0.51 nats; 500 held-out rows: standard error about 0.04.
    const truth = -0.5 * Math.log(1 - 0.64);
    const last = step.value.at(-1)?.critics;
    expect(Math.abs((last?.mine.mine ?? NaN) - truth)).toBeLessThan(0.15);
    expect(Math.abs((last?.['mine-f']['mine-f'] ?? NaN) - truth)).toBeLessThan(0.15);
    // The critic of Donsker-Varadhan may lie anywhere up to a constant; that of MINE-f is held at 1.
    expect(last?.['mine-f'].mine).toBeCloseTo(last?.['mine-f']['mine-f'] ?? NaN, 1);
  });
});
