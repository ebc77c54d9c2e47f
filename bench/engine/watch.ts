import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import type { Preset } from '../../src/mine/presets';
import type { NodeBinary } from './machine';

/** A run of the program as the extension starts it. */
export interface WatchedRun {
  readonly file: string;
  readonly variables: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly preset: Preset;
  readonly threads: number;
  /** Cancelled as soon as every cell has an estimate. */
  readonly untilFirst?: boolean;
  /** Cancelled after so many seconds. */
  readonly most: number;
}

const seen = v.object({
  engine: v.string(),
  threads: v.number(),
  /** Seconds from the fork until the dataset was read, until the threads were ready, until the run's end. */
  read: v.number(),
  started: v.number(),
  ended: v.number(),
  finished: v.boolean(),
  /** Cells that had the Gaussian answer and an estimate at the end, and the seconds until the last of them had it. */
  cells: v.number(),
  gaussians: v.number(),
  gaussian: v.number(),
  estimates: v.number(),
  first: v.number(),
  /** Seconds the program expected to need from the end on. */
  left: v.number(),
  /** Largest resident memory in training and over the process' life, MB; 0 where the system does not tell. */
  trainingMemory: v.number(),
  peakMemory: v.number(),
});
export type Seen = v.InferOutput<typeof seen>;

/** Watches a run of the program under a Node. */
export async function watch(node: NodeBinary, program: string, run: WatchedRun): Promise<Seen> {
  const script = join(__dirname, 'watchProcess.js');
  const { stdout } = await promisify(execFile)(node.path, [
    script,
    join(program, 'process.js'),
    JSON.stringify(run),
  ]);
  return v.parse(seen, JSON.parse(stdout));
}

export function columnVariables(names: readonly string[]): WatchedRun['variables'] {
  return names.map((name) => ({ name, columns: [name] }));
}
