import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Calibration } from './calibrate';
import type { MeasuredPace } from '../platform';

/**
 * Measures how fast this machine trains, in a thread of its own. null where that cannot be, as on a machine without
 * WebAssembly's SIMD: without a prediction everything else still works.
 */
export function measurePace(): Promise<MeasuredPace | null> {
  return new Promise((resolve) => {
    const thread = new Worker(join(__dirname, 'calibration.js'));
    thread.once('message', ({ kernelBuild, microsecondsPerStep }: Calibration) => {
      resolve({ kernelBuild, pace: { microsecondsPerStep, cores: availableParallelism() } });
    });
    thread.once('error', () => {
      resolve(null);
    });
  });
}
