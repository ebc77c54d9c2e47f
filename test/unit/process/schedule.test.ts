import { describe, expect, it } from 'vitest';
import type { PairStepResult } from '../../../src/mine/pairSteps';
import { trainingSettings } from '../../../src/mine/settings';
import { allPairs, singleColumns } from '../../../src/process/run/plan';
import type { Plan } from '../../../src/process/protocol';
import { RunPair } from '../../../src/process/run/runPair';
import { Schedule } from '../../../src/process/run/schedule';
import type { Task } from '../../../src/process/threads/threadProtocol';

const plan: Plan = {
  variables: ['a', 'b', 'c', 'd'].map((name) => ({ name, columns: [name] })),
  pairs: [
    [0, 1],
    [0, 2],
    [1, 2],
    [2, 3],
  ],
  estimator: 'mine',
  preset: 'standard',
  seed: 1,
  threads: 1,
  engine: 'auto',
  maxRows: 0,
};
const settings = trainingSettings('standard', 'mine', { rows: 500, grouped: false });
const memory = { folds: settings.folds, members: settings.ensemble, stateLength: 3 };
const measured = { heldOut: 0.1, train: 0.1, standardError: 0.01, admissible: true };
const fold = { heldOut: 0.2, train: 0.2, outputs: 1000, effective: 900, rows: 100, squares: 1 };

/** A run whose results are made up: pair i has a Gaussian answer of i nats, and the pairs of `settled` need no training. */
function run(settled: readonly number[] = [], chosen: Plan = plan) {
  const pairs = chosen.pairs.map((_, index) => new RunPair(chosen, index));
  const schedule = new Schedule(pairs, chosen.variables.length);
  const done: string[] = [];

  const result = (pair: number, task: Extract<Task, { kind: 'step' }>): PairStepResult => {
    const { step } = task;
    const ending = {
      kind: 'chosen',
      candidate: { ...measured, stop: 0, instantShare: 1 },
      pValue: 0.5,
    } as const;
    switch (step.kind) {
      case 'first':
        return {
          kind: 'first',
          instant: { ...measured, stop: 0, instantShare: 1 },
          start: null,
          memory: null,
        };
      case 'settle':
        return settled.includes(pair)
          ? { kind: 'settle', start: measured, ending, memory: null }
          : { kind: 'settle', start: measured, ending: null, memory };
      case 'train':
        return { kind: 'train', fold: step.fold, measured: fold, statistic: null };
      case 'finish':
        return { kind: 'finish', ending };
    }
  };

  const perform = (task: Task): void => {
    switch (task.kind) {
      case 'encode':
        done.push(`encode ${task.variable}`);
        schedule.variableEncoded();
        break;
      case 'outline':
        done.push(`outline ${task.pair}`);
        pairs[task.pair]?.outline({
          n: 500,
          settings,
          limits: { ceiling: 5, rows: 1000, blockLength: 1 },
          references: { gaussian: task.pair },
        });
        schedule.pairOutlined();
        break;
      case 'step':
        done.push(`${task.step.kind} ${task.pair}`);
        pairs[task.pair]?.receive(result(task.pair, task), null);
        schedule.stepDone(task.pair);
        break;
    }
  };
  /** Performs tasks until there is none, or so many. */
  const work = (most = Infinity) => {
    for (let i = 0; i < most; i++) {
      const task = schedule.next();
      if (!task) return done;
      perform(task);
    }
    return done;
  };
  return { pairs, schedule, done, work, perform };
}

