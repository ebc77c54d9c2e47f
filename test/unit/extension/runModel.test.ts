import { describe, expect, it } from 'vitest';
import { RunModel } from '../../../src/extension/runModel';
import { waitingPair } from '../../../src/process/pairState';
import type { Plan, Profile } from '../../../src/process/protocol';

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
  rowsUsed: 100,
  engine: { name: 'kernel', threads: 1 },
  pairs: [waitingPair({ x: ['a'], z: ['b'] }), waitingPair({ x: ['b'], z: ['c'] })],
} as const;
const half = { type: 'progress', share: 0.5, secondsLeft: 3, updates: [{ index: 0, pair }] } as const;

function begun(): RunModel {
  const model = new RunModel(profile, plan);
  model.started({ ...started, pairs: [...started.pairs] });
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
    model.started({ ...started, pairs: [...started.pairs] });
    expect(model.run).toEqual({ phase: 'paused', done: 0, total: 2, share: 0, atRest: true });
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
