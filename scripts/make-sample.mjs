/*
 * Writes samples/bike-rentals.csv: simulated days of a bicycle rental, drawn in no order, with one of each
 * kind of relation: linear (rentals, revenue), U-shaped (discomfort against temperature: hardly a correlation, much
 * information), categories against numbers (season, weather), columns that know nothing of the others (helmet_size,
 * humidity), an identifier, a constant and missing cells. Made from a fixed seed: the same bytes each time.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

const DAYS = 730;
const SEED = 20_180_710;
const MISSING_SHARE = 0.03;

const SEASONS = /** @type {const} */ (['winter', 'spring', 'summer', 'autumn']);
/** Mean temperature in the middle of each season, degrees Celsius. */
const MEAN_TEMPERATURE = { winter: 6, spring: 17, summer: 30, autumn: 19 };
/** How many people ride in this weather, against a clear day. */
const RIDERS = { clear: 1, cloudy: 0.8, rain: 0.45 };

const uniform = mulberry32(SEED);
/**
 * @template T
 * @param {readonly [T, ...T[]]} values
 * @returns {T}
 */
const pick = (values) => values[Math.floor(uniform() * values.length)] ?? values[0];
/** Standard normal (Box and Muller 1958). */
const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
const orMissing = (/** @type {string} */ cell) => (uniform() < MISSING_SHARE ? '' : cell);

const header = 'day_id,city,season,weather,temperature,humidity,discomfort,rentals,revenue,helmet_size';
const rows = Array.from({ length: DAYS }, (_, index) => makeDay(index));
mkdirSync(join(ROOT, 'samples'), { recursive: true });
writeFileSync(join(ROOT, 'samples/bike-rentals.csv'), `${[header, ...rows].join('\n')}\n`);

/** @param {number} index */
function makeDay(index) {
  const season = pick(SEASONS);
  const temperature = MEAN_TEMPERATURE[season] + 4.5 * normal();
  const chance = uniform();
  const weather = chance < 0.5 ? 'clear' : chance < 0.8 ? 'cloudy' : 'rain';
  // Best at 18 degrees, worse towards both sides.
  const discomfort = ((temperature - 18) / 6) ** 2 + 0.4 * normal();
  const rentals = Math.max(0, (140 + 9 * temperature) * RIDERS[weather] + 28 * normal());
  const revenue = 3.2 * rentals + 130 * normal() + 120;
  return [
    `D${String(index + 1).padStart(4, '0')}`,
    'Lakeside',
    season,
    weather,
    orMissing(temperature.toFixed(1)),
    orMissing(String(Math.round(45 + 40 * uniform()))),
    orMissing(discomfort.toFixed(2)),
    Math.round(rentals),
    Math.max(0, revenue).toFixed(2),
    pick(['S', 'M', 'L']),
  ].join(',');
}

/**
 * Uniform numbers in [0, 1) from a 32-bit seed (Mulberry32, Tommy Ettinger 2017, public domain).
 * @param {number} state
 */
function mulberry32(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
