import { parse } from 'csv-parse';
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parquetReadObjects } from 'hyparquet';
import { asyncBufferFromFile } from 'hyparquet/src/node.js';
import Papa from 'papaparse';
import { readDataset } from '../../src/dataset/read';
import { fileSource } from '../../src/process/fileSource';
import type { Format } from './generate';

/** Reads a file as a user of the reader would and tells the rows it found. */
type Read = (path: string, format: Format) => Promise<number>;

export interface Reader {
  readonly name: string;
  readonly formats: readonly Format[];
  /** What it does with the file, in words. */
  readonly does: string;
  readonly read: Read;
}

const program: Read = async (path) => {
  const createSha256 = () => {
    const hash = createHash('sha256');
    return { update: (bytes: Uint8Array) => void hash.update(bytes), finish: () => hash.digest('hex') };
  };
  return (await readDataset(await fileSource(path, path), { createSha256 })).rowsInFile;
};

const papaparse =
  (dynamicTyping: boolean): Read =>
  (path) =>
    new Promise((resolve, reject) => {
      let rows = -1;
      Papa.parse<unknown[]>(createReadStream(path, { highWaterMark: 2 ** 20 }), {
        dynamicTyping,
        chunk: ({ data }) => void (rows += data.filter((fields) => fields.length > 1).length),
        complete: () => resolve(rows),
        error: reject,
      });
    });

const csvParse =
  (cast: boolean): Read =>
  async (path) => {
    let rows = -1;
    const parser = createReadStream(path, { highWaterMark: 2 ** 20 }).pipe(parse({ cast }));
    for await (const row of parser) if (Array.isArray(row)) rows++;
    return rows;
  };

const jsonLines: Read = async (path) => {
  let rows = 0;
  for await (const line of createInterface({ input: createReadStream(path, { highWaterMark: 2 ** 20 }) }))
    if (typeof JSON.parse(line) === 'object') rows++;
  return rows;
};

const jsonParse: Read = (path) =>
  Promise.resolve((JSON.parse(readFileSync(path, 'utf8')) as readonly unknown[]).length);

const hyparquet: Read = async (path) =>
  (await parquetReadObjects({ file: await asyncBufferFromFile(path) })).length;

interface DuckDb {
  readonly DuckDBInstance: {
    create(
      path: string,
    ): Promise<{ connect(): Promise<{ run(sql: string): Promise<unknown>; runAndReadAll: RunAndRead }> }>;
  };
}
type RunAndRead = (sql: string) => Promise<{ getRows(): readonly (readonly unknown[])[] }>;

/** Where --peers installs what is no dependency of the program. */
export const PEERS = join(__dirname, '../../peers');

const duckdb: Read = async (path, format) => {
  const { DuckDBInstance } = createRequire(join(PEERS, 'x.js'))('@duckdb/node-api') as DuckDb;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const file = `'${path.replaceAll("'", "''")}'`;
  const scan = { csv: 'read_csv', ndjson: 'read_json', json: 'read_json', parquet: 'read_parquet' }[format];
  await connection.run(`CREATE TABLE t AS SELECT * FROM ${scan}(${file})`);
  return Number((await connection.runAndReadAll('SELECT count(*) FROM t')).getRows()[0]?.[0]);
};

export const READERS: readonly Reader[] = [
  {
    ...{ name: 'mutual-information', formats: ['csv', 'ndjson', 'json', 'parquet'] },
    ...{ does: 'types every column, counts its values, digests the file', read: program },
  },
  {
    name: 'papaparse, typed',
    formats: ['csv'],
    does: 'makes rows of numbers and strings',
    read: papaparse(true),
  },
  { name: 'papaparse', formats: ['csv'], does: 'makes rows of strings alone', read: papaparse(false) },
  {
    name: 'csv-parse, typed',
    formats: ['csv'],
    does: 'makes rows of numbers and strings',
    read: csvParse(true),
  },
  { name: 'csv-parse', formats: ['csv'], does: 'makes rows of strings alone', read: csvParse(false) },
  {
    name: 'readline + JSON.parse',
    formats: ['ndjson'],
    does: 'makes an object of each line',
    read: jsonLines,
  },
  { name: 'JSON.parse', formats: ['json'], does: 'makes objects of the whole text', read: jsonParse },
  { name: 'hyparquet', formats: ['parquet'], does: 'makes objects of the rows', read: hyparquet },
  {
    ...{ name: 'DuckDB', formats: ['csv', 'ndjson', 'json', 'parquet'] },
    ...{ does: 'types every column and fills a table in memory', read: duckdb },
  },
];
