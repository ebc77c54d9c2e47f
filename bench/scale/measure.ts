import { mkdirSync } from 'node:fs';
import { loadavg, cpus } from 'node:os';
import { join } from 'node:path';
import type { Column, Dataset } from '../../src/dataset/dataset';
import { readDataset } from '../../src/dataset/read';
import { BlockRun } from '../../src/process/cluster/blockRun';
import { cellsHash, packCells } from '../../src/process/cluster/columnCells';
import {
  pack,
  result,
  unpack,
  type Block,
  type RunFacts,
  type Update,
} from '../../src/process/cluster/messages';
import { collectGarbage } from '../../src/process/collectGarbage';
import { engineFiles } from '../../src/process/engine/engineFiles';
import { fileSource } from '../../src/process/fileSource';
import { chooseKernelBuild } from '../../src/process/engine/kernelBackend';
import { nodePlatform } from '../../src/process/nodePlatform';
import { allPairs, singleColumns } from '../../src/process/run/plan';
import type { Plan } from '../../src/process/protocol';
import { DEPTHS, type Depth } from '../../src/process/run/runPair';
import { writeKnownTable } from '../engine/knownTable';

/** What one pair, column, block or message takes: processor seconds of this machine, and bytes. */
export interface Costs {
  readonly measured: string;
  readonly rows: number;
  /** Of a worker, for each block: its threads are started, the kernel is loaded. */
  readonly blockSeconds: number;
  /** Of a worker, for each column of a block: unpacked, ranked, encoded. */
  readonly columnSeconds: number;
  /** Of a worker's thread, for each pair that is taken so far from the beginning. */
  readonly pairSeconds: Readonly<Record<Depth, number>>;
  /** Share of pairs that the instant critic leaves open. */
  readonly trainedShare: number;
  readonly columnBytes: number;
  /** Of a block's message, for each of its pairs. */
  readonly givenBytes: number;
  /** Of results, for each pair. */
  readonly resultBytes: Readonly<Record<Depth, number>>;
  /** Of the front, for each pair of a result: unpacked, checked by schema, packed for the panel or the terminal. */
  readonly resultSeconds: Readonly<Record<Depth, number>>;
  /** Of the front, for each pair of a block that it gives. */
  readonly givenSeconds: number;
  /** Of the front's memory, bytes for each pair that has come so far, and for its place in the plan. */
  readonly pairMemory: Readonly<Record<Depth, number>>;
  /** Of a report in JSON, for each pair that has come so far. */
  readonly reportCharacters: Readonly<Record<Depth, number>>;
}

const ROWS = 10_000;
const COLUMNS = 40;
/** Blocks whose costs tell what a block, a column and a pair take: so many columns, so many pairs. */
const SPARSE = 20;
const DENSE = allPairs(COLUMNS);

export async function measure(folder: string, files: string): Promise<Costs> {
  mkdirSync(files, { recursive: true });
  const path = join(files, 'known.csv');
  writeKnownTable(path, ROWS, COLUMNS);
  const dataset = await readDataset(await fileSource('known.csv', path));
  const run = blockRunner(dataset, folder);
  const disjoint = Array.from({ length: SPARSE }, (_, i): [number, number] => [2 * i, 2 * i + 1]);
  // The first block warms up what all share.
  await run('outline', DENSE);
  const one = await run('outline', [[0, 1]]);
  const sparse = await run('outline', disjoint);
  const dense = await run('outline', DENSE);
  const pair = (dense.seconds - sparse.seconds) / (DENSE.length - SPARSE);
  const column = (sparse.seconds - one.seconds - (SPARSE - 1) * pair) / (2 * SPARSE - 2);
  const block = one.seconds - 2 * column - pair;
  const settled = await run('settle', DENSE);
  const open = settled.updates.filter(
    (update) => update.pair.status === 'waiting' || update.pair.status === 'training',
  );
  const trained = await run(
    'finish',
    open.slice(0, 60).map(({ index }) => DENSE[index] ?? [0, 1]),
  );
  const perPair = (run: Ran, columns: number) =>
    (run.seconds - block - columns * column) / run.updates.length;
  const updates = { outline: dense.updates, settle: settled.updates, finish: trained.updates };
  const ofDepths = (cost: (updates: readonly Update[]) => number) =>
    Object.fromEntries(DEPTHS.map((depth) => [depth, cost(updates[depth])])) as Record<Depth, number>;
  const given: Block = { run: 'r', number: 1, facts: '0'.repeat(64), depth: 'settle', pairs: placed(DENSE) };
  return {
    measured: conditions(),
    rows: ROWS,
    blockSeconds: block,
    columnSeconds: column,
    pairSeconds: {
      outline: pair,
      settle: perPair(settled, COLUMNS),
      finish: perPair(trained, new Set(trained.pairs.flat()).size),
    },
    trainedShare: open.length / DENSE.length,
    columnBytes: mean(dataset.columns.map((one) => packed(one, dataset).length)),
    givenBytes: pack(given).length / DENSE.length,
    resultBytes: ofDepths((some) => pack(messageOf(some)).length / messageOf(some).updates.length),
    resultSeconds: ofDepths((some) => {
      const message = pack(messageOf(some));
      return secondsOf(() => JSON.stringify(unpack(result, message))) / messageOf(some).updates.length;
    }),
    givenSeconds: secondsOf(() => pack(given)) / DENSE.length,
    pairMemory: ofDepths(pairMemory),
    reportCharacters: ofDepths((some) => JSON.stringify(some).length / some.length),
  };
}

