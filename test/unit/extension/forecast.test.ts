import { expect, it } from 'vitest';
import { Forecast } from '../../../src/extension/asking/forecast';
import type { Pace } from '../../../src/process/protocol';

const settings = {
  estimator: 'mine',
  preset: 'standard',
  seed: 1,
  threads: 1,
  engine: 'auto',
  maxRows: 20_000,
} as const;
const pace: Pace = { microsecondsPerStep: 200, cores: 2 };

it('counts the pairs at once, and tells the time as soon as it can', async () => {
  const forecast = new Forecast(10_000, settings, Promise.resolve(pace));
  expect(forecast.words(15)).toBe('15 pairs');
  await forecast.known;
  expect(forecast.words(15)).toMatch(/^15 pairs, about \d+ s$/);
  expect(forecast.words(1)).toMatch(/^1 pair, about (a second|\d s)$/);
  expect(forecast.words(0)).toBe('0 pairs');
});

it('goes without a time where the pace could not be measured', async () => {
  const forecast = new Forecast(10_000, settings, Promise.resolve(null));
  await forecast.known;
  expect(forecast.words(15)).toBe('15 pairs');
});
