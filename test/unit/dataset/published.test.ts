import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Column, Dataset } from '../../../src/dataset/dataset';
import { readDataset } from '../../../src/dataset/read';
import { bytesSource } from '../../../src/dataset/bytes/source';
import { column, refusal } from './reading';

/** Datasets as people publish them: those of the Vega project. */
const FOLDER = join(import.meta.dirname, '../../../node_modules/vega-datasets/data');
const contentOf = (file: string) => readFileSync(join(FOLDER, file));
const read = (file: string): Promise<Dataset> => readDataset(bytesSource(file, contentOf(file)));

type Types = Readonly<Record<string, Column['type']>>;

/** Rows and types that an analyst would name, those of columns in which one could go wrong among them. */
const TABLES: Readonly<Record<string, readonly [rows: number, types: Types]>> = {
  'airports.csv': [3376, { iata: 'identifier', name: 'text', state: 'categorical', latitude: 'numeric' }],
  'anscombe.json': [44, { Series: 'categorical', X: 'numeric', Y: 'numeric' }],
  'barley.json': [120, { yield: 'numeric', variety: 'categorical', year: 'numeric', site: 'categorical' }],
  'birdstrikes.csv': [
    10000,
    { 'Flight Date': 'datetime', 'Cost Total $': 'numeric', 'Wildlife Size': 'categorical' },
  ],
  'budget.json': [
    237,
    {
      ...{ '1962': 'numeric', '2020': 'numeric', TQ: 'numeric' },
      ...{ 'Agency code': 'categorical', 'Account code': 'identifier', 'On- or off-budget': 'categorical' },
    },
  ],
  'budgets.json': [230, { budgetYear: 'numeric', forecastYear: 'numeric', value: 'numeric' }],
  'burtin.json': [16, { Bacteria: 'text', Penicillin: 'numeric', Gram_Staining: 'categorical' }],
  'cars.json': [
    406,
    {
      ...{ Name: 'text', Miles_per_Gallon: 'numeric', Cylinders: 'ordinal', Displacement: 'numeric' },
      ...{ Horsepower: 'numeric', Weight_in_lbs: 'numeric', Acceleration: 'numeric', Year: 'datetime' },
      Origin: 'categorical',
    },
  ],
  'co2-concentration.csv': [741, { Date: 'datetime', CO2: 'numeric', 'adjusted CO2': 'numeric' }],
  'countries.json': [620, { _comment: 'constant', year: 'numeric', country: 'categorical' }],
  'crimea.json': [24, { date: 'datetime', wounds: 'numeric', army_size: 'numeric' }],
  'disasters.csv': [803, { Entity: 'categorical', Year: 'numeric', Deaths: 'numeric' }],
  'driving.json': [55, { side: 'categorical', year: 'numeric', miles: 'numeric', gas: 'numeric' }],
  'earthquakes.json': [
    1707,
    { type: 'constant', 'properties.mag': 'numeric', 'properties.tsunami': 'boolean', id: 'identifier' },
  ],
  'flare-dependencies.json': [764, { source: 'numeric', target: 'numeric' }],
  'flare.json': [252, { id: 'identifier', name: 'categorical', parent: 'numeric', size: 'numeric' }],
  'flights-10k.json': [10_000, { date: 'datetime', delay: 'numeric', origin: 'categorical' }],
  'flights-200k.arrow': [200_000, { delay: 'numeric', distance: 'numeric', time: 'numeric' }],
  'flights-200k.json': [200_000, { delay: 'numeric', distance: 'numeric', time: 'numeric' }],
  'flights-20k.json': [20_000, { date: 'datetime', delay: 'numeric', origin: 'categorical' }],
  'flights-2k.json': [2000, { date: 'datetime', delay: 'numeric', origin: 'categorical' }],
  'flights-3m.parquet': [3_000_000, { date: 'datetime', delay: 'numeric', origin: 'categorical' }],
  'flights-5k.json': [5000, { date: 'datetime', delay: 'numeric', origin: 'categorical' }],
  'flights-airport.csv': [5366, { origin: 'categorical', destination: 'categorical', count: 'numeric' }],
  'football.json': [6508, { date: 'datetime', division: 'categorical', home_score: 'ordinal' }],
  'gapminder-health-income.csv': [187, { country: 'text', income: 'numeric', region: 'categorical' }],
  'gapminder.json': [682, { year: 'numeric', country: 'categorical', cluster: 'ordinal', pop: 'numeric' }],
  'github.csv': [955, { time: 'datetime', count: 'numeric' }],
  'global-temp.csv': [144, { year: 'numeric', temp: 'numeric' }],
  'income.json': [520, { name: 'categorical', id: 'identifier', pct: 'numeric', group: 'categorical' }],
  'iowa-electricity.csv': [51, { year: 'datetime', source: 'categorical', net_generation: 'numeric' }],
  'jobs.json': [7650, { job: 'categorical', sex: 'categorical', year: 'numeric', perc: 'numeric' }],
  'la-riots.csv': [63, { first_name: 'text', age: 'numeric', death_date: 'datetime', longitude: 'numeric' }],
  'londonCentroids.json': [33, { name: 'text', cx: 'numeric', cy: 'numeric' }],
  'lookup_groups.csv': [9, { group: 'numeric', person: 'categorical' }],
  'lookup_people.csv': [9, { name: 'categorical', age: 'numeric', height: 'numeric' }],
  'monarchs.json': [12, { name: 'text', start: 'numeric', index: 'identifier', commonwealth: 'constant' }],
  'movies.json': [
    3201,
    { Title: 'text', 'US Gross': 'numeric', 'Release Date': 'datetime', 'MPAA Rating': 'categorical' },
  ],
  'normal-2d.json': [500, { u: 'numeric', v: 'numeric' }],
  'obesity.json': [50, { id: 'identifier', rate: 'numeric', state: 'identifier' }],
  'ohlc.json': [44, { date: 'datetime', open: 'numeric', signal: 'categorical' }],
  'penguins.json': [
    344,
    {
      ...{ Species: 'categorical', Island: 'categorical', 'Beak Length (mm)': 'numeric' },
      ...{ 'Beak Depth (mm)': 'numeric', 'Flipper Length (mm)': 'numeric', 'Body Mass (g)': 'numeric' },
      Sex: 'categorical',
    },
  ],
  'platformer-terrain.json': [
    7514,
    { x: 'numeric', saturation: 'boolean', color: 'categorical', key: 'identifier' },
  ],
  'political-contributions.json': [
    58,
    { Party_Code: 'categorical', Total_Receipts: 'numeric', Coverage_End_Date: 'datetime' },
  ],
  'population.json': [570, { year: 'numeric', age: 'ordinal', sex: 'numeric', people: 'numeric' }],
  'population_engineers_hurricanes.csv': [52, { state: 'text', id: 'identifier', population: 'numeric' }],
  'seattle-weather-hourly-normals.csv': [8759, { date: 'datetime', pressure: 'numeric', wind: 'numeric' }],
  'seattle-weather.csv': [1461, { date: 'datetime', precipitation: 'numeric', weather: 'categorical' }],
  'sp500-2000.csv': [5105, { date: 'datetime', open: 'numeric', volume: 'numeric' }],
  'sp500.csv': [123, { date: 'datetime', price: 'numeric' }],
  'species.csv': [
    12_360,
    { item_id: 'categorical', county_id: 'identifier', habitat_yearround_pct: 'numeric' },
  ],
  'stocks.csv': [560, { symbol: 'categorical', date: 'datetime', price: 'numeric' }],
  'udistrict.json': [182, { key: 'categorical', lat: 'numeric' }],
  'unemployment-across-industries.json': [
    1708,
    { series: 'categorical', month: 'ordinal', date: 'datetime' },
  ],
  'unemployment.tsv': [3218, { id: 'identifier', rate: 'numeric' }],
  'uniform-2d.json': [500, { u: 'numeric', v: 'numeric' }],
  'us-employment.csv': [120, { month: 'datetime', nonfarm: 'numeric', nonfarm_change: 'numeric' }],
  'us-state-capitals.json': [50, { lon: 'numeric', state: 'text', city: 'text' }],
  'weather.csv': [
    2922,
    { location: 'categorical', date: 'datetime', temp_max: 'numeric', weather: 'categorical' },
  ],
  'weekly-weather.json': [
    10,
    { day: 'categorical', 'record.high': 'numeric', 'forecast.high.low': 'numeric' },
  ],
  'wheat.json': [52, { year: 'numeric', wheat: 'numeric', wages: 'numeric' }],
  'windvectors.csv': [4800, { longitude: 'numeric', dir: 'numeric', speed: 'numeric' }],
  'zipcodes.csv': [42_049, { zip_code: 'identifier', latitude: 'numeric', county: 'categorical' }],
};

