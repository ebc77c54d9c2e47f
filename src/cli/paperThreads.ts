import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromPaperThread, PaperThreadStart, ToPaperThread } from './paperThread';

export interface Computed {
  /** Of all parts, in their order. */
  readonly results: readonly unknown[];
  readonly engine: string;
}

export interface PartsWatch {
  readonly signal: AbortSignal;
  /** @param share of all parts, 0..1 */
  readonly onProgress: (share: number, part: number) => void;
}

/**
 * Computes the parts of an experiment on worker threads, each of which takes the next part when it has done one.
 * @throws Error with a sentence for people where a part cannot be computed; the signal's reason where it is aborted
 */
export async function computeParts(
  start: PaperThreadStart,
  parts: number,
  threads: number,
  { signal, onProgress }: PartsWatch,
): Promise<Computed> {
  const results = new Array<unknown>(parts);
  const shares = new Float64Array(parts);
  let [next, left] = [0, parts];
  const workers: Worker[] = [];
  try {
    return await new Promise<Computed>((done, reject) => {
      signal.throwIfAborted();
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
      let engine = '';
      const hear = (worker: Worker, message: FromPaperThread) => {
        switch (message.type) {
          case 'progress':
            shares[message.part] = message.share;
            onProgress(shares.reduce((sum, share) => sum + share, 0) / parts, message.part);
            return;
          case 'failed':
            reject(new Error(message.message));
            return;
          case 'ready':
            engine = message.engine;
            break;
          case 'done':
            results[message.part] = message.result;
            shares[message.part] = 1;
            left -= 1;
            if (left === 0) done({ results, engine });
            break;
        }
        const part: ToPaperThread = next++;
        if (part < parts) worker.postMessage(part);
      };
      for (let thread = 0; thread < Math.min(threads, parts); thread++) {
        const worker = new Worker(join(__dirname, 'paperThread.js'), { workerData: start });
        workers.push(worker);
        worker.on('message', (message: FromPaperThread) => {
          hear(worker, message);
        });
        worker.on('error', reject);
        worker.on('exit', () => {
          reject(new Error('A thread of the experiment ended unexpectedly.'));
        });
      }
    });
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
