import { url as debuggerUrl } from 'node:inspector';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WatchdogStart } from './watchdogProtocol';

const BEAT_EVERY_MS = 250;
/**
 * Far more than anything that is done in one go here takes: the longest, the ordering of a column with millions of
 * different words, keeps the event loop for some seconds.
 */
const PATIENCE_SECONDS = 30;

/**
 * Has a thread of its own look whether this process still answers and whether the process that started it still lives,
 * and end it where not: an event loop that has stopped does not see its channel close. Only time that this process was given
 * counts: one that was stopped, or slept with the machine, goes on.
 */
export function startWatchdog(folder: string): void {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => {
    Atomics.add(beats, 0, 1);
  }, BEAT_EVERY_MS).unref();
  const workerData: WatchdogStart = {
    beats: beats.buffer,
    parent: process.ppid,
    // At a breakpoint it stands as long as its developer does.
    patienceSeconds: debuggerUrl() === undefined ? PATIENCE_SECONDS : Infinity,
  };
  const watchdog = new Worker(join(folder, 'watchdogThread.js'), { workerData });
  watchdog.unref();
  // Without it the process is as it was before there was one.
  watchdog.on('error', (error) => void process.stderr.write(`No watchdog: ${error.message}\n`));
}
