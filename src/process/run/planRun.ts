import type { PairPoints } from '../../report/points';
import type { PointwiseValues } from './pointwiseValues';
import type { Plan } from '../protocol';

/** One run of a plan, wherever its pairs are computed: on this machine's threads (run.ts) or by a cluster (cluster/). */
export interface PlanRun {
  readonly ended: boolean;
  readonly plan: Plan;
  /** What the critics of pairs that have ended say of the rows shown. */
  readonly pointwise: PointwiseValues;
  /** Takes over what an earlier run on the same dataset knows of the rows of its pairs. */
  inherit(earlier: PlanRun): void;
  start(): void;
  /** The pair a person looks at goes first. */
  select(index: number): void;
  /** These go before others, after the selected one. */
  prefer(indexes: readonly number[]): void;
  points(index: number): PairPoints | null;
  pause(): void;
  resume(): void;
  /** Ends the run at once; what is finished is kept. */
  cancel(): void;
  /** Ends it at once without a report, for a reason in a sentence; what is finished is told before. */
  breakOff(reason: string): void;
  /** Asks its threads to give back what they no longer use. */
  collectGarbage(): void;
}
