import type { Failure, Result } from './messages';
import { rejectionRate, summarize, type Summary } from './summary';

export interface Facts {
  readonly date: string;
  readonly engine: string;
  readonly machine: string;
  readonly seeds: number;
  readonly truths: ReadonlyMap<string, number>;
  readonly oneColumnTasks: readonly string[];
  /** Methods asked for, in the order of the tables; some may not be present. */
  readonly methods: readonly string[];
}

interface Outcome {
  readonly results: readonly Result[];
  readonly failures: readonly Failure[];
}

/** The tables of a run, for docs/accuracy.md. */
export function accuracyTables({ results, failures }: Outcome, facts: Facts): string {
  const sizes = [...new Set(results.map(({ n }) => n))].sort((a, b) => a - b);
  return sizes
    .map((n) => tablesOfSize(n, { results: ofSize(results, n), failures: ofSize(failures, n) }, facts))
    .join('\n');
}

function ofSize<Run extends { readonly n: number }>(runs: readonly Run[], n: number): Run[] {
  return runs.filter((run) => run.n === n);
}

function tablesOfSize(n: number, { results, failures }: Outcome, facts: Facts): string {
  const summaries = facts.methods.map((method) => {
    const own = results.filter((result) => result.method === method);
    return [method, own.length > 0 ? summarize(own, facts.truths, facts.oneColumnTasks) : null] as const;
  });
  const failuresOf = (method: string) => failures.filter((failure) => failure.method === method).length;
  const present = summaries.flatMap(([method, summary]) => (summary ? [[method, summary] as const] : []));
  return [
    `## n = ${n.toLocaleString('en')}`,
    '',
    row(SUMMARY_HEADER),
    row(SUMMARY_HEADER.map(() => '---')),
    ...summaries.map(([method, summary]) =>
      row([method, ...(summary ? summaryCells(summary, failuresOf(method)) : ['not present'])]),
    ),
    '',
    '<details><summary>Every task: bias ± standard deviation over the seeds</summary>',
    '',
    row(['task', 'truth', ...present.map(([method]) => method)]),
    row(['---', '---', ...present.map(() => '---')]),
    ...[...facts.truths]
      .filter(([task]) => results.some((result) => result.task === task))
      .map(([task, truth]) =>
        row([task, truth.toFixed(3), ...present.map(([, summary]) => taskCell(summary, task))]),
      ),
    '',
    '</details>',
    '',
  ].join('\n');
}

const SUMMARY_HEADER = [
  'estimator',
  'tasks',
  'MAE',
  'bias',
  'std',
  'worst task (MAE)',
  'independent: mean \\|estimate\\|',
  'MAE, 24 one-column tasks',
  's an estimate',
  '90 % interval covers',
  'lower bound valid',
];

function summaryCells(summary: Summary, failed: number): string[] {
  return [
    failed > 0 ? `${summary.tasks}; ${failed} runs without a number` : String(summary.tasks),
    `**${summary.mae.toFixed(4)}**`,
    signed(summary.bias, 4),
    summary.std.toFixed(4),
    `${summary.worst.task} (${summary.worst.mae.toFixed(3)})`,
    number(summary.independent, 4),
    number(summary.oneColumn, 4),
    summary.seconds.toPrecision(2),
    number(summary.coverage, 2),
    number(summary.validLowerBounds, 3),
  ];
}

function taskCell(summary: Summary, task: string): string {
  const own = summary.byTask.get(task);
  return own ? `${signed(own.bias, 3)} ±${own.std.toFixed(3)}` : '–';
}

/** Rejection rates of independent data; `results` carry the kind of null as their task. */
export function nullTable(results: readonly Result[]): string {
  const methods = [...new Set(results.map(({ method }) => method))];
  const kinds = [...new Set(results.map(({ task }) => task))];
  const rate = (own: readonly Result[], level: number) => {
    const p = rejectionRate(own, level);
    const error = Math.sqrt((level * (1 - level)) / own.length);
    return `${p.toFixed(3)} (±${error.toFixed(3)})`;
  };
  const cells = (method: string, kind: string, own: readonly Result[]) => [
    method,
    kind,
    String(own.length),
    rate(own, 0.05),
    rate(own, 0.1),
  ];
  return [
    row(['preset', 'independent data', 'runs', 'rejected at .05', 'rejected at .10']),
    row(['---', '---', '---', '---', '---']),
    ...methods.flatMap((method) => {
      const own = results.filter((result) => result.method === method);
      return [
        ...kinds.map((kind) =>
          row(
            cells(
              method,
              kind,
              own.filter(({ task }) => task === kind),
            ),
          ),
        ),
        row(cells(method, '**all**', own)),
      ];
    }),
    '',
  ].join('\n');
}

/** @param notes what the numbers mean, written by a person (docs/accuracy-notes.md) */
export function accuracyDocument(
  tables: string,
  nulls: string | null,
  goals: string,
  notes: string,
  facts: Facts,
): string {
  return `# How accurate the estimates are

Distributions whose mutual information is known (bench/accuracy/tasks.ts), sampled with a seed; ${facts.seeds} seeds each; all
estimators on the same samples. Values in nats. Made by \`npm run bench:accuracy\` and \`npm run bench:accuracy -- --nulls\`
on ${facts.date}, engine ${facts.engine}, ${facts.machine}; two estimates at a time, so the seconds are upper bounds.

- **quick, standard, thorough, paper**: the product's presets, by the steps of its worker threads. paper is the algorithm of
  Belghazi et al. (2018) to the letter. **standard-trained**: standard with every pair trained, also those that the instant
  critic settles.
- **instant**: the series critic alone. **ksg-ranks, ksg**: nearest neighbours (Kraskov et al. 2004; k = 3) on normal scores and
  on standardised values, with Ross's estimator where one side is a category and the plug-in value with Miller's and
  Madow's correction where both are. **gaussian**: closed form from the canonical correlations of the normal scores.
- **scikit-learn**: mutual_info_regression and mutual_info_classif, as they come; single columns only. **pytorch-mine**: MINE as
  commonly written, measured on the rows it was trained on (bench/accuracy/peers.py).
- The interval's coverage is counted over dependent tasks; the lower bound is the interval's lower end, over all tasks.

## Goals

${goals}
${notes}
${tables}
## Independent data: how often the p-value rejects

${nulls ?? 'Not run.\n'}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
}

function number(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits);
}
