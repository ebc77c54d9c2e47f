import type { Result } from './messages';
import { rejectionRate, summarize, type Summary } from './summary';

interface Goal {
  readonly what: string;
  readonly goal: string;
  /** null: not measured in this run. */
  readonly had: number | null;
  readonly digits: number;
  readonly met: (had: number) => boolean;
}

/** What was aimed at beside what was had, as a Markdown table. */
export function goalsTable(
  results: readonly Result[],
  nulls: readonly Result[],
  truths: ReadonlyMap<string, number>,
  oneColumnTasks: readonly string[],
): string {
  const summary = (method: string, n: number) => {
    const own = results.filter((result) => result.method === method && result.n === n);
    return own.length > 0 ? summarize(own, truths, oneColumnTasks) : null;
  };
  const goals = [500, 2000, 10_000].flatMap((n) => [
    ...goalsOfSize(n, summary('standard', n), summary('instant', n)?.oneColumn ?? null),
    scheduleGoal(n, summary('standard', n), summary('standard-trained', n)),
  ]);
  const rows = [...goals, ...['quick', 'standard'].map((preset) => rejectionGoal(preset, nulls))].map(
    ({ what, goal, had, digits, met }) =>
      `| ${what} | ${goal} | ${had === null ? 'not run' : had.toFixed(digits)} | ${had === null ? '–' : met(had) ? 'met' : 'missed'} |`,
  );
  return ['| figure | goal | had | |', '| --- | --- | --- | --- |', ...rows, ''].join('\n');
}

/** Largest mean absolute error at each number of rows: of standard over all tasks, and of the instant critic. */
const MOST: Readonly<Record<number, { readonly standard: number; readonly instant: number }>> = {
  500: { standard: 0.025, instant: 0.044 },
  2000: { standard: 0.01, instant: 0.025 },
  10_000: { standard: 0.006, instant: 0.0125 },
};

function goalsOfSize(n: number, standard: Summary | null, instant: number | null): Goal[] {
  const most = MOST[n];
  if (!most) return [];
  const at = `n = ${n.toLocaleString('en')}`;
  const atMost = (what: string, limit: number, had: number | null, digits: number): Goal => ({
    what: `${what}, ${at}`,
    goal: `≤ ${limit}`,
    had,
    digits,
    met: (value) => value <= limit,
  });
  return [
    atMost('standard: mean absolute error', most.standard, standard?.mae ?? null, 4),
    ...(n === 2000 ? [atMost('standard: worst task', 0.05, standard?.worst.mae ?? null, 3)] : []),
    atMost('standard: mean estimate of independent data', 0.001, standard?.independent ?? null, 4),
    atMost('instant critic, 24 one-column tasks', most.instant, instant, 4),
    {
      what: `standard: 90 % interval covers, ${at}`,
      goal: '0.85 to 0.95',
      had: standard?.coverage ?? null,
      digits: 2,
      met: (value) => value >= 0.85 && value <= 0.95,
    },
    {
      what: `standard: lower bound valid, ${at}`,
      goal: '≥ 0.97',
      had: standard?.validLowerBounds ?? null,
      digits: 3,
      met: (value) => value >= 0.97,
    },
  ];
}

/** Nats that not training what the instant critic settles may cost on average. */
const SCHEDULE_TOLERANCE = 0.0003;

function scheduleGoal(n: number, standard: Summary | null, trained: Summary | null): Goal {
  return {
    what: `error added by training only what is not settled, n = ${n.toLocaleString('en')}`,
    goal: `≤ ${SCHEDULE_TOLERANCE}`,
    had: standard && trained ? standard.mae - trained.mae : null,
    digits: 4,
    met: (value) => value <= SCHEDULE_TOLERANCE,
  };
}

function rejectionGoal(preset: string, nulls: readonly Result[]): Goal {
  const own = nulls.filter(({ method }) => method === preset);
  return {
    what: `${preset}: independent data rejected at .05, ${own.length} runs`,
    goal: '0.03 to 0.07',
    had: own.length > 0 ? rejectionRate(own, 0.05) : null,
    digits: 3,
    met: (value) => value >= 0.03 && value <= 0.07,
  };
}
