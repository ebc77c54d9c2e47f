import { Threads } from '../threads/threads';
import type { StartThreads } from '../threads/threadPool';

/**
 * The threads of a worker, which go from one block to the next: what V8 has compiled for the first it need not compile again.
 * There is one block at a time, and each gets as many threads.
 */
export class WarmThreads {
  private idle: Threads | null = null;

  /** @param folder folder that holds the bundles */
  constructor(private readonly folder: string) {}

  readonly start: StartThreads = (count, start, handlers) => {
    const { idle } = this;
    this.idle = null;
    if (idle?.begin(start, handlers)) return idle;
    void idle?.terminate();
    return new Threads(this.folder, count, start, handlers, (threads) => {
      this.idle = threads;
    });
  };

  async end(): Promise<void> {
    await this.idle?.terminate();
    this.idle = null;
  }
}
