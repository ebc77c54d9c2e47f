import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createRandom } from '../../src/dataset/random';

export type TextFormat = 'csv' | 'ndjson' | 'json';

const PLACES = ['north', 'south', 'east', 'west', 'centre'];
const KINDS = [
  'alpha',
  'beta',
  'gamma',
  'delta',
  'epsilon',
  'zeta',
  'eta',
  'theta',
  'iota',
  'kappa',
  'lambda',
  'mu',
];
const DAY = 86_400_000;

/** A column: its name and its cell in a row; null: missing. */
type Cell = string | number | boolean | null;
type Row = Record<string, Cell>;

/** Rows of 20 columns as measurements have them: a counter, a date, categories, ranks, decimals, some of them missing. */
export function* rows(seed: number): Generator<Row, never> {
  const random = createRandom(seed);
  const rounded = (value: number, decimals: number) => Number(value.toFixed(decimals));
  for (let i = 0; ; i++) {
    const hidden = random.normal();
    const row: Row = {
      id: i + 1,
      day: new Date(1.5e12 + DAY * random.integer(3000)).toISOString().slice(0, 10),
      place: PLACES[random.integer(PLACES.length)] ?? '',
      kind: KINDS[random.integer(KINDS.length)] ?? '',
      active: random.uniform() < 0.3,
      grade: 1 + random.integer(5),
      count: random.integer(1000),
      visits: random.integer(20),
    };
    for (let j = 0; j < 10; j++) row[`m${j}`] = rounded(hidden * (j / 10) + random.normal(), 2);
    row['sparse'] = random.uniform() < 0.1 ? null : rounded(random.normal(), 2);
    row['score'] = rounded(random.uniform(), 4);
    yield row;
  }
}

/** Writes about this many bytes; the same seed gives the same file. Returns the rows written. */
export async function generate(path: string, format: TextFormat, bytes: number, seed = 1): Promise<number> {
  const file = createWriteStream(path);
  let written = 0;
  let count = 0;
  let part = '';
  const flush = async () => {
    written += part.length;
    if (!file.write(part)) await once(file, 'drain');
    part = '';
  };
  for (const row of rows(seed)) {
    if (count === 0)
      part += format === 'csv' ? `${Object.keys(row).join(',')}\n` : format === 'json' ? '[\n' : '';
    if (format === 'csv')
      part += `${Object.values(row)
        .map((cell) => cell ?? '')
        .join(',')}\n`;
    else
      part += `${format === 'json' && count > 0 ? ',\n' : ''}${JSON.stringify(row)}${format === 'json' ? '' : '\n'}`;
    count++;
    if (part.length > 2 ** 20) await flush();
    if (written > bytes) break;
  }
  if (format === 'json') part += '\n]\n';
  await flush();
  file.end();
  await once(file, 'close');
  return count;
}