interface Ran {
  readonly pairs: Plan['pairs'];
  readonly seconds: number;
  readonly updates: readonly Update[];
}

function blockRunner(dataset: Dataset, folder: string) {
  const machine = {
    platform: nodePlatform(folder),
    kernelBuild: chooseKernelBuild(engineFiles(folder)),
    threads: 1,
  };
  const stored = new Map<string, Uint8Array>();
  const columns = dataset.columns.map((column): RunFacts['columns'][number] => {
    const bytes = packed(column, dataset);
    const cells = cellsHash(bytes);
    stored.set(cells, bytes);
    const { name, type, kind, missing, distinct } = column;
    return { name, type, kind, missing, distinct, cells };
  });
  const facts: RunFacts = {
    program: '',
    plan: planOf(dataset, []),
    columns,
    rows: dataset.rows,
    pointwise: false,
  };
  const fetch = (hash: string) => Promise.resolve(stored.get(hash) ?? new Uint8Array());
  return async (depth: Depth, pairs: Plan['pairs']): Promise<Ran> => {
    const block: Block = { run: 'r', number: 0, facts: '', depth, pairs: placed(pairs) };
    const before = process.cpuUsage();
    const run = await BlockRun.prepare(block, facts, fetch, machine);
    const updates = (await run.finish(() => undefined)) ?? [];
    return { pairs, seconds: spent(before), updates };
  };
}

function planOf(dataset: Dataset, pairs: Plan['pairs']): Plan {
  return {
    variables: singleColumns(dataset.columns.map(({ name }) => name)),
    pairs,
    estimator: 'mine',
    preset: 'standard',
    seed: 1,
    threads: 1,
    engine: 'kernel',
    maxRows: 0,
  };
}

function packed(column: Column, { rows }: Dataset): Uint8Array {
  return packCells(
    column,
    Uint32Array.from({ length: rows }, (_, row) => row),
  );
}

function placed(pairs: Plan['pairs']): Block['pairs'] {
  return pairs.map(([x, z], index) => [index, x, z]);
}

function messageOf(updates: readonly Update[]) {
  return { number: 1, updates: [...updates].slice(0, 100), seconds: null };
}

function pairMemory(updates: readonly Update[]): number {
  const message = pack(messageOf(updates));
  const COPIES = 200;
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const kept = Array.from({ length: COPIES }, () =>
    unpack(result, message).updates.map(({ pair }) => ({ pair, place: [1, 2] })),
  );
  collectGarbage();
  return (process.memoryUsage().heapUsed - before) / kept.flat().length;
}

/** Of one call, from as many as take half a second. */
function secondsOf(task: () => void): number {
  const before = process.cpuUsage();
  for (let times = 1; ; times++) {
    task();
    const seconds = spent(before);
    if (seconds > 0.5) return seconds / times;
  }
}

/** Processor time, which other work on the machine stretches least. */
function spent(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function conditions(): string {
  const load = loadavg()[0]?.toFixed(1) ?? '';
  return `${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model.trim() ?? ''}, Node ${process.version}, load ${load}`;
}
