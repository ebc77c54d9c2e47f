import { Worker } from 'node:worker_threads';

/** Worker threads that take one job after the other. */
export class Pool<Job, Done> {
  constructor(
    private readonly script: string,
    private readonly threads: number,
  ) {}

  /** @throws the error of the first worker that ends with one; the others are ended too */
  async run(jobs: readonly Job[], onDone: (done: Done, job: Job) => void): Promise<void> {
    let next = 0;
    const workers = Array.from(
      { length: Math.min(this.threads, jobs.length) },
      () => new Worker(this.script),
    );
    const serve = (worker: Worker) =>
      new Promise<void>((resolve, reject) => {
        let current: Job | undefined;
        const give = () => {
          current = jobs[next++];
          if (current === undefined) resolve();
          else worker.postMessage(current);
        };
        worker.on('error', reject);
        worker.on('message', (done: Done) => {
          if (current !== undefined) onDone(done, current);
          give();
        });
        give();
      });
    try {
      await Promise.all(workers.map(serve));
    } finally {
      await Promise.all(workers.map((worker) => worker.terminate()));
    }
  }
}
