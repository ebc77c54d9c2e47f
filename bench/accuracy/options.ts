import { parseArgs } from 'node:util';
import { METHODS, type MethodName } from './methods';
import { oneColumnTasks, tasks } from './tasks';

export interface Options {
  readonly tasks: readonly string[];
  readonly sizes: readonly number[];
  readonly seeds: number;
  readonly methods: readonly MethodName[];
  /** Run scikit-learn and PyTorch where they are present. */
  readonly peers: boolean;
  readonly nulls: boolean;
  /** Only write the document anew from what the last complete runs gave. */
  readonly render: boolean;
  /** Null runs of each kind. */
  readonly runs: number;
  /** Presets whose p-values the null runs are for. */
  readonly presets: readonly MethodName[];
  /** Nothing was left out: the run may write docs/accuracy.md. */
  readonly complete: boolean;
}

const USAGE = `npm run bench:accuracy [-- OPTION...]
  --quick              a few tasks, two sizes, two seeds; prints its tables
  --tasks A,B          only these tasks; one-column stands for the 24 that all estimators can take
  --n 500,2000         only these numbers of rows
  --seeds N            samples of each task (5)
  --methods A,B        only these of ${METHODS.join(', ')}
  --no-peers           without scikit-learn and PyTorch
  --nulls [--runs N]   rejection rates of the p-values on independent data, N runs of each of four kinds (100)
  --render             writes docs/accuracy.md anew from the last complete runs
Only a run with no option but --nulls or --render writes docs/accuracy.md.`;

const QUICK_TASKS = ['bn:0.6', 'sin:3:0.3', 'add:0.1', 't:2:3:0', 'cls:5:1', 'tab:4:0.6', 'ind:1', 'ind:4'];

/** @throws Error with the usage where an option is unknown or a name is */
export function readOptions(args: readonly string[]): Options {
  const { values } = parse(args);
  const quick = values.quick ?? false;
  const list = (text: string | undefined) => text?.split(',').filter((part) => part !== '');
  const names = list(values.tasks)?.flatMap((name) => (name === 'one-column' ? oneColumnTasks : [name]));
  const known = tasks.map((task) => task.name);
  const methods =
    list(values.methods) ?? METHODS.filter((name) => name !== 'thorough' && !(quick && name === 'paper'));
  const chosen = {
    tasks: names ?? (quick ? QUICK_TASKS : known),
    sizes: (list(values.n) ?? (quick ? ['500', '2000'] : ['500', '2000', '10000'])).map(wholeNumber),
    seeds: wholeNumber(values.seeds ?? (quick ? '2' : '5')),
    methods: METHODS.filter((name) => methods.includes(name)),
    peers: !(values['no-peers'] ?? false),
    nulls: values.nulls ?? false,
    render: values.render ?? false,
    runs: wholeNumber(values.runs ?? (quick ? '5' : '100')),
  };
  refuseUnknown(chosen.tasks, known, 'task');
  refuseUnknown(methods, METHODS, 'method');
  return {
    ...chosen,
    presets: values.methods === undefined ? (['quick', 'standard'] as const) : chosen.methods,
    complete: args.every((arg) => arg === '--nulls' || arg === '--render'),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean' },
        tasks: { type: 'string' },
        n: { type: 'string' },
        seeds: { type: 'string' },
        methods: { type: 'string' },
        'no-peers': { type: 'boolean' },
        nulls: { type: 'boolean' },
        render: { type: 'boolean' },
        runs: { type: 'string' },
      },
    });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`, {
      cause: error,
    });
  }
}

function refuseUnknown(names: readonly string[], known: readonly string[], what: string): void {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no ${what} ${unknown.join(', ')}; there are ${known.join(', ')}.`);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`${text} is not a whole number above 0.\n\n${USAGE}`);
  return value;
}
