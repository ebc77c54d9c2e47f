import type { ClockRun } from './clockRuns';
import type { KnownTable } from './knownTable';
import { seconds, table } from './markdown';
import type { Goal } from './part';
import { median, spread } from './spread';
import type { Seen } from './watch';

/** Who estimated the pairs of the table, and each of their runs. */
export interface Contender {
  readonly name: string;
  readonly runs: readonly ClockRun[];
}

/** How fast a table's cells were filled. */
export interface Filled {
  readonly node: string;
  readonly columns: number;
  readonly rows: number;
  readonly seen: Seen;
}

export function clockTables(
  contenders: readonly Contender[],
  filled: readonly Filled[],
  { rows, names }: KnownTable,
): string {
  const pairs = (names.length * (names.length - 1)) / 2;
  return `\`mine estimate\` on a generated table of ${rows.toLocaleString('en')} rows and ${names.length} columns, standard preset, all rows: from the start of the process
to its last byte. The ${pairs} pairs have known mutual information: a normal factor seen through monotone maps, a sine, a circle, a band,
and independent ones (bench/engine/knownTable.ts). scikit-learn and PyTorch use one thread; computing: without imports and
reading. MINE in PyTorch is the script of bench/accuracy/peers.py with as many steps as the standard preset may take at most;
its time for all pairs is extrapolated from the pairs that were run, and its error is over those.

${table(
  ['', 'pairs run', `s for ${pairs} pairs`, 'of it computing', 'mean absolute error, nats'],
  contenders.map(({ name, runs }) => contenderCells(name, runs, pairs)),
)}

Until every cell has an answer, from the fork of the background process, 2 threads, standard preset:

${table(
  [
    'columns',
    'rows',
    'Node',
    'engine',
    'dataset read',
    'threads ready',
    'Gaussian answer',
    'first held-out estimate',
  ],
  filled.map(({ node, columns, rows: n, seen }) => [
    `${columns} (${seen.cells.toLocaleString('en')} cells)`,
    n.toLocaleString('en'),
    node,
    seen.engine,
    seconds(seen.read),
    seconds(seen.started),
    inAll(seen.gaussian, seen.gaussians, seen),
    inAll(seen.first, seen.estimates, seen),
  ]),
)}`;
}

function contenderCells(name: string, runs: readonly ClockRun[], pairs: number): string[] {
  const [one] = runs;
  if (!one) return [name, '–', '–', '–', '–'];
  const scale = pairs / one.pairs;
  const whole = runs.map((run) => run.seconds + (scale - 1) * (run.computing ?? 0));
  const { median: middle, share } = spread(whole);
  const about = scale > 1 ? '≈ ' : '';
  const computing = runs.flatMap((run) => (run.computing === undefined ? [] : [run.computing * scale]));
  return [
    name,
    String(one.pairs),
    `${about}${middle.toFixed(2)} ±${(100 * share).toFixed(0)} %`,
    computing.length > 0 ? `${about}${median(computing).toFixed(2)}` : '–',
    median(runs.map(({ error }) => error)).toFixed(4),
  ];
}

/** The time until all cells had it, or how many did when the run was ended. */
function inAll(time: number, cells: number, { cells: all, ended }: Seen): string {
  return cells === all ? seconds(time) : `${cells.toLocaleString('en')} cells after ${seconds(ended)}`;
}

export function clockGoals(
  contenders: readonly Contender[],
  filled: readonly Filled[],
  { rows, names }: KnownTable,
): Goal[] {
  const size = `${rows.toLocaleString('en')} x ${names.length} table`;
  return [...raceGoals(size, contenders), ...filled.flatMap(fillingGoals)];
}

function raceGoals(size: string, contenders: readonly Contender[]): Goal[] {
  const peer = contenders.find(({ name }) => name.startsWith('scikit-learn'));
  const limit = peer && median(peer.runs.map(({ computing }) => computing ?? NaN));
  const error = peer && median(peer.runs.map((run) => run.error));
  return contenders
    .filter(({ name }) => name.endsWith('threads: 2'))
    .map(({ name, runs }) => {
      const time = median(runs.map((run) => run.seconds));
      const own = median(runs.map((run) => run.error));
      const known = limit !== undefined && error !== undefined;
      return {
        figure: `${size}, ${name}`,
        goal: known
          ? `≤ ${seconds(limit)} (scikit-learn's KSG, computing alone), error ≤ ${error.toFixed(4)}`
          : "≤ the time of scikit-learn's KSG, with no larger error",
        measured: `${seconds(time)}, error ${own.toFixed(4)}`,
        met: known ? time <= limit && own <= error : null,
      };
    });
}

function fillingGoals({ node, columns, seen }: Filled): Goal[] {
  const cells = seen.cells.toLocaleString('en');
  const within = (what: string, most: number, time: number, have: number): Goal => ({
    figure: `${what} in all ${cells} cells of ${columns} columns, 2 threads, ${node}`,
    goal: `< ${most} s`,
    measured: inAll(time, have, seen),
    met: have === seen.cells && time < most,
  });
  if (columns <= 10) return [within('first held-out estimate', 1, seen.first, seen.estimates)];
  return [
    within('first held-out estimate', 60, seen.first, seen.estimates),
    within('Gaussian answer', 5, seen.gaussian, seen.gaussians),
  ];
}
