import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeKnownTable } from './knownTable';
import type { NodeBinary } from './machine';
import { seconds, table } from './markdown';
import type { Bench, Goal, Part } from './part';
import { spread, type Spread } from './spread';
import { columnVariables, watch, type Seen } from './watch';

/** How soon a Node has a warm kernel, and how soon the program is ready to train on a small table. */
interface Start {
  readonly node: string;
  readonly kernel: string;
  readonly warm: Spread;
  readonly ready: Spread;
}

/** Part 4: the start, and the memory of a large dataset. */
export const start: Part = {
  cores: 2,
  async run(bench) {
    const starts: Start[] = [];
    for (const node of bench.nodes) starts.push(await measureStart(bench, node));
    const memory = await measureMemory(bench);
    return {
      title: 'Start and memory',
      markdown: startTables(starts, memory),
      goals: [...starts.map(startGoal), ...(memory ? [memoryGoal(memory)] : [])],
    };
  },
};

async function measureStart({ program, scratch, quick, say }: Bench, node: NodeBinary): Promise<Start> {
  const small = writeKnownTable(join(scratch, 'small.csv'), 1_000, 4);
  const warm: number[] = [];
  const ready: number[] = [];
  let kernel = '';
  for (let i = 0; i < (quick ? 3 : 9); i++) {
    const begun = performance.now();
    const child = fork(join(__dirname, 'startProcess.js'), [program], { execPath: node.path });
    const [name] = (await once(child, 'message')) as [string];
    warm.push((performance.now() - begun) / 1000);
    kernel = name;
    await once(child, 'exit');
    const variables = columnVariables(small.names);
    const seen = await watch(node, program, {
      file: small.file,
      variables,
      preset: 'quick',
      threads: 1,
      most: 10,
    });
    ready.push(seen.started);
  }
  say(`start: ${node.name}, ${kernel}: ${warm.map((time) => (time * 1000).toFixed(0)).join(', ')} ms`);
  return { node: node.name, kernel, warm: spread(warm), ready: spread(ready) };
}

interface Memory {
  readonly rows: number;
  readonly columns: number;
  readonly seen: Seen;
}

/** Under VS Code's Node where it is at hand. */
async function measureMemory({ nodes, program, scratch, quick, say }: Bench): Promise<Memory | null> {
  const node = nodes.at(-1);
  if (!node) return null;
  const [rows, columns] = [quick ? 100_000 : 1_000_000, 20];
  const known = writeKnownTable(join(scratch, 'large.csv'), rows, columns);
  const variables = columnVariables(known.names);
  const seen = await watch(node, program, {
    file: known.file,
    variables,
    preset: 'standard',
    threads: 2,
    most: quick ? 10 : 60,
  });
  rmSync(known.file);
  say(`start: ${rows} x ${columns}: ${seen.trainingMemory.toFixed(0)} MB in training`);
  return seen.trainingMemory > 0 ? { rows, columns, seen } : null;
}

function startTables(starts: readonly Start[], memory: Memory | null): string {
  const cell = ({ median, share }: Spread) =>
    `${(median * 1000).toFixed(0)} ms ±${(100 * share).toFixed(0)} %`;
  const times = table(
    ['', 'kernel taken', 'fork to a warm kernel', 'fork to the first step on 1,000 rows'],
    starts.map(({ node, kernel, warm, ready }) => [node, kernel, cell(warm), cell(ready)]),
  );
  const words = memory
    ? `The whole process with ${memory.rows.toLocaleString('en')} rows x ${memory.columns} columns, 2 threads, standard preset, watched for the first ${seconds(memory.seen.ended)}
(dataset read after ${seconds(memory.seen.read)}, threads ready after ${seconds(memory.seen.started)}): ${memory.seen.trainingMemory.toFixed(0)} MB resident at most in
training, ${memory.seen.peakMemory.toFixed(0)} MB at most over its life, reading included.`
    : 'Memory: this system does not tell.';
  return `A warm kernel: forked, the builds compiled, held against each other and timed, the fastest compiled by V8's optimising compiler.

${times}

${words}`;
}

function startGoal({ node, warm }: Start): Goal {
  return {
    figure: `from the fork that \`activate\` makes to a warm kernel, ${node}`,
    goal: '< 150 ms',
    measured: `${(warm.median * 1000).toFixed(0)} ms`,
    met: warm.median < 0.15,
  };
}

function memoryGoal({ rows, columns, seen }: Memory): Goal {
  return {
    figure: `memory at ${rows.toLocaleString('en')} rows x ${columns} columns in training`,
    goal: '< 600 MB for the whole process',
    measured: `${seen.trainingMemory.toFixed(0)} MB (${seen.peakMemory.toFixed(0)} MB with reading)`,
    met: seen.trainingMemory < 600,
  };
}
