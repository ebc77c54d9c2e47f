import type { Dataset } from '../dataset/dataset';
import type { Digest } from '../dataset/bytes/sha256';
import type { ByteSource } from '../dataset/bytes/source';
import type { Engine } from '../mine/critic';
import type { MatrixProducts } from '../mine/networks/products';
import type { KernelBuild } from './engine/kernelBackend';
import type { PlanRun } from './run/planRun';
import type { ClusterAddress, FinishedPair, FromProcess, Pace, Plan, Source } from './protocol';
import type { StartThreads } from './threads/threadPool';

/** What the place where the background work is done has to offer: a process of Node, or a web worker. */
export interface Platform {
  /** @throws DatasetError in a sentence where it cannot be read */
  openSource(source: Source): Promise<ByteSource>;
  /** A digest that is faster than the program's own, where there is one. */
  readonly createSha256?: () => Digest;
  /** null where it cannot be measured: nothing is predicted then. */
  measurePace(): Promise<MeasuredPace | null>;
  /** @throws Error with a sentence for people where no build runs here */
  chooseKernelBuild(): KernelBuild;
  /**
   * What multiplies the matrices of general networks.
   * @throws Error with a sentence for people where it cannot be had
   */
  loadProducts(engine: Plan['engine'], build: KernelBuild | null): Promise<MatrixProducts>;
  /**
   * What trains the critics of pairs, outside of worker threads.
   * @throws Error with a sentence for people where it cannot be had
   */
  loadEngine(engine: Plan['engine'], build: KernelBuild | null): Promise<Engine>;
  /** Threads that a plan gets. */
  threadCount(plan: Pick<Plan, 'threads' | 'engine'>): number;
  readonly startThreads: StartThreads;
  /** A run whose pairs a cluster computes; absent where none can be reached. */
  readonly clusterRun?: (address: ClusterAddress, start: ClusterStart) => Promise<PlanRun>;
  /** Absent where a process cannot tell how much memory it uses: no ceiling is kept then. */
  readonly memory?: MemoryGauge;
  /** Gives back at once what a large reading left, where it can be asked for. */
  collectGarbage(): void;
  /** Tells developers all that is known of an error. */
  logError(error: unknown): void;
}

export interface MemoryGauge {
  /** Bytes of the machine's memory in which this process, its threads included, is. */
  resident(): number;
  /** Bytes of memory that the machine has, or this process' share of it where that is less. */
  machine(): number;
}

export interface ClusterStart {
  readonly dataset: Dataset;
  readonly plan: Plan;
  readonly emit: (message: FromProcess) => void;
  /** Pairs of an interrupted run, taken as they are. */
  readonly restored: readonly FinishedPair[];
}

export interface MeasuredPace {
  readonly pace: Pace;
  /** The kernel's build that was measured: the fastest here. */
  readonly kernelBuild: KernelBuild;
}
