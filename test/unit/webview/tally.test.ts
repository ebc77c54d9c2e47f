import { describe, expect, it } from 'vitest';
import { strongest, Tally } from '../../../webview/tally';
import { pair } from './pairs';

const pairs = [
  pair('a', 'b', { mi: 0.1 }),
  pair('a', 'c', { mi: null, status: 'waiting' }),
  pair('b', 'c', { mi: 0.9 }),
  pair('b', 'd', { mi: 0.1 }),
];

describe('the strongest pairs', () => {
  const { estimates } = new Tally(pairs);

  it('come first, those without an estimate not at all', () => {
    expect(strongest(estimates, 10)).toEqual([2, 0, 3]);
    expect(strongest(estimates, 1)).toEqual([2]);
  });

  it('are those that the filters admit', () => {
    expect(strongest(estimates, 1, (index) => index !== 2)).toEqual([0]);
  });
});

describe('a tally', () => {
  it('knows which signs there are', () => {
    const tally = new Tally(pairs);
    expect([tally.has('converged'), tally.has('none'), tally.has('training')]).toEqual([true, true, false]);
  });

  it('follows the pairs that change', () => {
    const tally = new Tally(pairs);
    const after = pairs.with(1, pair('a', 'c', { mi: 2, status: 'training' }));
    tally.update(after, [1]);
    expect([tally.has('none'), tally.has('training')]).toEqual([false, true]);
    expect(strongest(tally.estimates, 1)).toEqual([1]);
  });
});
