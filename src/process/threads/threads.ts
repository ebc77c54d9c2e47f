import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import type { RunStart, ThreadPool, ThreadPoolHandlers } from './threadPool';
import { taskNumbers, type FromThread, type Task, type ThreadStart, type ToThread } from './threadProtocol';
import { spokenTexts } from '../texts';
import { WorkQueue } from './workQueue';

/** Tasks that are published ahead for each thread: enough to keep it busy, few enough for what is urgent to come soon. */
const AHEAD = 2;
/** Threads that are started in place of lost ones, at most. */
const REPLACEMENTS = 3;

/** Worker threads that take tasks from one queue. */
export class Threads implements ThreadPool {
  private readonly queue: WorkQueue;
  private readonly workers = new Map<number, Worker>();
  private readonly given = new Map<number, Task>();
  private replacements = 0;
  private engine: { readonly name: string; readonly version: string } | null = null;
  private ended = false;

  /** @param folder folder that holds the bundles */
  constructor(
    private readonly folder: string,
    private readonly count: number,
    private start: RunStart,
    private handlers: ThreadPoolHandlers,
    /** Takes threads that are done with their run, in place of their end. */
    private readonly keep?: (threads: Threads) => void,
  ) {
    this.queue = new WorkQueue(count);
    for (let thread = 0; thread < count; thread++) this.startThread(thread);
  }

  get busy(): boolean {
    return this.given.size > 0;
  }

  get atRest(): boolean {
    return this.given.size === this.queue.waiting;
  }

  get none(): boolean {
    return this.workers.size === 0;
  }

  tell(message: ToThread): void {
    for (const worker of this.workers.values()) worker.postMessage(message);
  }

  give(next: () => Task | null): void {
    while (!this.ended && this.given.size < this.count * (1 + AHEAD)) {
      const task = next();
      if (!task) return;
      this.given.set(this.queue.publish(taskNumbers(task)), task);
    }
  }

  pause(): void {
    this.queue.pause();
  }

  resume(): void {
    this.queue.resume();
  }

  collectGarbage(): void {
    this.tell({ type: 'collectGarbage' });
  }

  /**
   * Threads that were kept work on another run, on as many of them and with the same build of the kernel.
   * @returns false where one of them is gone: they are of no use then
   */
  begin(start: RunStart, handlers: ThreadPoolHandlers): boolean {
    if (this.ended || this.workers.size < this.count) return false;
    this.start = start;
    this.handlers = handlers;
    const { columns, rows, plan } = start;
    this.tell({ type: 'run', columns, rows, plan, texts: spokenTexts() });
    const { engine } = this;
    if (engine)
      queueMicrotask(() => {
        handlers.onReady(engine);
      });
    return true;
  }

  async end(): Promise<void> {
    if (this.keep && !this.ended && !this.busy) {
      this.keep(this);
      return;
    }
    await this.terminate();
  }

  async terminate(): Promise<void> {
    this.ended = true;
    const workers = [...this.workers.values()];
    this.workers.clear();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  private startThread(thread: number): void {
    const workerData: ThreadStart = {
      ...this.start,
      thread,
      threads: this.count,
      queue: this.queue.buffer,
      texts: spokenTexts(),
    };
    const worker = new Worker(join(this.folder, 'thread.js'), { workerData });
    for (const message of this.handlers.briefing()) worker.postMessage(message);
    this.workers.set(thread, worker);
    worker.on('message', (message: FromThread) => {
      if (!this.ended) this.receive(message);
    });
    worker.on('error', (error) => {
      this.lose(thread, l10n.t('A worker thread broke: {0}', error.message));
    });
    worker.on('exit', () => {
      this.lose(thread, l10n.t('A worker thread ended unexpectedly.'));
    });
  }

  private receive(message: FromThread): void {
    switch (message.type) {
      case 'ready':
        this.engine = message.engine;
        this.handlers.onReady(message.engine);
        break;
      case 'done': {
        const task = this.given.get(message.number);
        this.given.delete(message.number);
        if (task) this.handlers.onResult(message.result, task, message.seconds);
        break;
      }
      case 'unusable':
        this.handlers.onUnusable(message.message);
        break;
    }
  }

  private lose(thread: number, reason: string): void {
    if (this.ended || !this.workers.delete(thread)) return;
    const number = this.queue.heldBy(thread);
    const task = number === null ? undefined : this.given.get(number);
    if (number !== null) this.given.delete(number);
    this.queue.release(thread);
    if (this.replacements++ < REPLACEMENTS) this.startThread(thread);
    this.handlers.onLost(task ?? null, reason);
  }
}
