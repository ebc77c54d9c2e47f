import { describe, expect, it } from 'vitest';
import {
  counted,
  formatCorrelation,
  formatDuration,
  formatInformation,
  formatInterval,
  formatPercent,
  formatProbability,
  formatShort,
  formatTight,
  formatTimeLeft,
} from '../../../webview/format';

describe('information', () => {
  it('comes in nats and is shown in the chosen units', () => {
    expect(formatShort(Math.LN2, 'nats')).toBe('0.69');
    expect(formatShort(Math.LN2, 'bits')).toBe('1.00');
  });

  it('drops the leading zero where space is tight, but not a whole part', () => {
    expect(formatTight(0.52, 'nats')).toBe('.52');
    expect(formatTight(1.52, 'nats')).toBe('1.52');
  });

  it('takes a third decimal where two would hide the value', () => {
    expect(formatInformation(0.013, 'nats')).toBe('0.013');
    expect(formatInformation(0.52, 'nats')).toBe('0.52');
  });

  it('is never minus zero', () => {
    expect(formatShort(-0.0001, 'nats')).toBe('0.00');
  });
});

describe('an interval', () => {
  it('has a dash, and the same decimals at both ends', () => {
    expect(formatInterval([0.41, 0.583], 'nats')).toBe('0.41–0.58');
    expect(formatInterval([0, 0.061], 'nats')).toBe('0.000–0.061');
    expect(formatInterval([0, 0.0996], 'nats')).toBe('0.00–0.10');
    expect(formatInterval([0, 0.061], 'nats', 2)).toBe('0.00–0.06');
  });

  it('has a word instead of the dash beside a minus sign', () => {
    expect(formatInterval([-0.2, 0.3], 'nats')).toBe('−0.20 to 0.30');
  });
});

it.each([
  [0.4, '0.4 s'],
  [20.4, '20 s'],
  [59.6, '1 min'],
  [185, '3 min 5 s'],
  [1500, '25 min'],
  [4200, '1 h 10 min'],
])('%d seconds took %s', (seconds, words) => {
  expect(formatDuration(seconds)).toBe(words);
});

it.each([
  [2, 'a few seconds'],
  [18, 'about 20 s'],
  [58, 'about 1 min'],
  [200, 'about 3 min'],
  [5400, 'about 1.5 h'],
])('%d seconds left are %s', (seconds, words) => {
  expect(formatTimeLeft(seconds)).toBe(words);
});

it('shows probabilities, correlations, shares and counts as people write them', () => {
  expect(formatProbability(0.0004)).toBe('< 0.001');
  expect(formatProbability(0.0312)).toBe('0.031');
  expect(formatProbability(0.5)).toBe('0.50');
  expect(formatCorrelation(-0.934)).toBe('−0.93');
  expect(formatPercent(0.404)).toBe('40 %');
  expect(counted(1, 'pair')).toBe('1 pair');
  expect(counted(1200, 'row')).toBe('1,200 rows');
});
