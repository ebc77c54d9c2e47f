import { describe, expect, it } from 'vitest';
import { RecentlyUsed } from '../../../src/mine/recentlyUsed';

describe('what was used lately', () => {
  it('is kept up to its bytes, and what was used longest ago goes first', () => {
    const made: string[] = [];
    const kept = new RecentlyUsed<string>((value) => value.length, 6);
    const use = (key: string) =>
      kept.get(key, () => {
        made.push(key);
        return 'xx';
      });
    for (const key of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) use(key);
    expect(made).toEqual(['a', 'b', 'c', 'd', 'b']);
  });

  it('is made even where it is larger than all that may be kept', () => {
    const kept = new RecentlyUsed<string>((value) => value.length, 3);
    expect(kept.get('a', () => 'xxxx')).toBe('xxxx');
    expect(kept.get('b', () => 'y')).toBe('y');
  });
});
