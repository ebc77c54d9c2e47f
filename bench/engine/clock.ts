import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { trainingSettings } from '../../src/mine/settings';
import { commandLine, python, type ClockRun } from './clockRuns';
import { clockGoals, clockTables, type Contender, type Filled } from './clockTables';
import { writeKnownTable, type KnownTable } from './knownTable';
import type { Bench, Part } from './part';
import { columnVariables, watch } from './watch';

const ROWS = 10_000;
/** A strong and a weak normal pair, a sine, independent columns. */
const MINE_PAIRS = ['0,1', '2,3', '4,5', '0,4'];

/** Part 2: what a person waits for, beside what they would use instead. */
export const clock: Part = {
  cores: 2,
  async run(bench) {
    const table = bench.quick
      ? writeKnownTable(join(bench.scratch, 'six.csv'), 1_000, 6)
      : writeKnownTable(join(bench.scratch, 'ten.csv'), ROWS, 10);
    const contenders = await race(bench, table);
    const filled = [
      await firstEstimates(bench, table),
      await firstEstimates(bench, manyColumns(bench)),
    ].flat();
    return {
      title: "The user's clock",
      markdown: clockTables(contenders, filled, table),
      goals: clockGoals(contenders, filled, table),
    };
  },
};

function manyColumns({ scratch, quick }: Bench): KnownTable {
  return writeKnownTable(join(scratch, 'hundred.csv'), quick ? 1_000 : ROWS, quick ? 20 : 100);
}

/** Everyone over the same pairs by turns. */
async function race(bench: Bench, table: KnownTable): Promise<Contender[]> {
  const { nodes, program, root, quick, say } = bench;
  const threads = [1, 2].filter((count) => count <= availableParallelism());
  const entries: { name: string; run: () => Promise<ClockRun>; rounds?: number }[] = nodes.flatMap((node) =>
    threads.map((count) => ({
      name: `mine estimate, ${node.name}, threads: ${count}`,
      run: () => commandLine(node, program, table, count),
    })),
  );
  const { python: command } = bench;
  if (command !== null)
    entries.push(
      {
        name: "scikit-learn's mutual_info_regression",
        run: () => python(command, root, 'sklearn', table),
      },
      {
        name: 'MINE in PyTorch',
        run: () => python(command, root, 'mine', table, mineOptions(quick)),
        rounds: 1,
      },
    );
  const runs = new Map<string, ClockRun[]>(entries.map(({ name }) => [name, []]));
  for (let round = 0; round < (quick ? 1 : 3); round++)
    for (const { name, run, rounds = Infinity } of entries) {
      if (round >= rounds) continue;
      const done = await run();
      runs.get(name)?.push(done);
      say(`clock: ${name}: ${done.seconds.toFixed(2)} s, mean absolute error ${done.error.toFixed(4)}`);
    }
  return [...runs].map(([name, all]) => ({ name, runs: all }));
}

/** As many steps as the standard preset may take, of one network. */
function mineOptions(quick: boolean): string[] {
  const { steps, folds, batch } = trainingSettings('standard', 'mine', { rows: ROWS, grouped: false });
  return [
    String(quick ? 200 : steps * folds),
    String(batch),
    ...(quick ? MINE_PAIRS.slice(0, 1) : MINE_PAIRS),
  ];
}

async function firstEstimates({ nodes, program, quick, say }: Bench, table: KnownTable): Promise<Filled[]> {
  const filled: Filled[] = [];
  for (const node of nodes) {
    const seen = await watch(node, program, {
      file: table.file,
      variables: columnVariables(table.names),
      preset: 'standard',
      threads: 2,
      untilFirst: true,
      most: quick ? 10 : 90,
    });
    say(
      `clock: ${table.names.length} columns, ${node.name}: ${seen.estimates} of ${seen.cells} cells in ${seen.first.toFixed(2)} s`,
    );
    filled.push({ node: node.name, columns: table.names.length, rows: table.rows, seen });
  }
  return filled;
}
