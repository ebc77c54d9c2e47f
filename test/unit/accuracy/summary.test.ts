import { describe, expect, it } from 'vitest';
import { accuracyTables, nullTable } from '../../../bench/accuracy/markdown';
import type { Result } from '../../../bench/accuracy/messages';
import { readOptions } from '../../../bench/accuracy/options';
import { rejectionRate, summarize } from '../../../bench/accuracy/summary';

const result = (task: string, value: number, rest: Partial<Result> = {}): Result => ({
  task,
  n: 500,
  seed: 1,
  method: 'quick',
  seconds: 1,
  value,
  ...rest,
});

const truths = new Map([
  ['a', 1],
  ['none', 0],
]);

describe('the summary of a method', () => {
  const summary = summarize(
    [
      result('a', 1.1, { interval: [0.9, 1.2], seconds: 3 }),
      result('a', 0.7, { interval: [0.5, 0.8], seconds: 2 }),
      result('none', 0.04, { interval: [0.01, 0.1] }),
    ],
    truths,
    ['a'],
  );

  it('means errors over the seeds of a task first, then over the tasks', () => {
    // Task a: |+.1|, |-.3|; the independent one: .04.
    expect(summary.mae).toBeCloseTo((0.2 + 0.04) / 2, 12);
    expect(summary.bias).toBeCloseTo((-0.1 + 0.04) / 2, 12);
    expect(summary.std).toBeCloseTo(0.2 / 2, 12);
    expect(summary.worst.task).toBe('a');
    expect(summary.independent).toBeCloseTo(0.04, 12);
    expect(summary.oneColumn).toBeCloseTo(0.2, 12);
    expect(summary.seconds).toBe(2);
  });

  it('counts the coverage over dependent tasks and valid lower bounds over all', () => {
    expect(summary.coverage).toBe(1 / 2);
    expect(summary.validLowerBounds).toBeCloseTo(2 / 3, 12);
  });
});

describe('the tables', () => {
  const facts = {
    date: '',
    engine: '',
    machine: '',
    seeds: 1,
    truths,
    oneColumnTasks: [],
    methods: ['quick', 'scikit-learn'],
  };
  const failure = { task: 'a', n: 500, seed: 2, method: 'quick', why: 'diverged' };

  it('say which method is not present and how many runs gave no number', () => {
    const text = accuracyTables({ results: [result('a', 1.1)], failures: [failure] }, facts);
    expect(text).toContain('| scikit-learn | not present |');
    expect(text).toContain('1; 1 runs without a number');
    expect(text).toContain('| a | 1.000 | +0.100 ±0.000 |');
  });

  it('count rejections of independent data, a missing p-value as none', () => {
    const runs = [
      result('none', 0, { pValue: 0.01 }),
      result('none', 0, { pValue: 0.07 }),
      result('none', 0),
    ];
    expect(rejectionRate(runs, 0.05)).toBeCloseTo(1 / 3, 12);
    expect(nullTable(runs)).toContain('| quick | none | 3 | 0.333 (±0.126) | 0.667 (±0.173) |');
  });
});

describe('the options of the bench', () => {
  it('write the document only for a complete run', () => {
    expect([readOptions([]).complete, readOptions(['--nulls']).complete]).toEqual([true, true]);
    expect(readOptions(['--quick']).complete).toBe(false);
  });

  it('know the 24 one-column tasks by one name', () => {
    expect(readOptions(['--tasks', 'one-column', '--n', '500,2000'])).toMatchObject({ sizes: [500, 2000] });
    expect(readOptions(['--tasks', 'one-column']).tasks).toHaveLength(24);
  });

  it.each([[['--tasks', 'nonsense']], [['--methods', 'nonsense']], [['--n', 'many']], [['--nonsense']]])(
    'refuse %s in words',
    (args) => {
      expect(() => readOptions(args)).toThrow(/nonsense|many/);
    },
  );
});
