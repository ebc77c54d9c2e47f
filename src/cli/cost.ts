import { createInterface } from 'node:readline';
import { alternatives, costOf, STRONGEST, type Alternative, type Cost } from '../process/cost';
import { rowsUsed } from '../process/pace';
import { targetPairs } from '../process/run/plan';
import type { Pace, Plan } from '../process/protocol';
import { counted, formatForecast } from '../report/format';
import { UsageError } from './arguments';

/** A plan on a dataset of so many rows, as far as its cost goes. */
export interface Costly {
  readonly plan: Plan;
  readonly rows: number;
  readonly pace: Pace | null;
}

/** `45 pairs, 10,000 rows, standard: about 40 s on 1 thread` */
export function costLine({ plan, rows, pace }: Costly): string {
  const { pairs, prediction } = costOf(plan, rows, pace);
  const time = prediction
    ? `: ${formatForecast(prediction.seconds)} on ${counted(prediction.threads, 'thread')}`
    : '';
  return `${counted(pairs, 'pair')}, ${counted(rowsUsed(plan, rows), 'row')}, ${plan.preset}${time}`;
}

/** Why so many pairs are not begun where nobody can be asked, and what would help. */
export function refusal(costly: Costly, limit: number): UsageError {
  const ways = alternatives(costly.plan, costly.rows, costly.pace).map((way) => `${option(way)}${time(way)}`);
  return new UsageError(
    `${costLine(costly)}. More than ${counted(limit, 'pair')} are not begun unasked; choose ${ways.join(', or ')}.`,
  );
}

function option({ kind, pairs }: Alternative): string {
  switch (kind) {
    case 'all':
      return '--ask-above 0 to run them all';
    case 'quick':
      return '--preset quick as well';
    case 'target':
      return `--target NAME for ${counted(pairs, 'pair')}`;
    case 'strongest':
      return `--strongest ${STRONGEST}`;
  }
}

/** A person at a terminal. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/**
 * Asks what to do about so many pairs.
 * @returns the plan to run, or null where nothing is to be run: so answered, input closed, or `signal` aborted
 */
export async function ask(
  costly: Costly,
  limit: number,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Plan | null> {
  const lines = createInterface({ ...terminal, signal });
  const closed = new Promise<null>((resolve) => {
    lines.once('close', () => {
      resolve(null);
    });
  });
  const question = (text: string) =>
    Promise.race([
      closed,
      new Promise<string>((resolve) => {
        lines.question(text, resolve);
      }),
    ]);
  try {
    const ways = alternatives(costly.plan, costly.rows, costly.pace);
    terminal.output.write(`${costLine(costly)}. That is more than ${counted(limit, 'pair')}:\n${menu(ways)}`);
    for (;;) {
      const answer = await question(`1 to ${ways.length + 1}: `);
      if (answer === null || answer.trim() === String(ways.length + 1)) return null;
      const way = /^[1-9]$/.test(answer.trim()) ? ways[Number(answer) - 1] : undefined;
      if (way && way.kind !== 'target') return way.plan;
      if (way) return await askTarget(costly.plan, question, terminal.output);
    }
  } finally {
    lines.close();
  }
}

async function askTarget(
  plan: Plan,
  question: (text: string) => Promise<string | null>,
  output: NodeJS.WritableStream,
): Promise<Plan | null> {
  const names = plan.variables.map(({ name }) => name);
  for (;;) {
    const name = await question('Which column? ');
    if (name === null) return null;
    const target = names.indexOf(name.trim());
    if (target >= 0) return { ...plan, pairs: targetPairs(names.length, target) };
    output.write(`The columns are ${names.join(', ')}.\n`);
  }
}

function menu(ways: readonly Alternative[]): string {
  const lines = [...ways.map((way) => `${words(way)}${time(way)}`), 'run nothing'];
  return lines.map((line, i) => `  ${i + 1}  ${line}\n`).join('');
}

function words({ kind, pairs }: Alternative): string {
  switch (kind) {
    case 'all':
      return 'run all of them';
    case 'quick':
      return 'run all of them with the preset quick';
    case 'target':
      return `run one column against the rest, ${counted(pairs, 'pair')}`;
    case 'strongest':
      return `run the ${counted(pairs, 'pair')} with the highest Gaussian answer`;
  }
}

function time({ prediction }: Cost): string {
  return prediction ? ` (${formatForecast(prediction.seconds)})` : '';
}
