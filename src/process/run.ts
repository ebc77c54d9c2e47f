import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Dataset } from '../dataset/dataset';
import { sampleRows } from '../dataset/sample';
import { isUnderWay, type PairState } from '../report/report';
import { assembleReport } from './assemble';
import { pairNames, waitingPair } from './pairWork';
import type { FromProcess, Plan } from './protocol';
import { Schedule } from './schedule';
import type { FromThread, ThreadStart, ToThread } from './threadProtocol';

/** Between two batches of news: ten a second at most. */
const NEWS_EVERY_MS = 100;

/** One run of a plan over worker threads. Emits `started`, `progress` and at last `finished`. */
export class Run {
  private readonly schedule: Schedule;
  private readonly pairs: PairState[];
  private readonly changed = new Set<number>();
  private readonly workers = new Map<number, Worker>();
  private readonly rows: Uint32Array;
  private readonly startedAt = new Date();
  private readonly begun = performance.now();
  private news: NodeJS.Timeout | null = null;
  private engine: { name: string; version: string } | null = null;
  private ended = false;

  constructor(
    private readonly dataset: Dataset,
    private readonly plan: Plan,
    private readonly emit: (message: FromProcess) => void,
  ) {
    this.schedule = new Schedule(plan.pairs.length);
    this.pairs = plan.pairs.map((_, index) => waitingPair(pairNames(plan, index)));
    this.rows = sampleRows(dataset.rows, plan.maxRows, plan.seed) ?? allRows(dataset.rows);
  }

  start(): void {
    for (let thread = 0; thread < this.threadCount; thread++) this.startThread(thread);
  }

  select(index: number): void {
    this.schedule.select(index);
  }

  /** Ends the run at once; what is finished is kept, what was under way keeps its last estimate. */
  cancel(): void {
    this.pairs.forEach((pair, index) => {
      if (isUnderWay(pair)) {
        this.pairs[index] = { ...pair, status: 'cancelled' };
        this.changed.add(index);
      }
    });
    void this.end(true);
  }

  private get threadCount(): number {
    const wanted = this.plan.threads > 0 ? this.plan.threads : availableParallelism() - 1;
    // A second worker thread with tfjs-node in one process fails (tensorflow/tfjs#8388).
    const possible = this.plan.engine === 'tensorflow' ? 1 : this.plan.pairs.length;
    return Math.max(1, Math.min(wanted, possible));
  }

  private startThread(thread: number): void {
    const used = new Set(this.plan.variables.flatMap(({ columns }) => columns));
    const workerData: ThreadStart = {
      // The others may be large: free text has a million levels.
      columns: this.dataset.columns.filter(({ name }) => used.has(name)),
      rows: this.rows,
      plan: this.plan,
    };
    const worker = new Worker(join(__dirname, 'thread.js'), { workerData });
    this.workers.set(thread, worker);
    worker.on('message', (message: FromThread) => {
      this.receive(thread, worker, message);
    });
    worker.on('error', (error) => {
      this.lose(thread, `A worker thread broke: ${error.message}`);
    });
    worker.on('exit', () => {
      this.lose(thread, 'A worker thread ended unexpectedly.');
    });
  }

  private receive(thread: number, worker: Worker, message: FromThread): void {
    if (this.ended) return;
    switch (message.type) {
      case 'ready':
        this.announce(message.engine);
        break;
      case 'advanced':
        this.pairs[message.index] = message.pair;
        this.changed.add(message.index);
        this.schedule.advanced(message.index, message.share);
        this.news ??= setTimeout(() => {
          this.tell();
        }, NEWS_EVERY_MS);
        break;
      case 'unusable':
        void this.refuse(message.message);
        return;
    }
    this.giveWork(thread, worker);
  }

  private announce(engine: { name: string; version: string }): void {
    if (this.engine) return;
    this.engine = engine;
    this.emit({
      type: 'started',
      rowsUsed: this.rows.length,
      engine: { name: engine.name, threads: this.threadCount },
      pairs: this.pairs,
    });
  }

  private giveWork(thread: number, worker: Worker): void {
    const index = this.schedule.next(thread);
    if (index !== null) {
      const work: ToThread = { type: 'advance', index };
      worker.postMessage(work);
    } else if (this.schedule.finished) void this.end(false);
  }

  /** A thread's unfinished pairs fail with the reason; the others go on. */
  private lose(thread: number, reason: string): void {
    if (this.ended || !this.workers.delete(thread)) return;
    const lost = this.workers.size > 0 ? this.schedule.abandon(thread) : this.unfinished();
    for (const index of lost) {
      const pair = this.pairs[index];
      if (!pair) continue;
      this.pairs[index] = { ...pair, status: 'failed', error: reason };
      this.changed.add(index);
    }
    if (this.schedule.finished || this.workers.size === 0) void this.end(false);
  }

  private unfinished(): number[] {
    return this.pairs.flatMap((pair, index) => (isUnderWay(pair) ? [index] : []));
  }

  private tell(): void {
    if (this.news) clearTimeout(this.news);
    this.news = null;
    const updates = [...this.changed].flatMap((index) => {
      const pair = this.pairs[index];
      return pair ? [{ index, pair }] : [];
    });
    this.changed.clear();
    const { share } = this.schedule;
    const elapsed = (performance.now() - this.begun) / 1000;
    const secondsLeft = share > 0.02 ? (elapsed * (1 - share)) / share : null;
    this.emit({ type: 'progress', share, secondsLeft, updates });
  }

  /** The engine cannot be had: no thread could work. */
  private async refuse(message: string): Promise<void> {
    this.ended = true;
    this.emit({ type: 'refused', message });
    await this.endThreads();
  }

  private async end(cancelled: boolean): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    this.tell();
    const report = assembleReport({
      dataset: this.dataset,
      plan: this.plan,
      pairs: this.pairs,
      rowsUsed: this.rows.length,
      engine: { ...(this.engine ?? { name: 'none', version: '' }), threads: this.threadCount },
      startedAt: this.startedAt,
      seconds: (performance.now() - this.begun) / 1000,
    });
    this.emit({ type: 'finished', cancelled, report });
    await this.endThreads();
  }

  private async endThreads(): Promise<void> {
    const workers = [...this.workers.values()];
    this.workers.clear();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function allRows(rows: number): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, i) => i);
}
