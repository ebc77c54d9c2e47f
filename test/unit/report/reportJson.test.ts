import { describe, expect, it } from 'vitest';
import { renderReport, reportPieces } from '../../../src/report/renderings';
import { PAIRS_A_PIECE, reportJson } from '../../../src/report/reportJson';
import type { Report } from '../../../src/report/report';
import { pair, report } from './reports';

const pairs = (count: number) =>
  Array.from({ length: count }, (_, index) => pair('a "pairs": []\n  "pairs": []', `z${index}`));

describe('a report that may be longer than a string', () => {
  it.each([0, 1, PAIRS_A_PIECE, 2 * PAIRS_A_PIECE + 1])(
    'is the same JSON in pieces as in one: %i pairs',
    (count) => {
      const whole = report(pairs(count));
      expect([...reportJson(whole)].join('')).toBe(`${JSON.stringify(whole, null, 2)}\n`);
    },
  );

  it.each(['json', 'csv'] as const)('has no piece of %s that grows with the number of pairs', (format) => {
    const longest = (count: number) =>
      [...reportPieces(report(pairs(count)), format, 'nats')].reduce(
        (most, { length }) => Math.max(most, length),
        0,
      );
    const one = longest(PAIRS_A_PIECE);
    // The last pair's number has a digit or two more than the first's.
    expect(longest(4 * PAIRS_A_PIECE)).toBeLessThan(one + 4 * PAIRS_A_PIECE);
  });

  it('is given again from its beginning to whoever asks twice', () => {
    const pieces = reportPieces(report(pairs(2)), 'csv', 'nats');
    expect([...pieces]).toEqual([...pieces]);
    expect([...pieces].join('')).toBe(renderReport(report(pairs(2)), 'csv', 'nats'));
  });

  it('is refused in a sentence in a form that needs one string', () => {
    const endless: Report = {
      ...report(pairs(2)),
      get dataset(): never {
        throw new RangeError('Invalid string length');
      },
    };
    expect(() => reportPieces(endless, 'markdown', 'nats')).toThrow(
      '2 pairs are too many for this form: write them as JSON or CSV.',
    );
  });
});
