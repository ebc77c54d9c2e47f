import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { WorkQueue } from '../../../src/process/threads/workQueue';

describe('the work queue', () => {
  it('hands out entries in the order they were published, with their numbers', () => {
    const queue = new WorkQueue(1);
    expect([queue.publish([7, 8]), queue.publish([9])]).toEqual([0, 1]);
    expect(queue.waiting).toBe(2);
    expect(queue.take(0)).toEqual({ number: 0, entry: [7, 8, 0, 0, 0, 0, 0, 0] });
    expect(queue.take(0)).toEqual({ number: 1, entry: [9, 0, 0, 0, 0, 0, 0, 0] });
    expect(queue.waiting).toBe(0);
  });

  it('knows what a thread holds until it is done with it', () => {
    const queue = new WorkQueue(2);
    queue.publish([1]);
    queue.publish([2]);
    queue.take(1);
    expect([queue.heldBy(0), queue.heldBy(1)]).toEqual([null, 0]);
    queue.release(1);
    expect(queue.heldBy(1)).toBeNull();
  });

  it('refuses more than it can hold instead of losing work', () => {
    const queue = new WorkQueue(1);
    for (let i = 0; i < 1024; i++) queue.publish([i]);
    expect(() => queue.publish([0])).toThrow('full');
    queue.take(0);
    expect(queue.publish([1])).toBe(1024);
  });

  it('gives each entry to exactly one of the threads that run for it', { timeout: 30_000 }, async () => {
    const source = await build({
      stdin: {
        contents: `
          import { parentPort, workerData } from 'node:worker_threads';
          import { WorkQueue } from './src/process/threads/workQueue';
          const queue = new WorkQueue(workerData.threads, workerData.buffer);
          for (;;) {
            const { number, entry } = queue.take(workerData.thread);
            if (entry[0] < 0) break;
            parentPort.postMessage([number, entry[0]]);
            queue.release(workerData.thread);
          }`,
        resolveDir: process.cwd(),
        loader: 'ts',
      },
      bundle: true,
      platform: 'node',
      write: false,
    });
    const threads = 4;
    const entries = 20_000;
    const queue = new WorkQueue(threads);
    const taken: [number, number][] = [];
    const workers = Array.from(
      { length: threads },
      (_, thread) =>
        new Worker(source.outputFiles[0]?.text ?? '', {
          eval: true,
          workerData: { thread, threads, buffer: queue.buffer },
        }),
    );
    const ended = workers.map((worker) => {
      worker.on('message', (message: [number, number]) => taken.push(message));
      return new Promise((resolve) => worker.once('exit', resolve));
    });
    for (let i = 0; i < entries;) {
      // Wraps around the ring many times, and lets it run dry now and then.
      while (i < entries && queue.waiting < 1000) queue.publish([i++]);
      if (i % 3 === 0 || queue.waiting >= 1000) await new Promise((resolve) => setImmediate(resolve));
    }
    for (let i = 0; i < threads;) {
      if (queue.waiting < 1000) queue.publish([-1 - i++]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(ended);
    expect(taken.map(([, value]) => value).sort((a, b) => a - b)).toEqual(
      Array.from({ length: entries }, (_, i) => i),
    );
    expect(taken.every(([number, value]) => number === value)).toBe(true);
  });
});
