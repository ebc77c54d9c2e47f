import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/dataset/random';
import {
  BOTTLENECKS,
  trainBottleneck,
  type BottleneckData,
  type BottleneckKind,
  type BottleneckProgress,
  type BottleneckSettings,
} from '../../../../src/mine/applications/bottleneck';
import { columnsKept } from '../../../../src/mine/applications/columnsKept';
import { plainProducts } from '../networks/plainProducts';

const settings: Omit<BottleneckSettings, 'kind'> = {
  encoder: [12],
  latent: 2,
  critic: [12],
  beta: 0.01,
  batch: 40,
  epochs: 12,
  learningRate: 5e-3,
};

/** Three columns, of which the first alone tells the target. */
function rows(count: number, seed: number, kind: 'classes' | 'numbers'): BottleneckData {
  const random = createRandom(seed);
  const values = Float32Array.from({ length: 3 * count }, () => random.normal());
  const first = (i: number) => values[3 * i] ?? NaN;
  return {
    x: { values, width: 3 },
    target:
      kind === 'classes'
        ? { kind, codes: Int32Array.from({ length: count }, (_, i) => (first(i) > 0 ? 1 : 0)), count: 2 }
        : {
            kind,
            values: Float32Array.from({ length: count }, (_, i) => 0.8 * first(i) + 0.6 * random.normal()),
          },
  };
}

function run(kind: BottleneckKind, target: 'classes' | 'numbers', changes: Partial<BottleneckSettings> = {}) {
  const heldOut = rows(400, 2, target);
  const steps = trainBottleneck(
    rows(800, 1, target),
    heldOut,
    { ...settings, kind, ...changes },
    plainProducts,
    createRandom(1),
  );
  const path: BottleneckProgress[] = [];
  let step = steps.next();
  for (; !step.done; step = steps.next()) if (step.value) path.push(step.value);
  return { model: step.value, path, heldOut };
}

describe.each(BOTTLENECKS)('the bottleneck "%s"', (kind) => {
  it('keeps what tells a class, and which column does', () => {
    const { model, path, heldOut } = run(kind, 'classes');
    expect(path).toHaveLength(settings.epochs);
    const last = path.at(-1);
    // Chance is 0.5; a border between two classes is learned from 800 rows to a few percent.
    expect(last?.error).toBeLessThan(0.1);
    expect(last?.informationY).toBeGreaterThan(0.35);
    expect(last?.informationY).toBeLessThan(Math.LN2);
    expect(last?.informationX === null).toBe(kind === 'none' || kind === 'dropout');
    const [first = NaN, second = NaN, third = NaN] = columnsKept(model, heldOut, createRandom(3));
    expect(first).toBeGreaterThan(0.5);
    // Shuffling a column that tells nothing costs nothing but what was overfitted to it.
    expect(Math.abs(second)).toBeLessThan(0.15);
    expect(Math.abs(third)).toBeLessThan(0.15);
  });
});

describe('a bottleneck for numbers', () => {
  it('tells as much as a normal pair of correlation 0.8 does, 0.51 nats', () => {
    const last = run('gaussian', 'numbers').path.at(-1);
    // 400 held-out rows: standard error 0.035; short training and the bottleneck take a little.
    expect(last?.informationY).toBeGreaterThan(0.35);
    expect(last?.informationY).toBeLessThan(0.63);
    expect(last?.error).toBeGreaterThan(0.54);
  });
});

describe('the weight of I(X;T)', () => {
  it.each(['variational', 'gaussian'] as const)('closes the bottleneck where it is large: %s', (kind) => {
    const open = run(kind, 'classes', { beta: 1e-4 }).path.at(-1);
    const closed = run(kind, 'classes', { beta: 3 }).path.at(-1);
    // With beta above 1 the information costs more than the target pays for it.
    expect(closed?.informationX).toBeLessThan(0.25);
    expect(closed?.informationX).toBeLessThan((open?.informationX ?? NaN) / 2);
    expect(closed?.informationY).toBeLessThan(open?.informationY ?? NaN);
  });
});
