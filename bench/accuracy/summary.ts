import type { Result } from './messages';

export interface TaskSummary {
  readonly bias: number;
  readonly std: number;
  readonly mae: number;
}

/** Errors of one method at one number of rows; nats. */
export interface Summary {
  readonly tasks: number;
  readonly mae: number;
  readonly bias: number;
  /** Mean over tasks of the deviation over seeds. */
  readonly std: number;
  readonly worst: { readonly task: string; readonly mae: number };
  /** Mean |estimate| of the independent tasks. */
  readonly independent: number | null;
  /** Of the one-column tasks that all methods can take. */
  readonly oneColumn: number | null;
  /** Median seconds. */
  readonly seconds: number;
  /** Share of intervals that hold the truth, over dependent tasks: an interval from 0 cannot miss independence. */
  readonly coverage: number | null;
  /** Share of lower ends that are not above the truth, over all tasks. */
  readonly validLowerBounds: number | null;
  readonly byTask: ReadonlyMap<string, TaskSummary>;
}

/**
 * @param results of one method at one number of rows, at least one
 * @param truths mutual information of each task
 */
export function summarize(
  results: readonly Result[],
  truths: ReadonlyMap<string, number>,
  oneColumnTasks: readonly string[],
): Summary {
  const error = (result: Result) => result.value - (truths.get(result.task) ?? NaN);
  const byTask = new Map(
    [...new Set(results.map(({ task }) => task))].map((task) => {
      const errors = results.filter((result) => result.task === task).map(error);
      return [task, { bias: mean(errors), std: deviation(errors), mae: mean(errors.map(Math.abs)) }] as const;
    }),
  );
  const maeOf = (kept: (task: string) => boolean) =>
    meanOrNull([...byTask].filter(([task]) => kept(task)).map(([, { mae }]) => mae));
  const [worst] = [...byTask].map(([task, { mae }]) => ({ task, mae })).sort((a, b) => b.mae - a.mae);
  const bounded = results.flatMap(({ interval, task }) =>
    interval ? [{ interval, truth: truths.get(task) ?? NaN }] : [],
  );
  const dependent = bounded.filter(({ truth }) => truth > 0);
  return {
    tasks: byTask.size,
    mae: mean([...byTask.values()].map(({ mae }) => mae)),
    bias: mean([...byTask.values()].map(({ bias }) => bias)),
    std: mean([...byTask.values()].map(({ std }) => std)),
    worst: worst ?? { task: '', mae: NaN },
    independent: maeOf((task) => truths.get(task) === 0),
    oneColumn: maeOf((task) => oneColumnTasks.includes(task)),
    seconds: median(results.map(({ seconds }) => seconds)),
    coverage: meanOrNull(
      dependent.map(({ interval: [low, high], truth }) => (low <= truth && truth <= high ? 1 : 0)),
    ),
    validLowerBounds: meanOrNull(bounded.map(({ interval: [low], truth }) => (low <= truth ? 1 : 0))),
    byTask,
  };
}

/** Share of null runs whose p-value is at most the level. */
export function rejectionRate(results: readonly Result[], level: number): number {
  return mean(results.map(({ pValue }) => (pValue !== undefined && pValue <= level ? 1 : 0)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function meanOrNull(values: readonly number[]): number | null {
  return values.length > 0 ? mean(values) : null;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
