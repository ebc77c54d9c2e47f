import type { Task, TaskResult, ThreadStart, RunNews } from './threadProtocol';

/** Who does the work of a run, one task after the other on each of its threads. */
export interface ThreadPool {
  /** Tasks are given out whose results have not come. */
  readonly busy: boolean;
  /** No task is being worked at: those given out, if any, wait for their turn. */
  readonly atRest: boolean;
  /** No thread is left. */
  readonly none: boolean;
  /** Tells all threads, before whatever is given out from now on. */
  tell(message: RunNews): void;
  /** Gives out tasks while there are any and threads could do with them. */
  give(next: () => Task | null): void;
  /** No thread begins another task until {@link resume}. */
  pause(): void;
  resume(): void;
  /** Asks the threads to give back what they no longer use, each when its task is done. */
  collectGarbage(): void;
  end(): Promise<void>;
}

export interface ThreadPoolHandlers {
  /** A thread's engine is loaded. */
  onReady(engine: { readonly name: string; readonly version: string }): void;
  onResult(result: TaskResult, task: Task, seconds: number): void;
  /** What a thread that is started in place of a lost one must be told. */
  briefing(): RunNews[];
  /** A thread is gone, and the task that it had with it. */
  onLost(task: Task | null, reason: string): void;
  /** No thread can work, for a reason in words. */
  onUnusable(reason: string): void;
}

/** What all threads of a run work on. */
export type RunStart = Pick<ThreadStart, 'columns' | 'rows' | 'plan' | 'kernelBuild'>;

/** Nothing is heard of a thread before it has returned. */
export type StartThreads = (count: number, start: RunStart, handlers: ThreadPoolHandlers) => ThreadPool;
