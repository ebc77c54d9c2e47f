import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { BackgroundProcess } from '../../src/process/client';
import { allPairs } from '../../src/process/run/plan';
import { PROTOCOL_VERSION, type FromProcess } from '../../src/process/protocol';
import type { PairState } from '../../src/report/report';
import type { Seen, WatchedRun } from './watch';

/* Runs the program once through the extension's own client and prints what was seen when. Arguments: process.js, the run. */

const [entry = '', text = ''] = process.argv.slice(2);
const run = JSON.parse(text) as WatchedRun;
const begun = performance.now();
const elapsed = () => (performance.now() - begun) / 1000;

const withGaussian = new Set<number>();
const withEstimate = new Set<number>();
const pairs = allPairs(run.variables.length);
const figures = {
  engine: '',
  threads: 0,
  read: NaN,
  started: NaN,
  gaussian: 0,
  first: 0,
  left: 0,
  trainingMemory: 0,
  peakMemory: 0,
};
let memoryWatch: NodeJS.Timeout | undefined;
let limit: NodeJS.Timeout | undefined;

const background = new BackgroundProcess(entry, {
  onMessage: receive,
  onEnd: (reason) => {
    throw new Error(reason);
  },
});
background.send({
  type: 'open',
  version: PROTOCOL_VERSION,
  source: { kind: 'file', name: basename(run.file), path: run.file },
});

function receive(message: FromProcess): void {
  switch (message.type) {
    case 'profile':
      figures.read = elapsed();
      estimate();
      break;
    case 'started':
      figures.started = elapsed();
      figures.engine = message.head.engine.name;
      figures.threads = message.head.engine.threads;
      memoryWatch = setInterval(watchMemory, 100);
      message.pairs.forEach((pair, index) => {
        note(index, pair);
      });
      break;
    case 'progress':
      figures.left = message.secondsLeft ?? figures.left;
      for (const { index, pair } of message.updates) note(index, pair);
      if (run.untilFirst === true && withEstimate.size === pairs.length) end(false);
      break;
    case 'finished':
      message.report.pairs.forEach((pair, index) => {
        note(index, pair);
      });
      end(!message.cancelled);
      break;
    case 'refused':
    case 'failed':
      throw new Error(message.message);
    case 'reading':
    case 'waiting':
    case 'paused':
    case 'resumed':
    case 'pace':
    case 'application':
    case 'applied':
    case 'encoded':
    case 'points':
      break;
  }
}

function estimate(): void {
  const { variables, preset, threads } = run;
  background.send({
    type: 'estimate',
    plan: {
      variables: variables.map(({ name, columns }) => ({ name, columns: [...columns] })),
      pairs,
      estimator: 'mine',
      preset,
      seed: 1,
      threads,
      engine: 'auto',
      maxRows: 0,
    },
  });
  limit = setTimeout(() => {
    end(false);
  }, run.most * 1000);
}

function note(index: number, pair: Pick<PairState, 'mi' | 'references'>): void {
  if (pair.references.gaussian !== null && !withGaussian.has(index)) {
    withGaussian.add(index);
    figures.gaussian = elapsed();
  }
  if (pair.mi !== null && !withEstimate.has(index)) {
    withEstimate.add(index);
    figures.first = elapsed();
  }
}

/** Linux tells it; elsewhere it stays 0. */
function watchMemory(): void {
  try {
    const status = readFileSync(`/proc/${background.pid ?? 0}/status`, 'utf8');
    const megabytes = (name: string) =>
      Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
    figures.trainingMemory = Math.max(figures.trainingMemory, megabytes('VmRSS'));
    figures.peakMemory = megabytes('VmHWM');
  } catch {
    clearInterval(memoryWatch);
  }
}

function end(finished: boolean): void {
  const result: Seen = {
    ...figures,
    ended: elapsed(),
    finished,
    cells: pairs.length,
    gaussians: withGaussian.size,
    estimates: withEstimate.size,
  };
  clearInterval(memoryWatch);
  clearTimeout(limit);
  void background.dispose().then(() => {
    process.stdout.write(JSON.stringify(result));
  });
}
