import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../../src/dataset/random';
import { goalsTable } from './goals';
import { readOptions, type Options } from './options';
import { accuracyDocument, accuracyTables, nullTable, type Facts } from './markdown';
import type { Done, Failure, Job, Result } from './messages';
import { findPython, peersScript, PEERS, runPeers, type SampleFile } from './peers';
import { Pool } from './pool';
import { independents, oneColumnTasks, tasks } from './tasks';

/** The bundle is out/bench/main.js. */
const ROOT = join(__dirname, '../..');
const SAMPLES = join(__dirname, 'samples');
const DOCUMENT = join(ROOT, 'docs/accuracy.md');
const NOTES = join(ROOT, 'docs/accuracy-notes.md');
/** What the last complete runs gave, so that either kind of run can write the whole document. */
const STORE = { accuracy: join(__dirname, 'accuracy.json'), nulls: join(__dirname, 'nulls.json') };

const NULLS = [
  independents.normalUniform,
  independents.tiesCauchy,
  independents.fiveByFive,
  independents.categories,
];
const NULL_ROWS = 400;

interface Store {
  readonly results: readonly Result[];
  readonly failures: readonly Failure[];
  readonly engine: string;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const last = options.render ? readStore(STORE.accuracy) : null;
  const store = last ?? (options.nulls ? await runNulls(options) : await runTasks(options));
  const facts: Facts = {
    date: new Date().toISOString().slice(0, 10),
    engine: store.engine,
    machine: `${availableParallelism()} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}, Node ${process.version}`,
    seeds: options.seeds,
    truths: new Map(tasks.map((task) => [task.name, task.truth()])),
    oneColumnTasks,
    methods: [...options.methods, ...(options.peers ? PEERS : [])],
  };
  if (!options.complete) {
    process.stdout.write(options.nulls ? nullTable(store.results) : accuracyTables(store, facts));
    return;
  }
  if (!last) writeFileSync(options.nulls ? STORE.nulls : STORE.accuracy, JSON.stringify(store));
  const [accuracy, nulls] = [readStore(STORE.accuracy), readStore(STORE.nulls)];
  const tables = accuracy ? accuracyTables(accuracy, facts) : 'Not run.\n';
  const goals = goalsTable(accuracy?.results ?? [], nulls?.results ?? [], facts.truths, oneColumnTasks);
  const notes = readFileSync(NOTES, 'utf8');
  writeFileSync(DOCUMENT, accuracyDocument(tables, nulls && nullTable(nulls.results), goals, notes, facts));
  process.stderr.write(`Wrote ${DOCUMENT}\n`);
}

async function runTasks(options: Options): Promise<Store> {
  const script = peersScript(ROOT);
  const python = options.peers ? findPython(script) : null;
  rmSync(SAMPLES, { recursive: true, force: true });
  mkdirSync(SAMPLES, { recursive: true });
  const jobs = options.sizes.flatMap((n) =>
    options.tasks.flatMap((task) =>
      Array.from({ length: options.seeds }, (_, i): Job => {
        const seed = i + 1;
        const file = join(SAMPLES, `${task.replaceAll(':', '_')}-${n}-${seed}.f64`);
        return { task, n, seed, methods: options.methods, ...(python !== null && { file }) };
      }),
    ),
  );
  const store = await runJobs(jobs);
  if (python === null) return store;
  const peers = await runPeerJobs(python, script, jobs);
  return {
    ...store,
    results: [...store.results, ...peers.results],
    failures: [...store.failures, ...peers.failures],
  };
}

/** Independent samples of four kinds, many seeds; what counts is the p-value. */
async function runNulls(options: Options): Promise<Store> {
  const jobs = NULLS.flatMap(({ name: task }) =>
    Array.from({ length: options.runs }, (_, i): Job => {
      return { task, n: NULL_ROWS, seed: 1000 + i, methods: options.presets };
    }),
  );
  return runJobs(jobs);
}

async function runJobs(jobs: readonly Job[]): Promise<Store> {
  const results: Result[] = [];
  const failures: Failure[] = [];
  let engine = '';
  let finished = 0;
  const pool = new Pool<Job, Done>(join(__dirname, 'worker.js'), availableParallelism());
  await pool.run(jobs, (done, job) => {
    results.push(...done.results);
    engine = done.engine;
    failures.push(...done.failures);
    for (const { method, why } of done.failures) process.stderr.write(`${method} failed: ${why}\n`);
    finished++;
    process.stderr.write(`${finished}/${jobs.length} ${job.task}, n = ${job.n}, seed ${job.seed}\n`);
  });
  return { results, failures, engine };
}

async function runPeerJobs(python: string, script: string, jobs: readonly Job[]) {
  const samples = jobs.flatMap((job): SampleFile[] => {
    const { x, z } = tasks.find(({ name }) => name === job.task)?.sample(1, createRandom(0)) ?? {};
    if (!x || !z || job.file === undefined) return [];
    const side = ({ kind, ...rest }: typeof x) => ({
      kind,
      columns: 'columns' in rest ? rest.columns.length : 1,
    });
    return [{ file: job.file, rows: job.n, x: side(x), z: side(z), methods: PEERS }];
  });
  const byFile = new Map(jobs.map((job) => [job.file, job]));
  const results: Result[] = [];
  const failures: Failure[] = [];
  await runPeers(python, script, samples, availableParallelism(), ({ file, method, value, seconds }) => {
    const job = byFile.get(file);
    if (!job) return;
    const { task, n, seed } = job;
    if (value === null) failures.push({ task, n, seed, method, why: 'The value is not a number.' });
    else results.push({ task, n, seed, method, value, seconds });
    process.stderr.write(`${method}: ${task}, n = ${n}, seed ${seed}\n`);
  });
  return { results, failures };
}

function readStore(path: string): Store | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Store;
  } catch {
    // That kind of run has not been made here yet; the document says so.
    return null;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
