import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { RunModel } from '../../../src/extension/run/runModel';
import { waitingPair } from '../../../src/process/run/pairState';
import type { Plan, Profile } from '../../../src/process/protocol';
import { report } from '../../../src/report/report';

const profile: Profile = {
  source: 'a.csv',
  format: 'csv',
  sha256: '',
  rows: 100,
  rowsInFile: 100,
  reading: {
    compressed: null,
    encoding: null,
    delimiter: ',',
    decimalComma: null,
    header: true,
    comment: null,
    missing: [],
  },
  badRows: { count: 0, examples: [] },
  columns: [],
};
const plan: Plan = {
  variables: ['a', 'b', 'c'].map((name) => ({ name, columns: [name] })),
  pairs: [
    [0, 1],
    [1, 2],
  ],
  estimator: 'mine',
  preset: 'standard',
  seed: 1,
  threads: 1,
  engine: 'auto',
  maxRows: 0,
};
const pair = { ...waitingPair({ x: ['a'], z: ['b'] }), mi: 0.5, status: 'converged' as const };
const started = {
  type: 'started',
  head: {
    schema: 'mine-report/1',
    dataset: { source: 'a.csv', sha256: '', format: 'csv', rows: 100, rowsUsed: 100, badRows: 0 },
    settings: { estimator: 'mine', preset: 'standard', seed: 1, maxRows: 0, training: {}, groupTraining: {} },
    engine: { name: 'kernel', version: '1', threads: 1 },
    columns: [],
    startedAt: '2026-01-01T00:00:00.000Z',
  },
  pairs: [waitingPair({ x: ['a'], z: ['b'] }), waitingPair({ x: ['b'], z: ['c'] })],
} as const;
const half = {
  type: 'progress',
  share: 0.5,
  seconds: 7,
  secondsLeft: 3,
  updates: [{ index: 0, pair }],
} as const;

function begun(): RunModel {
  const model = new RunModel(profile, plan);
  model.started({ ...started, head: { ...started.head, columns: [] }, pairs: [...started.pairs] });
  return model;
}

describe('what is known of a run', () => {
  it('is paused with all that it has, and takes in what still comes', () => {
    const model = begun();
    model.paused({ type: 'paused', atRest: false });
    model.progress({ ...half, updates: [...half.updates] });
    expect(model.run).toEqual({ phase: 'paused', done: 1, total: 2, share: 0.5, atRest: false });
    model.paused({ type: 'paused', atRest: true });
    expect(model.run).toEqual({ phase: 'paused', done: 1, total: 2, share: 0.5, atRest: true });
    expect(model.running).toBe(true);
    model.resumed();
    expect(model.run).toEqual({ phase: 'training', done: 1, total: 2, share: 0.5, secondsLeft: null });
  });

  it('says why nothing is computed, until something is again', () => {
    const model = begun();
    model.waiting({ type: 'waiting', reason: 'No worker is joined.' });
    expect(model.run).toMatchObject({ phase: 'training', halted: 'No worker is joined.' });
    model.progress({ ...half, updates: [...half.updates] });
    expect(model.run).toEqual({ phase: 'training', done: 1, total: 2, share: 0.5, secondsLeft: 3 });
  });

  it('can be paused before it has begun', () => {
    const model = new RunModel(profile, plan);
    model.paused({ type: 'paused', atRest: true });
    model.started({ ...started, head: { ...started.head, columns: [] }, pairs: [...started.pairs] });
    expect(model.run).toEqual({ phase: 'paused', done: 0, total: 2, share: 0, atRest: true });
  });

  it('is a report of what was finished where the run broke, as if it had been cancelled then', () => {
    const model = begun();
    const found = { ...pair, pValue: 0.01 };
    model.progress({ ...half, updates: [{ index: 0, pair: found }] });
    model.failed('It broke.');
    expect(v.parse(report, model.report)).toEqual({
      ...started.head,
      // Over the one pair that was finished.
      pairs: [
        { ...found, qValue: 0.01 },
        { ...started.pairs[1], status: 'cancelled' },
      ],
      seconds: 7,
    });
    expect(model.pair(0)?.qValue).toBe(0.01);
    // It is its pairs that are kept, from which another run goes on.
    expect(model.unfinished).toBe(true);
    expect(model.finishedPairs).toEqual([{ index: 0, pair: found }]);
  });

  it('is no report where the run broke before a pair was finished', () => {
    const model = begun();
    model.failed('It broke.');
    expect(model.report).toBeNull();
    expect(model.unfinished).toBe(true);
  });

  it('is the same report where its window was closed', () => {
    const model = begun();
    model.progress({ ...half, updates: [...half.updates] });
    const after = new RunModel(profile, plan);
    after.restoreInterrupted(model.finishedPairs, model.begun, 'The window was closed.');
    model.failed('The window was closed.');
    expect(after.report).toEqual(model.report);
  });

  it('is not paused, nor moved, while it is cancelled or after its end', () => {
    const model = begun();
    model.run = { phase: 'cancelling' };
    model.paused({ type: 'paused', atRest: true });
    model.progress({ ...half, updates: [...half.updates] });
    expect(model.run).toEqual({ phase: 'cancelling' });
    model.failed('It broke.');
    model.paused({ type: 'paused', atRest: true });
    model.resumed();
    expect(model.run).toEqual({ phase: 'failed', message: 'It broke.' });
  });
});
