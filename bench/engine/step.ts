import { join } from 'node:path';
import { Contestant } from './contestant';
import type { Bench, Part } from './part';
import { peaks } from './peaks';
import { PLAIN_SIZES, QUICK_SIZES, RECIPE_SIZES, SILU_SIZES, type StepSize } from './stepSizes';
import { stepGoals, stepTables } from './stepTables';

/** What every contestant took for a step of one size, microseconds, burst by burst. */
export interface StepTimes {
  readonly size: StepSize;
  readonly byContestant: ReadonlyMap<string, readonly number[]>;
}

/** Part 1: the training step, in the kernel's builds and elsewhere. */
export const step: Part = {
  cores: 1,
  async run(bench) {
    const { present, absent } = await startAll(bench);
    try {
      const limits = await peaks(bench, present);
      const sizes = bench.quick ? QUICK_SIZES : [...PLAIN_SIZES, ...SILU_SIZES, ...RECIPE_SIZES];
      const times: StepTimes[] = [];
      for (const size of sizes) times.push(await measure(bench, size, present));
      const names = present.map(({ name }) => name);
      return {
        title: 'The training step',
        markdown: stepTables(times, names, limits, absent),
        goals: stepGoals(times, bench.nodes),
      };
    } finally {
      await Promise.all(present.map((contestant) => contestant.end()));
    }
  },
};

async function startAll({ nodes, python, program, root, say }: Bench) {
  const script = join(root, 'bench/engine/torch_steps.py');
  const engines = nodes.flatMap((node) =>
    ['plain', 'fused', ...(node.v8 >= 13 ? ['wide'] : []), 'tfjs-wasm', 'tfjs-node'].map((engine) => ({
      name: `${node.name} ${engine}`,
      command: node.path,
      args: [join(__dirname, 'stepProcess.js'), engine, program, root],
    })),
  );
  const modes = ['pair', 'bmm'].map((mode) => ({
    name: `PyTorch ${mode}`,
    command: python,
    args: [script, mode],
  }));
  const present: Contestant[] = [];
  const absent: string[] = [];
  for (const { name, command, args } of [...engines, ...modes]) {
    const started =
      command === null ? 'there is no Python with it' : await Contestant.start(name, command, args);
    if (typeof started === 'string') absent.push(name);
    else present.push(started);
    say(
      typeof started === 'string'
        ? `${name}: not present (${firstLine(started)})`
        : `${name} ${started.version}`,
    );
  }
  return { present, absent };
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

/** Bursts of all contestants by turns, so that what else the machine does meets all alike. */
async function measure(
  { quick, say }: Bench,
  size: StepSize,
  contestants: readonly Contestant[],
): Promise<StepTimes> {
  const byContestant = new Map(contestants.map(({ name }) => [name, [] as number[]]));
  const request = { step: size, milliseconds: quick ? 15 : 30 };
  for (let round = 0; round < (quick ? 3 : 9); round++)
    for (const contestant of contestants) {
      const { microseconds = NaN } = await contestant.ask(request);
      byContestant.get(contestant.name)?.push(microseconds);
    }
  say(`step: ${JSON.stringify(size)}`);
  return { size, byContestant };
}
