import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { predict, workOf, type Work } from '../../../src/process/pace';
import { allPairs, singleColumns } from '../../../src/process/run/plan';
import type { Pace, Plan } from '../../../src/process/protocol';

const pace: Pace = { microsecondsPerStep: 200, cores: 4 };
const seconds = (work: Work, on = pace) => predict(on, work).seconds;

const works: fc.Arbitrary<Work> = fc.record({
  columnPairs: fc.integer({ min: 2, max: 5_000 }),
  groupPairs: fc.integer({ min: 0, max: 50 }),
  rows: fc.integer({ min: 30, max: 1_000_000 }),
  preset: fc.constantFrom('quick', 'standard', 'thorough', 'paper'),
  estimator: fc.constantFrom('mine', 'mine-f'),
  engine: fc.constantFrom('auto', 'wasm'),
  threads: fc.constantFrom(1, 2),
});

/** The changed work takes longer, whatever the work. */
function takesLonger(change: (work: Work) => Partial<Work>): void {
  const property = fc.property(works, (work) => seconds({ ...work, ...change(work) }) > seconds(work));
  fc.assert(property, { seed: 1, numRuns: 500 });
}

describe('the predicted time', () => {
  it('grows with the pairs', () => {
    takesLonger(({ columnPairs }) => ({ columnPairs: columnPairs + 1 }));
    takesLonger(({ groupPairs }) => ({ groupPairs: groupPairs + 1 }));
  });

  it('grows with the rows', () => {
    takesLonger(({ rows }) => ({ rows: rows + 1 }));
    takesLonger(({ rows }) => ({ rows: 2 * rows }));
  });

  it('grows from quick to standard to thorough', () => {
    const times = (work: Work) =>
      (['quick', 'standard', 'thorough'] as const).map((preset) => seconds({ ...work, preset }));
    const ordered = fc.property(works, (work) => {
      const [quick = NaN, standard = NaN, thorough = NaN] = times({ ...work, groupPairs: 0 });
      return quick < standard && standard < thorough;
    });
    fc.assert(ordered, { seed: 1, numRuns: 500 });
  });

  it('falls as threads come, of which tfjs-node can have only one', () => {
    expect(seconds({ ...example, threads: 2 })).toBeLessThan(seconds({ ...example, threads: 1 }));
    expect(predict(pace, { ...example, threads: 8, engine: 'tensorflow' }).threads).toBe(1);
  });

  it('is that of a machine half as fast, twice', () => {
    const slow = { ...pace, microsecondsPerStep: 2 * pace.microsecondsPerStep };
    const starting = 2 * seconds(example) - seconds(example, slow);
    expect(starting).toBeGreaterThan(0);
    expect(starting).toBeLessThan(0.5);
  });

  it('leaves a core to the editor where no number of threads is asked for', () => {
    expect(predict(pace, { ...example, threads: 0 }).threads).toBe(3);
    expect(predict({ ...pace, cores: 1 }, { ...example, threads: 0 }).threads).toBe(1);
  });

  it('is nearly that of the strongest pairs alone, where only those are trained', () => {
    const many = { ...example, columnPairs: 4_950 };
    expect(seconds({ ...many, strongest: 200 })).toBeGreaterThan(seconds({ ...many, columnPairs: 200 }));
    expect(seconds({ ...many, strongest: 200 })).toBeLessThan(seconds(many) / 10);
    expect(seconds({ ...many, strongest: 0 })).toBe(seconds(many));
    expect(seconds({ ...many, strongest: 10_000 })).toBe(seconds(many));
  });
});

const example: Work = {
  columnPairs: 45,
  groupPairs: 0,
  rows: 10_000,
  preset: 'standard',
  estimator: 'mine',
  engine: 'auto',
  threads: 1,
};

describe('the work of a plan', () => {
  const variables = [...singleColumns(['a', 'b', 'c']), { name: 'size', columns: ['width', 'height'] }];
  const plan: Plan = {
    variables,
    pairs: allPairs(variables.length),
    estimator: 'mine',
    preset: 'quick',
    seed: 1,
    threads: 2,
    engine: 'auto',
    maxRows: 20_000,
  };

  it('counts pairs with a group apart', () => {
    expect(workOf(plan, 500)).toMatchObject({ columnPairs: 3, groupPairs: 3, preset: 'quick', threads: 2 });
  });

  it('counts the rows that are used', () => {
    expect(workOf(plan, 500).rows).toBe(500);
    expect(workOf(plan, 1_000_000).rows).toBe(20_000);
    expect(workOf({ ...plan, maxRows: 0 }, 1_000_000).rows).toBe(1_000_000);
  });
});
