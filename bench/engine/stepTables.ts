import type { NodeBinary } from './machine';
import { table, times } from './markdown';
import type { Goal } from './part';
import type { Peak } from './peaks';
import { spread } from './spread';
import type { StepTimes } from './step';
import { flops, sizeName, type StepSize } from './stepSizes';

const BUILDS = ['plain', 'fused', 'wide'];
const PAIR = 'PyTorch pair';
const BMM = 'PyTorch bmm';

export function stepTables(
  measured: readonly StepTimes[],
  contestants: readonly string[],
  limits: readonly Peak[],
  absent: readonly string[],
): string {
  const nodes = [...new Set(contestants.filter((name) => name.startsWith('Node')).map(nodeOf))];
  return `Microseconds of the processor's time for a training step of one pair (half the distance between the quartiles in %), and GFLOP/s as if nothing
were skipped; one thread. d inputs a side, two hidden layers of H units, B joint and S B re-paired samples (S = 1 where nothing
is said): sampling, forward, backward, clipping, Adam. plain, fused, wide: the kernel's builds; tfjs: the TensorFlow.js engine;
PyTorch pair: one network after the other as commonly written, the faster of Adam's two ways; bmm: 45 pairs at once, for each.

${table(
  ['step', ...contestants],
  measured.map((row) => timeCells(row, contestants)),
)}

${absent.length > 0 ? `Not present: ${absent.join(', ')}.\n` : ''}
Times as fast as the kernel's fastest build on each Node:

${table(
  [
    'step',
    ...nodes.flatMap((node) => [`${node}: PyTorch pair / kernel`, 'bmm / kernel', 'tfjs-wasm / kernel']),
  ],
  measured.map((row) => ratioCells(row, nodes)),
)}

What one core can do:

${table(
  ['limit', 'GFLOP/s'],
  limits.map(({ name, gflops }) => [name, gflops === null ? 'not present' : gflops.toFixed(1)]),
)}`;
}

function timeCells({ size, byContestant }: StepTimes, contestants: readonly string[]): string[] {
  const cell = (name: string) => {
    const bursts = byContestant.get(name);
    if (!bursts || bursts.length === 0) return '–';
    const { median, share } = spread(bursts);
    const rate = flops(size) / median / 1000;
    return `${micro(median)} ±${(100 * share).toFixed(0)} % (${rate.toPrecision(2)})`;
  };
  return [sizeName(size), ...contestants.map(cell)];
}

function micro(value: number): string {
  return value < 10_000 ? value.toFixed(0) : `${(value / 1000).toFixed(0)}k`;
}

function ratioCells(row: StepTimes, nodes: readonly string[]): string[] {
  const ratio = (other: number | null, own: number | null) =>
    other === null || own === null ? '–' : times(other / own);
  return [
    sizeName(row.size),
    ...nodes.flatMap((node) => {
      const own = fastestBuild(row, node);
      return [PAIR, BMM, `${node} tfjs-wasm`].map((name) => ratio(middle(row, name), own));
    }),
  ];
}

export function stepGoals(measured: readonly StepTimes[], nodes: readonly NodeBinary[]): Goal[] {
  return nodes.flatMap((node) => [
    ...perPairGoals(measured, node),
    ...recipeGoal(measured, node),
    ...firstLayerGoal(measured, node),
  ]);
}

function perPairGoals(measured: readonly StepTimes[], { name, v8 }: NodeBinary): Goal[] {
  const least = v8 >= 13 ? [5.5, 2.7] : [3.5, 1.7];
  return [
    { hidden: 64, batch: 256 },
    { hidden: 128, batch: 512 },
  ].map(({ hidden, batch }, i) => {
    const row = measured.find(({ size }) => isPlain(size, hidden, batch, 1));
    const ratio = row && quotient(middle(row, PAIR), fastestBuild(row, name));
    return atLeast(
      `training step against PyTorch per pair, B = ${batch}, H = ${hidden}, ${name}`,
      least[i] ?? NaN,
      ratio,
    );
  });
}

function recipeGoal(measured: readonly StepTimes[], { name }: NodeBinary): Goal[] {
  const rows = measured.filter(({ size }) => size.recipe);
  return rows.map((row) =>
    atLeast(
      `the recipe's own step (H = 32, B = ${row.size.batch}) against PyTorch's bmm, ${name}`,
      4,
      quotient(middle(row, BMM), fastestBuild(row, name)),
    ),
  );
}

/** The largest of the ratios over all H and B that both widths were measured with. */
function firstLayerGoal(measured: readonly StepTimes[], { name }: NodeBinary): Goal[] {
  const ratios = measured
    .filter(({ size }) => size.inputs === 20)
    .flatMap((many) => {
      const { hidden, batch } = many.size;
      const one = measured.find(({ size }) => isPlain(size, hidden, batch, 1));
      const ratio = one && quotient(fastestBuild(many, name), fastestBuild(one, name));
      return ratio === null || ratio === undefined ? [] : [ratio];
    });
  return [
    {
      figure: `step with d = 20 inputs a side against d = 1, ${name}`,
      goal: '≤ 2x',
      measured: ratios.length > 0 ? ratios.map(times).join(', ') : 'not measured',
      met: ratios.length > 0 ? Math.max(...ratios) <= 2 : null,
    },
  ];
}

function atLeast(figure: string, least: number, ratio: number | null | undefined): Goal {
  const known = ratio ?? null;
  return {
    figure,
    goal: `≥ ${least}x`,
    measured: known === null ? 'not measured' : times(known),
    met: known === null ? null : known >= least,
  };
}

function isPlain(size: StepSize, hidden: number, batch: number, inputs: number): boolean {
  const same = size.hidden === hidden && size.batch === batch && size.inputs === inputs;
  return same && !size.recipe && size.activation === 'relu';
}

function nodeOf(contestant: string): string {
  return contestant.split(' ').slice(0, 2).join(' ');
}

function fastestBuild(row: StepTimes, node: string): number | null {
  const known = BUILDS.map((build) => middle(row, `${node} ${build}`)).filter((time) => time !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

function middle({ byContestant }: StepTimes, name: string): number | null {
  const bursts = byContestant.get(name);
  return bursts && bursts.length > 0 ? spread(bursts).median : null;
}

function quotient(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a / b;
}