/** What the others hold instead of a table. */
const REFUSED: Readonly<Record<string, string>> = {
  'annual-precip.json': 'one object with "width", "height", "scale", "translate", ...',
  'londonBoroughs.json': 'a map (TopoJSON)',
  'londonTubeLines.json': 'a map (TopoJSON)',
  'miserables.json': 'an object with records under "nodes", "links" (save one of these as its own file)',
  'us-10m.json': 'a map (TopoJSON)',
  'volcano.json': 'one object with "width", "height", "values"',
  'world-110m.json': 'a map (TopoJSON)',
};

describe('a published file', () => {
  test('is a table or is not: none is left out here', () => {
    const files = readdirSync(FOLDER).filter((file) => !file.endsWith('.png'));
    expect([...Object.keys(TABLES), ...Object.keys(REFUSED)].sort()).toEqual(files.sort());
  });

  test.each(Object.entries(TABLES))(
    '%s is one of which every row is read',
    { timeout: 60_000 },
    async (file, [rows, types]) => {
      const dataset = await read(file);
      expect(dataset.rowsInFile).toBe(rows);
      expect(dataset.badRows).toEqual({ count: 0, examples: [] });
      expect(
        Object.fromEntries(Object.keys(types).map((name) => [name, column(dataset, name).type])),
      ).toEqual(types);
      for (const { ambiguity, unparsable } of dataset.columns) {
        expect(ambiguity).toBeUndefined();
        expect(unparsable.count).toBe(0);
      }
    },
  );

  test.each(Object.entries(REFUSED))('%s is refused with what it holds', async (file, found) => {
    expect(await refusal(file, contentOf(file))).toContain(`${file} holds ${found}; what can be read is `);
  });

  test('that is a tree, or the features of a map, says so', async () => {
    expect((await read('flare.json')).reading.layout).toBe(
      'array of records of a tree ("parent" names the "id" of another)',
    );
    expect((await read('earthquakes.json')).reading.layout).toBe(
      'records under "features", the features of a map (GeoJSON)',
    );
  });
});
