import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../../src/dataset/dataset';
import { createRandom } from '../../../../../src/dataset/random';
import type { Marginal } from '../../../../../src/mine/applications/synthesis/comparison';
import { synthesize, TABLE_SETTINGS } from '../../../../../src/mine/applications/synthesis/synthesis';
import { kernelProducts } from '../../../../../src/mine/kernel/matrixProducts';
import { allRows, categorical, numeric } from '../../columns';
import { compiledBuilds, kernelTestEngine } from '../../kernel/builds';

const ROWS = 600;
const engine = await kernelTestEngine();
const plain = (await compiledBuilds()).get('plain');
if (!plain) throw new Error('the kernel has no plain build');
const products = kernelProducts(plain, 'kernel-plain');

/** Two kinds of rows, which tell the number's mean and sign of dependence; a tenth of the numbers is missing, in one kind. */
function table(): Column[] {
  const random = createRandom(9);
  const kind = Array.from({ length: ROWS }, () => random.integer(2));
  const x = kind.map((k) => Math.round(10 * (4 * k + random.normal())) / 10);
  const z = x.map((value, i) =>
    kind[i] === 1 && random.uniform() < 0.2 ? NaN : value + 0.5 * random.normal(),
  );
  return [categorical('kind', kind), numeric('x', x), numeric('z', z)];
}

const made = (seed: number, iterations: number) => {
  const settings = {
    ...TABLE_SETTINGS,
    generator: [32, 32],
    discriminator: [32, 32],
    critic: [32],
    iterations,
  };
  const steps = synthesize(
    { columns: table(), rows: allRows(ROWS), count: 50, seed, settings },
    products,
    engine,
  );
  let step = steps.next();
  for (; !step.done; step = steps.next());
  return step.value;
};

describe('synthetic rows', () => {
  it('depend on each other as the real ones do, cover their modes, and are hardly copies', () => {
    const { columns, dependence, coverage, marginals, nearness, trained, heldOut } = made(1, 500);
    expect([trained, heldOut]).toEqual([480, 120]);
    expect(
      columns.map((column) => (column.kind === 'numeric' ? column.values : column.codes).length),
    ).toEqual([50, 50, 50]);
    for (const pair of dependence) {
      // More than half of what is there; a generator that learned the marginals alone has none.
      expect(pair.real).toBeGreaterThan(0.4);
      expect(pair.made).toBeGreaterThan(0.5 * (pair.real ?? NaN));
    }
    expect(coverage.levels).toEqual({ real: 2, made: 2 });
    expect(coverage.made).toBeGreaterThan(0.7 * coverage.cells);
    // Rows without the second number are a kind and a number of few digits: some are equal by chance.
    expect(nearness.copies.made).toBeLessThan(8);
    const [kind, x] = marginals.map(apart);
    const missing = marginals[2]?.missing.made;
    // The number's distribution is the real one by construction, but for those of its bins that share a rank.
    expect(x).toBeLessThan(0.15);
    expect(kind).toBeLessThan(0.25);
    expect(missing).toBeGreaterThan(0.03);
    expect(missing).toBeLessThan(0.25);
  });

  it('are the same for the same seed', () => {
    const cells = ({ columns }: ReturnType<typeof made>) =>
      columns.map((column) => [...(column.kind === 'numeric' ? column.values : column.codes)]);
    expect(cells(made(2, 20))).toEqual(cells(made(2, 20)));
    expect(cells(made(2, 20))).not.toEqual(cells(made(3, 20)));
  });
});

/** Total variation. */
function apart({ real, made: others }: Marginal): number {
  return real.reduce((sum, share, i) => sum + Math.abs(share - (others[i] ?? NaN)) / 2, 0);
}
