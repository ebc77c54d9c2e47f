import { describe, expect, it } from 'vitest';
import { emptyState, hasEnded, reduce, withSelected, withUnits } from '../../../webview/state';
import { pair, snapshot } from './pairs';

const shown = reduce(emptyState, { type: 'snapshot', snapshot: snapshot() }).state;

describe('a snapshot', () => {
  it('replaces everything', () => {
    const { state, change } = reduce(emptyState, { type: 'snapshot', snapshot: snapshot() });
    expect(state.snapshot).toEqual(snapshot());
    expect(change).toEqual({ kind: 'everything' });
  });

  it('keeps the selection when the same pair is in the same place', () => {
    const next = reduce(withSelected(shown, 2), { type: 'snapshot', snapshot: snapshot() });
    expect(next.state.selected).toBe(2);
  });

  it('keeps it when the pair stands elsewhere, not what has taken its place', () => {
    const other = snapshot({ pairs: [pair('b', 'c'), pair('a', 'b'), pair('a', 'c')] });
    expect(reduce(withSelected(shown, 2), { type: 'snapshot', snapshot: other }).state.selected).toBe(0);
  });

  it('drops the selection of a pair that is no more', () => {
    const fewer = snapshot({ pairs: [pair('a', 'b')] });
    expect(reduce(withSelected(shown, 2), { type: 'snapshot', snapshot: fewer }).state.selected).toBeNull();
  });
});

describe('updates of pairs', () => {
  const update = { type: 'pairs', updates: [{ index: 1, pair: pair('a', 'c', { mi: 0.9 }) }] } as const;

  it('change those pairs and no others', () => {
    const { state, change } = reduce(shown, { ...update, updates: [...update.updates] });
    expect(state.snapshot?.pairs.map(({ mi }) => mi)).toEqual([0.52, 0.9, 0.52]);
    expect(state.snapshot?.pairs[0]).toBe(shown.snapshot?.pairs[0]);
    expect(change).toEqual({ kind: 'pairs', indexes: [1] });
  });

  it('leave the state before untouched', () => {
    reduce(shown, { ...update, updates: [...update.updates] });
    expect(shown.snapshot?.pairs[1]?.mi).toBe(0.52);
  });

  it('of a pair the run does not have are refused, in words', () => {
    const astray = { type: 'pairs' as const, updates: [{ index: 7, pair: pair('x', 'y') }] };
    expect(() => reduce(shown, astray)).toThrow('Pair 7 was updated, but the run has 3 pairs.');
  });

  it('before any snapshot are refused', () => {
    expect(() => reduce(emptyState, { type: 'pairs', updates: [] })).toThrow(RangeError);
  });
});

describe('data that are no longer what the run read', () => {
  it('are marked so until they are the same again', () => {
    const changed = reduce(shown, { type: 'sourceChange', change: 'edited' });
    expect(changed.state.snapshot?.sourceChange).toBe('edited');
    expect(changed.change).toEqual({ kind: 'run' });
    const back = reduce(changed.state, { type: 'sourceChange', change: null });
    expect(back.state.snapshot?.sourceChange).toBeUndefined();
  });

  it('are new data for a new run', () => {
    const { state } = reduce(shown, { type: 'sourceChange', change: 'changed' });
    const next = reduce(state, { type: 'snapshot', snapshot: snapshot() });
    expect(next.state.snapshot?.sourceChange).toBeUndefined();
  });
});

describe('the end of a run', () => {
  it('leaves no pair at work', () => {
    const running = snapshot({
      pairs: [
        pair('a', 'b'),
        pair('a', 'c', { status: 'training' }),
        pair('b', 'c', { status: 'waiting', mi: null }),
      ],
    });
    const before = reduce(emptyState, { type: 'snapshot', snapshot: running }).state;
    const after = reduce(before, { type: 'run', run: { phase: 'failed', message: 'It broke.' } });
    expect(after.change).toEqual({ kind: 'run' });
    expect(after.state.snapshot?.pairs.map(({ status }) => status)).toEqual([
      'converged',
      'cancelled',
      'cancelled',
    ]);
  });

  it.each([
    [{ phase: 'starting' } as const, false],
    [{ phase: 'cancelling' } as const, false],
    [{ phase: 'failed', message: '' } as const, true],
  ])('is known: %j', (run, ended) => {
    expect(hasEnded(run)).toBe(ended);
  });
});

it('units change the snapshot’s units', () => {
  expect(withUnits(shown, 'bits').snapshot?.units).toBe('bits');
  expect(withUnits(emptyState, 'bits')).toBe(emptyState);
});
