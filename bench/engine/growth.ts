import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Preset } from '../../src/mine/presets';
import { growthPlot, type Curve } from './growthPlot';
import { writeKnownTable } from './knownTable';
import { seconds, table } from './markdown';
import type { Bench, Part } from './part';
import { columnVariables, watch, type Seen, type WatchedRun } from './watch';

/** Runs that differ in one size. */
interface Series {
  readonly title: string;
  readonly axis: string;
  readonly values: readonly number[];
  readonly preset: Preset;
  readonly sizes: (value: number) => Sizes;
}

interface Sizes {
  readonly rows: number;
  /** Columns, each a variable of its own; where `dims` is given, the first so many and the next are one variable each. */
  readonly columns: number;
  readonly dims?: number;
  readonly threads?: number;
}

interface Point {
  readonly value: number;
  readonly seen: Seen;
  /** From the fork to the report; where the run was ended early, what the program expected. */
  readonly total: number;
}

const THREADS = availableParallelism();

const SERIES: readonly Series[] = [
  {
    title: 'rows: 5 columns, standard',
    axis: 'rows',
    values: [1e3, 1e4, 1e5, 1e6],
    preset: 'standard',
    sizes: (rows) => ({ rows, columns: 5 }),
  },
  {
    title: 'columns: 1,000 rows, quick',
    axis: 'columns',
    values: [5, 10, 20, 50, 100, 200],
    preset: 'quick',
    sizes: (columns) => ({ rows: 1_000, columns }),
  },
  {
    title: 'columns of a group: 2,000 rows, standard',
    axis: 'columns in each of two groups',
    values: [1, 2, 5, 10, 20, 50],
    preset: 'standard',
    sizes: (dims) => ({ rows: 2_000, columns: 2 * dims, dims }),
  },
  {
    title: 'threads: 10 columns, 2,000 rows, standard',
    axis: 'threads',
    values: Array.from({ length: THREADS }, (_, i) => i + 1),
    preset: 'standard',
    sizes: (threads) => ({ rows: 2_000, columns: 10, threads }),
  },
];

const QUICK_VALUES = 2;

/** Part 3: how the time grows with the data, and falls with the threads. */
export const growth: Part = {
  cores: THREADS,
  async run(bench) {
    const measured: { series: Series; points: Point[] }[] = [];
    for (const series of SERIES) {
      const values = bench.quick ? series.values.slice(0, QUICK_VALUES) : series.values;
      const points: Point[] = [];
      for (const value of values) points.push(await measure(bench, series, value));
      measured.push({ series, points });
    }
    const curves = measured.map(({ series, points }): Curve => ({
      title: series.title,
      axis: series.axis,
      points: points.map(({ value, total }) => [value, total]),
    }));
    return { title: 'Growth', markdown: growthTables(measured), goals: [], svg: growthPlot(curves) };
  },
};

/** With VS Code's Node where it is at hand: that is where people wait. */
async function measure(bench: Bench, series: Series, value: number): Promise<Point> {
  const { rows, columns, dims, threads = THREADS } = series.sizes(value);
  const node = bench.nodes.at(-1);
  if (!node) throw new Error('There is no Node to measure with.');
  const file = join(bench.scratch, 'growth.csv');
  const { names } = writeKnownTable(file, rows, columns);
  const run: WatchedRun = {
    file,
    variables: dims === undefined ? columnVariables(names) : groups(names, dims),
    preset: series.preset,
    threads,
    most: bench.quick ? 5 : 45,
  };
  const seen = await watch(node, bench.program, run);
  rmSync(file);
  const total = seen.ended + (seen.finished ? 0 : seen.left);
  bench.say(`growth: ${series.title}, ${value} ${series.axis}: ${total.toFixed(1)} s`);
  return { value, seen, total };
}

function groups(names: readonly string[], dims: number): WatchedRun['variables'] {
  return [
    { name: 'first', columns: names.slice(0, dims) },
    { name: 'second', columns: names.slice(dims) },
  ];
}

function growthTables(measured: readonly { series: Series; points: readonly Point[] }[]): string {
  const tables = measured.map(
    ({ series, points }) =>
      `**By ${series.title}**

${table(
  [series.axis, 'dataset read', 'first estimate in every cell', 'all', 'peak memory'],
  points.map(({ value, seen, total }) => [
    value.toLocaleString('en'),
    seconds(seen.read),
    seen.estimates === seen.cells ? seconds(seen.first) : '–',
    `${seen.finished ? '' : '≈ '}${seconds(total)}`,
    `${seen.peakMemory.toFixed(0)} MB`,
  ]),
)}`,
  );
  return `Seconds from the fork of the background process to the report, all rows used, ${THREADS} threads where nothing is said. ≈: ended after 45 s,
with what the program then expected to need.

![Time against rows, columns, columns of a group and threads, on logarithmic axes](performance.svg)

${tables.join('\n\n')}`;
}
