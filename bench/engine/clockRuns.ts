import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { meanAbsoluteError, type KnownTable } from './knownTable';
import type { NodeBinary } from './machine';

/** One run over all pairs of a table, or over some of them. */
export interface ClockRun {
  /** From the process' start to the last byte. */
  readonly seconds: number;
  /** Without the start, the imports and the reading. */
  readonly computing?: number;
  readonly error: number;
  readonly pairs: number;
}

const run = promisify(execFile);
const ROOM = { maxBuffer: 1 << 28 };

const printedReport = v.object({
  pairs: v.array(v.object({ x: v.array(v.string()), z: v.array(v.string()), mi: v.number() })),
});
const printedEstimates = v.object({
  seconds: v.number(),
  estimates: v.array(v.tuple([v.number(), v.number(), v.number()])),
});

/** `mine estimate` in a process of its own. */
export async function commandLine(
  node: NodeBinary,
  program: string,
  table: KnownTable,
  threads: number,
): Promise<ClockRun> {
  const options = ['--format', 'json', '--max-rows', '0', '--threads', String(threads)];
  const begun = performance.now();
  const { stdout } = await run(
    node.path,
    [join(program, 'cli.js'), 'estimate', table.file, ...options],
    ROOM,
  );
  const seconds = (performance.now() - begun) / 1000;
  const { pairs } = v.parse(printedReport, JSON.parse(stdout));
  const estimates = pairs.map(({ x, z, mi }) => ({ x: x[0] ?? '', z: z[0] ?? '', value: mi }));
  return { seconds, error: meanAbsoluteError(table, estimates), pairs: pairs.length };
}

/** clock_peers.py; `options` after the file. */
export async function python(
  command: string,
  root: string,
  mode: 'sklearn' | 'mine',
  table: KnownTable,
  options: readonly string[] = [],
): Promise<ClockRun> {
  const script = join(root, 'bench/engine/clock_peers.py');
  const begun = performance.now();
  const { stdout } = await run(command, [script, mode, table.file, ...options], ROOM);
  const seconds = (performance.now() - begun) / 1000;
  const printed = v.parse(printedEstimates, JSON.parse(stdout));
  const name = (column: number) => table.names[column] ?? '';
  const estimates = printed.estimates.map(([i, j, value]) => ({ x: name(i), z: name(j), value }));
  return {
    seconds,
    computing: printed.seconds,
    error: meanAbsoluteError(table, estimates),
    pairs: estimates.length,
  };
}
