import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { allPairs } from '../../src/process/run/plan';
import { table } from '../engine/markdown';
import { measure, type Costs } from './measure';
import { Simulation, type Outcome, type Scenario } from './simulate';

/** The bundle is out/bench/scale.js. */
const ROOT = join(__dirname, '../..');
const COSTS = join(ROOT, 'bench/scale/costs.json');

const USAGE = `npm run bench:scale [-- OPTION...]
  --measure   measures first what pairs, columns and messages take on this machine, into bench/scale/costs.json
  --seed N    of stragglers, losses and the pairs' times (1)
Plays runs over many workers on a virtual clock, with the program's own schedule, and prints what they come to.`;

/** A dollar for so many hours of a core: what clouds ask for spare machines, roughly. */
const DOLLARS_A_CORE_HOUR = 0.02;

function scenarios({ trainedShare }: Costs): readonly Scenario[] {
  const calm = { threads: 8, trainedShare, stragglers: 0, lossesAnHour: 0, replacedAfter: null };
  const large = { ...calm, columns: 5000, workers: 100 };
  return [
    { ...calm, name: '1,000 columns', columns: 1000, workers: 1 },
    { ...calm, name: '1,000 columns', columns: 1000, workers: 10 },
    { ...calm, name: '1,000 columns', columns: 1000, workers: 100 },
    { ...large, name: '5,000 columns' },
    { ...large, name: 'every fifth pair is trained', trainedShare: 0.2 },
    { ...large, name: 'a tenth are stragglers', stragglers: 0.1 },
    { ...large, name: 'spot machines', lossesAnHour: 1, replacedAfter: 120 },
    { ...large, name: 'lost ones are not replaced', lossesAnHour: 1.5, replacedAfter: null },
    { ...large, name: 'stragglers, spot machines', stragglers: 0.1, lossesAnHour: 1, replacedAfter: 120 },
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      measure: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  if (values.measure || !existsSync(COSTS))
    writeFileSync(COSTS, `${JSON.stringify(await measure(__dirname, join(ROOT, 'out/scale')), null, 2)}\n`);
  const costs = JSON.parse(readFileSync(COSTS, 'utf8')) as Costs;
  console.log(`Costs: ${costs.measured}; seed ${values.seed}.\n`);
  const rows: string[][] = [];
  let pairs = allPairs(0);
  for (const scenario of scenarios(costs)) {
    if (pairs.length !== (scenario.columns * (scenario.columns - 1)) / 2) pairs = allPairs(scenario.columns);
    const outcome = new Simulation(scenario, pairs, costs, Number(values.seed)).run();
    rows.push(rowOf(scenario, outcome));
    console.error(`${scenario.name}: the schedule itself took ${outcome.scheduleSeconds.toFixed(0)} s`);
  }
  console.log(table(HEADER, rows));
}

const HEADER = [
  'run',
  'workers',
  'pairs',
  'all outlined',
  'all settled',
  'ended',
  'core hours',
  'dollars',
  'workers busy',
  'lost: workers, of their time',
  'messages/s',
  'columns sent',
  'results sent',
  'most on the server',
  'front busy: outlines, in all',
];

function rowOf(scenario: Scenario, outcome: Outcome): string[] {
  const { workers, threads, columns } = scenario;
  const { reached, frontBusy } = outcome;
  const hours = (workers * threads * reached.finish) / 3600;
  const pairs = (columns * (columns - 1)) / 2;
  return [
    scenario.name,
    `${workers}`,
    pairs.toLocaleString('en'),
    time(reached.outline),
    time(reached.settle),
    time(reached.finish),
    hours.toFixed(0),
    (hours * DOLLARS_A_CORE_HOUR).toFixed(hours > 100 ? 0 : 2),
    percent(outcome.workersBusy),
    `${outcome.workersLost}, ${percent(outcome.secondsLost / (workers * reached.finish))}`,
    (outcome.messages / reached.finish).toFixed(0),
    bytes(outcome.columnBytes),
    bytes(outcome.resultBytes),
    bytes(outcome.mostStored),
    `${percent(frontBusy.outline)}, ${percent(frontBusy.finish)}`,
  ];
}

function time(seconds: number): string {
  if (seconds < 100) return `${seconds.toFixed(0)} s`;
  return seconds < 6000 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;

const bytes = (count: number) =>
  count < 1e9 ? `${(count / 1e6).toFixed(0)} MB` : `${(count / 1e9).toFixed(1)} GB`;

void main();
