import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FORMATS, generate, type Format } from './generate';
import { readingDocument, type Measured } from './markdown';
import { PEERS, READERS } from './readers';
import type { Reading } from './readProcess';

/** The bundle is out/bench/reading/main.js. */
const ROOT = join(__dirname, '../../..');
const FILES = join(ROOT, 'out/reading');
const RESULTS = join(FILES, 'results.json');
const DOCUMENT = join(ROOT, 'docs/reading.md');
const DUCKDB = '@duckdb/node-api';
/** Runs of a small file; the fastest counts. */
const RUNS = 3;

const USAGE = `npm run bench:reading [-- OPTION...]
  --megabytes 10,100   sizes of the files (10,100,1000)
  --formats csv,json   only these of ${FORMATS.join(', ')}
  --readers A,B        only these readers
  --peers              installs ${DUCKDB} into out/peers first
Results are kept in out/reading, so that parts may be run one after the other; docs/reading.md has them all.`;

const PANDAS = `
import json, resource, sys, time
import pandas
kind, path = sys.argv[1:]
begun, used = time.perf_counter(), time.process_time()
read = {'csv': pandas.read_csv, 'json': pandas.read_json, 'parquet': pandas.read_parquet,
        'ndjson': lambda path: pandas.read_json(path, lines=True)}[kind]
rows = len(read(path))
print(json.dumps({'rows': rows, 'seconds': time.perf_counter() - begun, 'busySeconds': time.process_time() - used,
                  'peakBytes': 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      megabytes: { type: 'string', default: '10,100,1000' },
      formats: { type: 'string', default: FORMATS.join(',') },
      readers: { type: 'string' },
      peers: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(USAGE);
    return;
  }
  mkdirSync(FILES, { recursive: true });
  if (values.peers)
    spawnSync('npm', ['install', '--no-save', '--prefix', PEERS, DUCKDB], { stdio: 'inherit' });
  const only = values.readers?.split(',');
  const formats = FORMATS.filter((format) => values.formats.split(',').includes(format));
  for (const megabytes of values.megabytes.split(',').map(Number))
    for (const format of formats) await measureFile(format, megabytes, only);
  writeFileSync(DOCUMENT, readingDocument(known()));
  say(`written: ${DOCUMENT}`);
}

async function measureFile(
  format: Format,
  megabytes: number,
  only: readonly string[] | undefined,
): Promise<void> {
  const path = join(FILES, `${megabytes}.${format}`);
  say(`writing ${path}`);
  const rows = await generate(path, format, 1e6 * megabytes);
  const names = [
    ...READERS.filter((reader) => reader.formats.includes(format)).map(({ name }) => name),
    'pandas',
  ];
  for (const reader of names.filter((name) => only?.includes(name) ?? true)) {
    const readings: (Reading | string)[] = [];
    for (let run = 0; run < (megabytes > 50 ? 1 : RUNS); run++)
      readings.push(await readApart(reader, format, path));
    const [best] = readings
      .filter((reading) => typeof reading !== 'string')
      .sort((a, b) => a.seconds - b.seconds);
    const bytes = statSync(path).size;
    const result: Measured = {
      reader,
      format,
      megabytes,
      bytes,
      rows,
      reading: best ?? readings[0] ?? 'not present',
      load: loadavg()[0] ?? 0,
    };
    const others = known().filter(
      (one) => one.reader !== reader || one.format !== format || one.megabytes !== megabytes,
    );
    writeFileSync(RESULTS, JSON.stringify([...others, result]));
    say(`${reader}, ${format}, ${megabytes} MB: ${JSON.stringify(result.reading)}`);
  }
  rmSync(path);
}

/** What the process said, or in words why there is nothing. */
function readApart(reader: string, format: Format, path: string): Promise<Reading | string> {
  if (reader === 'DuckDB' && !existsSync(join(PEERS, 'node_modules', DUCKDB)))
    return Promise.resolve('not present');
  const [command, args] =
    reader === 'pandas'
      ? ['python3', ['-c', PANDAS, format, path]]
      : [process.execPath, [join(__dirname, 'readProcess.js'), reader, format, path]];
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    child.on('error', () => {
      resolve('not present');
    });
    child.on('close', () => {
      if (out !== '') resolve(JSON.parse(out) as Reading);
      else
        resolve(
          /No module named/.test(err)
            ? 'not present'
            : `fails: ${/\w*Error.*/.exec(err)?.[0] ?? 'it was ended'}`,
        );
    });
  });
}

function known(): Measured[] {
  return existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Measured[]) : [];
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

void main();
