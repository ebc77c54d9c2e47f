import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { ESTIMATORS, PRESETS } from '../mine/presets';
import { ASK_ABOVE } from '../process/cost';
import { allPairs, singleColumns, suggestedColumns, targetPairs } from '../process/run/plan';
import { ENGINES, type Plan, type Profile } from '../process/protocol';
import { noTable } from '../process/run/tooFewRows';
import { FORMATS, type Format } from '../report/renderings';
import type { Units } from '../report/format';
import { datasetChoices, READING_OPTIONS, type DatasetChoices } from './readingOptions';
import { reasonOf } from '../dataset/reasonOf';

/** The command line cannot be understood or does not fit the file; one sentence says why and what would help. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const UNITS = ['nats', 'bits'] as const satisfies readonly Units[];

export interface EstimateArguments {
  readonly file: string;
  readonly dataset: DatasetChoices;
  readonly units: Units;
  readonly format: Format;
  readonly out: string | null;
  /** A plan of more pairs is asked about first; 0: none is. */
  readonly askAbove: number;
  /** Server of the cluster that computes the pairs; null: this machine does. */
  readonly url: string | null;
  /** The plan for a dataset of this profile. */
  readonly plan: (profile: Profile) => Plan;
}

export function parseEstimate(args: string[]): EstimateArguments {
  const { values, positionals } = parse(args, {
    columns: { type: 'string', multiple: true },
    target: { type: 'string' },
    pair: { type: 'string', multiple: true },
    x: { type: 'string', multiple: true },
    z: { type: 'string', multiple: true },
    group: { type: 'string', multiple: true },
    estimator: { type: 'string', default: 'mine' },
    preset: { type: 'string', default: 'standard' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: '0' },
    engine: { type: 'string', default: 'auto' },
    'max-rows': { type: 'string', default: '20000' },
    strongest: { type: 'string', default: '0' },
    'ask-above': { type: 'string', default: String(ASK_ABOVE) },
    units: { type: 'string', default: 'nats' },
    format: { type: 'string', default: 'table' },
    out: { type: 'string' },
    url: { type: 'string' },
    ...READING_OPTIONS,
  });
  const chosen = {
    columns: values.columns?.flatMap(names),
    target: values.target === undefined ? undefined : oneName('target', values.target),
    pairs: values.pair?.map(pairOfNames),
    x: values.x?.flatMap(names),
    z: values.z?.flatMap(names),
    groups: values.group?.map(group) ?? [],
  };
  if ((chosen.x === undefined) !== (chosen.z === undefined))
    throw new UsageError('--x and --z go together: each makes one side of a pair.');
  const settings = {
    estimator: oneOf('estimator', values.estimator, ESTIMATORS),
    preset: oneOf('preset', values.preset, PRESETS),
    seed: whole('seed', values.seed),
    threads: whole('threads', values.threads),
    engine: oneOf('engine', values.engine, ENGINES),
    maxRows: whole('max-rows', values['max-rows']),
    strongest: whole('strongest', values.strongest),
  };
  return {
    file: onlyFile(positionals),
    dataset: datasetChoices(values),
    units: oneOf('units', values.units, UNITS),
    format: oneOf('format', values.format, FORMATS),
    out: values.out ?? null,
    askAbove: whole('ask-above', values['ask-above']),
    url: values.url ?? null,
    plan: (profile) => ({ ...variablesAndPairs(chosen, profile), ...settings }),
  };
}

interface Chosen {
  readonly columns: readonly string[] | undefined;
  readonly target: string | undefined;
  readonly pairs: readonly [string, string][] | undefined;
  readonly x: string[] | undefined;
  readonly z: string[] | undefined;
  readonly groups: Plan['variables'];
}

function variablesAndPairs(chosen: Chosen, profile: Profile): Pick<Plan, 'variables' | 'pairs'> {
  const { groups, x, z } = chosen;
  if (x && z)
    return {
      variables: [
        { name: x.join(' + '), columns: x },
        { name: z.join(' + '), columns: z },
      ],
      pairs: [[0, 1]],
    };
  const grouped = new Set(groups.flatMap((variable) => variable.columns));
  const isGroup = (name: string) => groups.some((variable) => variable.name === name);
  const suggested = suggestedColumns(profile).filter((name) => !grouped.has(name));
  const single = (chosen.columns ?? chosen.pairs?.flat() ?? suggested).filter((name) => !isGroup(name));
  const wanted = [
    ...new Set([
      ...single,
      ...(chosen.target === undefined || isGroup(chosen.target) ? [] : [chosen.target]),
    ]),
  ];
  const variables = [...singleColumns(wanted), ...groups];
  const indexOf = (name: string) => variables.findIndex((variable) => variable.name === name);
  const pairs = chosen.pairs
    ? chosen.pairs.map(([a, b]): [number, number] => [indexOf(a), indexOf(b)])
    : chosen.target !== undefined
      ? targetPairs(variables.length, indexOf(chosen.target))
      : allPairs(variables.length);
  if (pairs.length === 0)
    throw new UsageError(
      noTable(profile) ??
        `${profile.source} leaves ${variables.length === 0 ? 'no column' : `only the column ${variables[0]?.name ?? ''}`} to estimate; at least two are needed (mine inspect lists why columns are left out, --columns names them all the same).`,
    );
  return { variables, pairs };
}

/** `NAME,NAME` with CSV quoting. */
export function names(list: string): string[] {
  const row = Papa.parse<string[]>(list, { delimiter: ',' }).data[0] ?? [];
  if (row.some((name) => name === '')) throw new UsageError(`There is an empty name in "${list}".`);
  return row;
}

export function oneName(option: string, value: string): string {
  const [name, ...others] = names(value);
  if (name === undefined || others.length)
    throw new UsageError(`--${option} takes one name; quote a name that has a comma in it.`);
  return name;
}

function pairOfNames(list: string): [string, string] {
  const [a, b, ...others] = names(list);
  if (a === undefined || b === undefined || others.length)
    throw new UsageError(`--pair takes two names with a comma between them, not "${list}".`);
  return [a, b];
}

function group(definition: string): { name: string; columns: string[] } {
  const at = definition.indexOf('=');
  if (at < 1) throw new UsageError(`--group takes NAME=COLUMN,COLUMN, not "${definition}".`);
  return { name: definition.slice(0, at), columns: names(definition.slice(at + 1)) };
}

export function onlyFile(positionals: readonly string[]): string {
  const [file, ...others] = positionals;
  if (file === undefined) throw new UsageError('Name the file to read, or - for standard input.');
  if (others.length) throw new UsageError(`One file at a time: ${others.join(', ')} is too much.`);
  return file;
}

export function oneOf<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const choice = choices.find((known) => known === value);
  if (choice === undefined) throw new UsageError(`--${option} takes ${choices.join(', ')}, not "${value}".`);
  return choice;
}

export function whole(option: string, value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new UsageError(`--${option} takes a whole number, not "${value}".`);
  return Number(value);
}

/** `parseArgs` whose complaints are usage errors. */
export function parse<const O extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(
  args: string[],
  options: O,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(reasonOf(error), { cause: error });
  }
}
