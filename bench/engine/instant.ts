import { join } from 'node:path';
import { Contestant } from './contestant';
import { INSTANT_PAIRS, type InstantPair } from './instantPairs';
import { table } from './markdown';
import type { Bench, Goal, Part } from './part';
import { spread, type Spread } from './spread';

/** What the instant critic of one pair takes, its columns prepared; milliseconds. */
export interface InstantTime {
  readonly kind: InstantPair;
  readonly n: number;
  readonly node: string;
  readonly fit: Spread;
  /** What is made once of a column for all of its pairs, the mean of both. */
  readonly prepare: Spread;
}

const SIZES = [1e3, 1e4, 1e6];

/** Part 5: the instant critic. */
export const instant: Part = {
  cores: 1,
  async run(bench) {
    const times = await instantTimes(bench);
    return { title: 'The instant critic', markdown: instantTable(times), goals: goals(times) };
  },
};

/** The Nodes take turns, so that what else the machine does meets both alike. */
export async function instantTimes({ nodes, program, quick, say }: Bench): Promise<InstantTime[]> {
  const times: InstantTime[] = [];
  const present: Contestant[] = [];
  try {
    for (const { name, path } of nodes) {
      const started = await Contestant.start(name, path, [join(__dirname, 'instantProcess.js'), program]);
      if (typeof started === 'string') throw new Error(started);
      present.push(started);
    }
    for (const n of quick ? SIZES.slice(0, 2) : SIZES)
      for (const kind of INSTANT_PAIRS) {
        times.push(...(await measure(present, kind, n, quick ? 5 : 25)));
        say(`instant: ${kind}, n = ${n.toLocaleString('en')}`);
      }
  } finally {
    await Promise.all(present.map((contestant) => contestant.end()));
  }
  return times;
}

async function measure(
  present: readonly Contestant[],
  kind: InstantPair,
  n: number,
  rounds: number,
): Promise<InstantTime[]> {
  const found = present.map(({ name }) => ({ node: name, fit: [] as number[], prepare: [] as number[] }));
  for (let round = 0; round < rounds; round++)
    for (const [i, contestant] of present.entries()) {
      const { fit = NaN, prepare = NaN } = await contestant.ask({ kind, n });
      found[i]?.fit.push(fit);
      found[i]?.prepare.push(prepare);
    }
  return found.map(({ node, fit, prepare }) => ({
    kind,
    n,
    node,
    fit: spread(fit),
    prepare: spread(prepare),
  }));
}

function instantTable(times: readonly InstantTime[]): string {
  const cell = ({ median, share }: Spread) => `${median.toPrecision(2)} ±${(100 * share).toFixed(0)} %`;
  const rows = times.map(({ kind, n, node, fit, prepare }) => [
    kind,
    n.toLocaleString('en'),
    node,
    cell(fit),
    cell(prepare),
  ]);
  return `Milliseconds on one core: five folds, all penalties, the tables of all critics.

${table(['pair', 'rows', 'Node', 'a pair', 'a column, once for all of its pairs'], rows)}`;
}

/** Of each size and Node the slowest kind of pair, and apart from it that of the most levels. */
function goals(times: readonly InstantTime[]): Goal[] {
  const groups = new Map<string, InstantTime[]>();
  for (const time of times) {
    const most = time.kind === '48 x 48 categories';
    const key = `${time.n} ${time.node} ${most}`;
    groups.set(key, [...(groups.get(key) ?? []), time]);
  }
  return [...groups.values()].map((group) =>
    goal(group.reduce((a, b) => (b.fit.median > a.fit.median ? b : a))),
  );
}

function goal({ kind, n, node, fit }: InstantTime): Goal {
  const limit = kind === '48 x 48 categories' ? 50 : 20;
  return {
    figure: `instant critic, ${n.toLocaleString('en')} rows, ${node}: ${kind}`,
    goal: `≤ ${limit} ms`,
    measured: `${fit.median.toPrecision(2)} ms`,
    met: fit.median <= limit,
  };
}
