import { expect, it } from 'vitest';
import { counted, formatForecast } from '../../../src/report/format';

it.each([
  [0, 'about a second'],
  [0.9, 'about a second'],
  [1.4, 'about 1 s'],
  [9.4, 'about 9 s'],
  [9.6, 'about 10 s'],
  [38, 'about 40 s'],
  [57.4, 'about 55 s'],
  [57.6, 'about 1 min'],
  [840, 'about 14 min'],
  [3_479, 'about 58 min'],
  [3_481, 'about 1 h'],
  [9_000, 'about 2.5 h'],
  [360_000, 'about 100 h'],
])('a forecast of %d s is %s', (seconds, words) => {
  expect(formatForecast(seconds)).toBe(words);
});

it('counts with thousands apart, and one as one', () => {
  expect([0, 1, 4_950].map((n) => counted(n, 'pair'))).toEqual(['0 pairs', '1 pair', '4,950 pairs']);
});
