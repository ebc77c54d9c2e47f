import { describe, expect, it } from 'vitest';
import {
  announcement,
  cellName,
  datasetFacts,
  runSentence,
  sourceChangeSentence,
  savedSentence,
} from '../../../webview/words';
import { pair, snapshot } from './pairs';

describe('where a run stands', () => {
  const pairs = [
    pair('a', 'b'),
    pair('a', 'c', { status: 'cancelled' }),
    pair('b', 'c', { status: 'cancelled', mi: null }),
  ];
  const training = { phase: 'training', done: 12, total: 28, share: 0.4, secondsLeft: 18 } as const;
  const finished = { phase: 'finished', cancelled: false, failedPairs: 0, seconds: 31 } as const;

  it.each([
    [{ phase: 'starting' } as const, 'Starting…'],
    [training, 'Training: 12 of 28 pairs done — 40 %, about 20 s left'],
    [{ ...training, secondsLeft: null }, 'Training: 12 of 28 pairs done — 40 %'],
    [{ ...training, halted: 'No worker is joined.' }, 'No worker is joined.'],
    [
      { phase: 'paused', done: 12, total: 28, share: 0.4, atRest: true } as const,
      'Paused: 12 of 28 pairs done — 40 %',
    ],
    [
      { phase: 'paused', done: 12, total: 28, share: 0.4, atRest: false } as const,
      'Pausing: what was begun goes on to its next checkpoint…',
    ],
    [{ phase: 'cancelling' } as const, 'Cancelling…'],
    [finished, 'Finished: 3 pairs in 31 s'],
    [{ ...finished, failedPairs: 1 }, 'Finished: 2 of 3 pairs in 31 s; 1 failed'],
    [
      { ...finished, cancelled: true },
      'Cancelled: 1 of 3 pairs finished and kept; 1 unfinished estimate shown as they stood',
    ],
    [{ phase: 'failed', message: 'It broke.' } as const, 'It broke.'],
  ])('%j', (run, sentence) => {
    expect(runSentence(run, pairs)).toBe(sentence);
  });

  it('is announced in words that stay the same while it trains', () => {
    const later = { ...training, done: 13, share: 0.5 };
    expect(announcement(training, pairs, 'starting')).toBe(announcement(later, pairs, 'starting'));
    for (const before of ['pausing', 'paused', 'halted'])
      expect(announcement(training, pairs, before)).toBe('The training goes on');
  });
});

it('says what became of the data since the run read them', () => {
  expect(sourceChangeSentence('edited', 'a.csv')).toMatch(/^a\.csv has been edited since .*not saved\.$/);
  expect(sourceChangeSentence('changed', 'a.csv')).toMatch(/^a\.csv has changed since/);
  expect(sourceChangeSentence('deleted', 'a.csv')).toMatch(/^a\.csv is no longer where/);
});

describe('the data and settings', () => {
  it('say how many rows were used', () => {
    expect(datasetFacts(snapshot())[0]).toBe('344 rows, all used');
    expect(datasetFacts(snapshot({ rows: 1_000_000, rowsUsed: 10_000 }))[0]).toBe(
      '10,000 of 1,000,000 rows used',
    );
  });

  it('mention rows that could not be read', () => {
    expect(datasetFacts(snapshot({ badRows: 2 }))).toContain('2 unreadable rows left out');
    expect(datasetFacts(snapshot()).join()).not.toContain('unreadable');
  });

  it('leave out what is not known before the run has started', () => {
    const facts = datasetFacts(snapshot({ run: { phase: 'starting' }, engine: null }));
    expect(facts).toEqual(['MINE', 'standard preset', 'seed 1']);
  });
});

describe('a cell’s name', () => {
  const names = { x: 'bill_length', z: 'flipper_length' };
  it.each([
    [{}, 'bill_length with flipper_length: 0.52 nats'],
    [{ status: 'training' } as const, 'bill_length with flipper_length: 0.52 nats, training'],
    [{ status: 'waiting', mi: null } as const, 'bill_length with flipper_length: waiting'],
    [
      { status: 'failed', mi: null, error: 'One side has a single value.' } as const,
      'bill_length with flipper_length: failed, One side has a single value.',
    ],
  ])('with %j', (facts, name) => {
    expect(cellName(pair('a', 'b', facts), names, 'nats')).toBe(name);
  });

  it('is in the chosen units', () => {
    expect(cellName(pair('a', 'b'), names, 'bits')).toBe('bill_length with flipper_length: 0.75 bits');
  });
});

describe('a saved report', () => {
  it('says which file it is, and when it was estimated', () => {
    const saved = { file: 'penguins.mine.json', startedAt: '2026-01-02T03:04:05.000Z' };
    expect(savedSentence(saved, [pair('a', 'b')])).toMatch(
      /^Saved report penguins\.mine\.json: 1 pair, estimated .*2026/,
    );
  });

  it('with a time that is none says it as it stands', () => {
    expect(savedSentence({ file: 'x', startedAt: 'long ago' }, [])).toMatch(/estimated long ago$/);
  });
});
