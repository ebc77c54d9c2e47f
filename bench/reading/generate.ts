import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { ParquetWriter, fileWriter, schemaFromColumnData, type BasicType } from 'hyparquet-writer';
import { createRandom } from '../../src/dataset/random';

export const FORMATS = ['csv', 'ndjson', 'json', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];

const PLACES = ['north', 'south', 'east', 'west', 'centre'];
const KINDS = [
  ...['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta'],
  ...['eta', 'theta', 'iota', 'kappa', 'lambda', 'mu'],
];
const DAY = 86_400_000;
const ROW_GROUP = 100_000;
/** Different row groups of a Parquet file; more rows are the same ones again but for their counter. */
const ROW_GROUPS = 10;

/** Null: missing. */
type Cell = string | number | boolean | null;
type Row = Readonly<Record<string, Cell>>;

const COLUMN_TYPES = {
  ...{ id: 'INT32', day: 'STRING', place: 'STRING', kind: 'STRING', active: 'BOOLEAN' },
  ...{ grade: 'INT32', count: 'INT32', visits: 'INT32' },
  ...Object.fromEntries(Array.from({ length: 10 }, (_, j) => [`m${j}`, 'DOUBLE'] as const)),
  ...{ sparse: 'DOUBLE', score: 'DOUBLE' },
} satisfies Record<string, BasicType>;

/** Rows of 20 columns as measurements have them: a counter, a day, categories, ranks, decimals, some of them missing. */
function* rows(seed: number): Generator<Row, never> {
  const random = createRandom(seed);
  const rounded = (value: number, decimals: number) => Number(value.toFixed(decimals));
  for (let id = 1; ; id++) {
    const hidden = random.normal();
    const measures = Array.from({ length: 10 }, (_, j) => rounded(hidden * (j / 10) + random.normal(), 2));
    yield {
      id,
      day: new Date(1.5e12 + DAY * random.integer(3000)).toISOString().slice(0, 10),
      place: PLACES[random.integer(PLACES.length)] ?? null,
      kind: KINDS[random.integer(KINDS.length)] ?? null,
      active: random.uniform() < 0.3,
      ...{ grade: 1 + random.integer(5), count: random.integer(1000), visits: random.integer(20) },
      ...Object.fromEntries(measures.map((value, j) => [`m${j}`, value])),
      sparse: random.uniform() < 0.1 ? null : rounded(random.normal(), 2),
      score: rounded(random.uniform(), 4),
    };
  }
}

/** Writes a file of at least this many bytes; the same seed gives the same file. Returns the rows written. */
export function generate(path: string, format: Format, bytes: number, seed = 1): Promise<number> {
  return format === 'parquet' ? generateParquet(path, bytes, seed) : generateText(path, format, bytes, seed);
}

async function generateText(
  path: string,
  format: Exclude<Format, 'parquet'>,
  bytes: number,
  seed: number,
): Promise<number> {
  const file = createWriteStream(path);
  const header =
    format === 'csv' ? `${Object.keys(COLUMN_TYPES).join(',')}\n` : format === 'json' ? '[\n' : '';
  let part = header;
  let written = 0;
  let count = 0;
  for (const row of rows(seed)) {
    if (format === 'csv') part += `${Object.values(row).join(',')}\n`;
    else if (format === 'ndjson') part += `${JSON.stringify(row)}\n`;
    else part += `${count > 0 ? ',\n' : ''}${JSON.stringify(row)}`;
    count++;
    if (part.length < 2 ** 16 && written + part.length < bytes) continue;
    written += part.length;
    if (!file.write(part)) await once(file, 'drain');
    part = '';
    if (written >= bytes) break;
  }
  file.end(format === 'json' ? '\n]\n' : '');
  await once(file, 'close');
  return count;
}

async function generateParquet(path: string, bytes: number, seed: number): Promise<number> {
  const writer = fileWriter(path);
  const columns: [string, BasicType][] = Object.entries(COLUMN_TYPES);
  const schema = schemaFromColumnData({
    columnData: columns.map(([name, type]) => ({ name, data: [], type, nullable: true })),
  });
  const parquet = new ParquetWriter({ writer, schema });
  const source = rows(seed);
  const groups: { name: string; data: Cell[] }[][] = [];
  let count = 0;
  for (let turn = 0; writer.offset < bytes; turn++) {
    if (turn < ROW_GROUPS) {
      const group = Array.from({ length: ROW_GROUP }, () => source.next().value);
      groups.push(columns.map(([name]) => ({ name, data: group.map((row) => row[name] ?? null) })));
    }
    const first = count;
    const [, ...others] = groups[turn % ROW_GROUPS] ?? [];
    const id = { name: 'id', data: Array.from({ length: ROW_GROUP }, (_, row) => first + row + 1) };
    await parquet.write({ columnData: [id, ...others] });
    count += ROW_GROUP;
  }
  await parquet.finish();
  return count;
}