describe('the schedule', () => {
  it('gives every pair its Gaussian answer before any has a critic, then the instant critic’s from the strongest on', () => {
    const { work } = run([0, 1, 2, 3]);
    expect(work()).toEqual([
      ...['encode 0', 'encode 1', 'encode 2', 'encode 3'],
      ...['outline 0', 'outline 1', 'outline 2', 'outline 3'],
      ...['first 3', 'first 2', 'first 1', 'first 0'],
      ...['settle 3', 'settle 2', 'settle 1', 'settle 0'],
    ]);
  });

  it('waits for all variables, and for all Gaussian answers, before it goes on', () => {
    const { schedule, perform } = run();
    const encodes = [1, 2, 3, 4].map(() => schedule.next()).filter((task) => task !== null);
    expect(schedule.next()).toBeNull();
    encodes.forEach(perform);
    const outlines = [1, 2, 3, 4].map(() => schedule.next()).filter((task) => task !== null);
    expect(outlines.every((task) => task.kind === 'outline')).toBe(true);
    expect(schedule.next()).toBeNull();
    outlines.forEach(perform);
    expect(schedule.next()).toMatchObject({ kind: 'step', step: { kind: 'first' } });
  });

  it('trains only what is not settled, all of it by and by, to the end', () => {
    const { work, pairs, done } = run([3, 1]);
    work();
    expect(pairs.every((pair) => pair.finished)).toBe(true);
    const trained = done.filter((task) => task.startsWith('train'));
    expect(new Set(trained)).toEqual(new Set(['train 0', 'train 2']));
    // The one is never more than a checkpoint ahead of the other.
    let ahead = 0;
    for (const task of trained) {
      ahead += task === 'train 0' ? 1 : -1;
      expect(Math.abs(ahead)).toBeLessThanOrEqual(settings.folds);
    }
  });

  it('hands out all folds of a pair at once, and none of its next checkpoint before they are back', () => {
    const { schedule, work, perform } = run([1, 2, 3]);
    work(4 + 4 + 4 + 4);
    const folds = [1, 2, 3, 4, 5].map(() => schedule.next()).filter((task) => task !== null);
    expect(
      folds.map((task) => (task.kind === 'step' && task.step.kind === 'train' ? task.step.fold : null)),
    ).toEqual([0, 1, 2, 3, 4]);
    expect(schedule.next()).toBeNull();
    folds.slice(1).forEach(perform);
    expect(schedule.next()).toBeNull();
    folds.slice(0, 1).forEach(perform);
    expect(schedule.next()).toMatchObject({ step: { kind: 'train', from: settings.checkpointEvery } });
  });

  it('puts the pair that a person looks at before all others', () => {
    const { schedule, work, done } = run();
    work(8);
    schedule.select(1);
    work();
    expect(done.slice(8, 11)).toEqual(['first 1', 'settle 1', 'train 1']);
    expect(done.lastIndexOf('finish 1')).toBeLessThan(done.indexOf('first 3'));
  });

  it('puts the preferred pairs next, all of them by and by', () => {
    const { schedule, work, done } = run();
    work(8);
    schedule.prefer([0, 2]);
    schedule.select(1);
    work();
    const order = [1, 0, 2, 3].map((pair) => done.lastIndexOf(`finish ${pair}`));
    expect(Math.max(...order.slice(0, 3))).toBeLessThan(done.indexOf('first 3'));
    expect(order[0]).toBeLessThan(Math.min(done.indexOf('train 0'), done.indexOf('train 2')));
    expect(done.indexOf('train 2')).toBeLessThan(done.lastIndexOf('train 0'));
  });

  it('begins a pair again, and gives out a lost task once more', () => {
    const { schedule, work, pairs, done } = run([0, 1, 2, 3]);
    work(12);
    const lost = schedule.next();
    expect(lost).toMatchObject({ pair: 3, step: { kind: 'settle' } });
    pairs[3]?.loseThread('gone');
    schedule.restart(3);
    work();
    expect(done.slice(12)).toEqual(['settle 2', 'settle 1', 'settle 0', 'first 3', 'settle 3']);
    schedule.repeat({ kind: 'encode', variable: 2 });
    expect(schedule.next()).toEqual({ kind: 'encode', variable: 2 });
  });
});

/** What pieces of work take, milliseconds of a core: the means of movies.json. */
const COSTS = { encode: 1.4, outline: 6.4, first: 10.6, settle: 47.5, train: 17.7, finish: 49 };

/** How many times as fast as one thread so many are, on a clock that is only thought: of 78 pairs every fourth is trained. */
function speedUp(threads: number): number {
  const chosen = {
    ...plan,
    variables: singleColumns(Array.from({ length: 13 }, (_, place) => `c${place}`)),
    pairs: allPairs(13),
  };
  const settled = [...chosen.pairs.keys()].filter((pair) => pair % 4 > 0);
  const { schedule, perform } = run(settled, chosen);
  const given: Task[] = [];
  const atWork: { readonly task: Task; readonly until: number }[] = [];
  let [now, spent] = [0, 0];
  for (;;) {
    // As many are given out ahead as threads.ts does.
    for (let more = true; more && given.length + atWork.length < 3 * threads;) {
      const task = schedule.next();
      if (task) given.push(task);
      more = task !== null;
    }
    for (const task of given.splice(0, threads - atWork.length)) {
      const cost = COSTS[task.kind === 'step' ? task.step.kind : task.kind];
      spent += cost;
      atWork.push({ task, until: now + cost });
    }
    atWork.sort((one, other) => one.until - other.until);
    const ended = atWork.shift();
    if (!ended) return spent / now;
    now = ended.until;
    perform(ended.task);
  }
}

describe('threads that share a run', () => {
  it.each([2, 8])('are never long without work: %i are as fast as there are of them', (threads) => {
    expect(speedUp(threads)).toBeGreaterThan(0.95 * threads);
    expect(speedUp(threads)).toBeLessThanOrEqual(threads);
  });
});
