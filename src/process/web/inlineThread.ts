import * as l10n from '@vscode/l10n';
import type { Engine } from '../../mine/critic';
import { loadKernel, type EngineFiles } from '../engine/kernelBackend';
import { PairWork } from '../threads/pairWork';
import type { Plan } from '../protocol';
import type { RunStart, ThreadPool, ThreadPoolHandlers } from '../threads/threadPool';
import type { Task, RunNews } from '../threads/threadProtocol';
import { reasonOf } from '../../dataset/reasonOf';

/**
 * A run's only thread is the one that it runs on itself: one task at a time, with messages heard in between. It needs no
 * memory that threads share, which browsers give to isolated pages alone.
 */
export class InlineThread implements ThreadPool {
  readonly none = false;
  /** Whoever asks does so between two tasks. */
  readonly atRest = true;
  private readonly turns = new Turns();
  private readonly told: RunNews[] = [];
  private work: PairWork | null = null;
  private task: Task | null = null;
  private paused = false;

  constructor(
    start: RunStart,
    files: EngineFiles,
    private readonly handlers: ThreadPoolHandlers,
  ) {
    this.turns.next(() => {
      this.begin(start, files);
    });
  }

  get busy(): boolean {
    return this.task !== null;
  }

  tell(message: RunNews): void {
    if (this.work) this.work.note(message);
    else this.told.push(message);
  }

  give(next: () => Task | null): void {
    if (this.task) return;
    const task = next();
    if (!task) return;
    this.task = task;
    this.performSoon(task);
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    if (this.task) this.performSoon(this.task);
  }

  collectGarbage(): void {
    // The thread is the platform's own, which has been asked.
  }

  end(): Promise<void> {
    this.turns.end();
    return Promise.resolve();
  }

  private begin({ plan, columns, rows, kernelBuild }: RunStart, files: EngineFiles): void {
    let engine: Engine;
    try {
      checkEngine(plan.engine);
      engine = loadKernel(files, kernelBuild ?? undefined);
    } catch (error) {
      this.handlers.onUnusable(reasonOf(error));
      return;
    }
    this.work = new PairWork(plan, columns, rows, engine);
    for (const message of this.told) this.work.note(message);
    this.handlers.onReady({ name: engine.name, version: engine.version });
  }

  private performSoon(task: Task): void {
    this.turns.next(() => {
      // It may have had its turn: whoever pauses and resumes at once gives it two.
      if (!this.paused && this.task === task) this.perform(task);
    });
  }

  private perform(task: Task): void {
    if (!this.work) return;
    const begun = performance.now();
    const result = this.work.perform(task);
    this.task = null;
    this.handlers.onResult(result, task, (performance.now() - begun) / 1000);
  }
}

/** @throws Error with a sentence where a browser does not have the engine */
export function checkEngine(engine: Plan['engine']): void {
  if (engine === 'tensorflow' || engine === 'wasm')
    throw new Error(l10n.t('The engine "{0}" is not there in a browser; choose the engine "auto".', engine));
}

/** So long at most one port's messages may keep those of others waiting. */
const TURNS_MS = 50;

/**
 * Turns between which messages are heard. A browser makes timers wait, and so the next turn comes with a message to
 * oneself; as those may be served before others', now and then it comes with a timer all the same.
 */
class Turns {
  private readonly channel = new MessageChannel();
  private readonly waiting: (() => void)[] = [];
  private rested = performance.now();

  constructor() {
    this.channel.port1.onmessage = () => {
      this.take();
    };
  }

  next(turn: () => void): void {
    this.waiting.push(turn);
    if (performance.now() - this.rested < TURNS_MS) this.channel.port2.postMessage(null);
    else
      setTimeout(() => {
        this.rested = performance.now();
        this.take();
      });
  }

  /** Nobody has a turn any more. */
  end(): void {
    this.waiting.length = 0;
    this.channel.port1.close();
  }

  private take(): void {
    this.waiting.shift()?.();
  }
}
