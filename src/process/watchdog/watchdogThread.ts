import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { HANGS, type WatchdogStart } from './watchdogProtocol';

/**
 * Between two looks. However long the process stood still meanwhile, it counts as one tick: the patience is in ticks, not
 * in time by any clock.
 */
const TICK_MS = 1000;
const STDERR = 2;

/** Watches for ever. */
function watch({ beats, parent, patienceSeconds }: WatchdogStart): never {
  const beat = new Int32Array(beats);
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  const patience = (1000 * patienceSeconds) / TICK_MS;
  let last = Atomics.load(beat, 0);
  let missed = 0;
  for (;;) {
    Atomics.wait(sleeper, 0, 0, TICK_MS);
    if (isOrphan(parent)) process.kill(process.pid, 'SIGKILL');
    const now = Atomics.load(beat, 0);
    missed = now === last ? missed + 1 : 0;
    last = now;
    if (missed >= patience) {
      sayWhy();
      process.kill(process.pid, 'SIGKILL');
    }
  }
}

function sayWhy(): void {
  try {
    writeSync(STDERR, `${HANGS}\n`);
  } catch {
    // Nobody listens any more.
  }
}

/** POSIX gives an orphan another parent; Windows leaves it the number of one that is not there any more. */
function isOrphan(parent: number): boolean {
  if (process.ppid !== parent) return true;
  try {
    process.kill(parent, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

watch(workerData as WatchdogStart);
