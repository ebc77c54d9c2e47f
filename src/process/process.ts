import { readFile, stat } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { inspect } from 'node:util';
import * as v from 'valibot';
import { DatasetError, type Dataset } from '../dataset/dataset';
import { withDerivedColumns } from '../dataset/derive';
import { readDataset } from '../dataset/read';
import { checkPlan } from './checkPlan';
import { measurePace } from './measurePace';
import {
  PROTOCOL_VERSION,
  toProcess,
  type FromProcess,
  type Plan,
  type Profile,
  type Source,
  type ToProcess,
} from './protocol';
import { Run } from './run';

/**
 * The background process: reads one dataset, tells its profile, runs plans over it. It is forked by a front and ends with it.
 */
let dataset: Dataset | null = null;
let run: Run | null = null;

function post(message: FromProcess): void {
  // A front that has gone, perhaps while this is on its way, needs no news; 'disconnect' ends the process.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

async function receive(message: ToProcess): Promise<void> {
  switch (message.type) {
    case 'open':
      await openDataset(message);
      break;
    case 'estimate':
      estimate(message.plan);
      break;
    case 'select':
      run?.select(message.index);
      break;
    case 'cancel':
      run?.cancel();
      break;
  }
}

async function openDataset({ version, source, derive = [] }: ToProcess & { type: 'open' }): Promise<void> {
  if (version !== PROTOCOL_VERSION) {
    refuse('The background process is of another version than the extension: reload the window.');
    return;
  }
  dataset = withDerivedColumns(await open(source), derive);
  post({ type: 'profile', version: PROTOCOL_VERSION, profile: profile(dataset) });
  post({ type: 'pace', pace: await measurePace() });
}

function estimate(plan: Plan): void {
  const problem = dataset ? checkPlan(plan, dataset) : 'No dataset is open.';
  if (!dataset || problem !== null) {
    refuse(problem ?? '');
    return;
  }
  run = new Run(dataset, plan, post);
  run.start();
}

function refuse(message: string): void {
  post({ type: 'refused', message });
}

async function open(source: Source): Promise<Dataset> {
  return readDataset(source.name, source.kind === 'bytes' ? source.bytes : await readSource(source));
}

async function readSource({ path, name }: Source & { kind: 'file' }): Promise<Uint8Array> {
  try {
    if ((await stat(path)).isDirectory())
      throw new DatasetError(`${name} is a folder; choose a CSV or JSON file in it.`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof DatasetError) throw error;
    throw new DatasetError(unreadable(name, error), { cause: error });
  }
}

function unreadable(name: string, error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return `${name} does not exist (any more).`;
    case 'EACCES':
    case 'EPERM':
      return `${name} may not be read: its permissions do not allow it.`;
    default:
      return `${name} could not be read: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

function profile({ source, format, rows, badRows, columns }: Dataset): Profile {
  return {
    source,
    format,
    rows,
    badRows: { count: badRows.count, examples: [...badRows.examples] },
    columns: columns.map((column) => ({
      name: column.name,
      type: column.type,
      missing: column.missing,
      distinct: column.distinct,
      unparsable: column.unparsable.count,
      ...(column.readAs !== undefined && { readAs: column.readAs }),
      ...(column.ambiguity !== undefined && { ambiguity: column.ambiguity }),
      ...(column.reason !== undefined && { reason: column.reason }),
      examples: [...column.examples],
    })),
  };
}

function broken(error: unknown): void {
  if (error instanceof DatasetError) return refuse(error.message);
  process.stderr.write(`${inspect(error)}\n`);
  post({
    type: 'failed',
    message: `The background process broke: ${error instanceof Error ? error.message : String(error)}`,
  });
}

process.on('message', (message) => {
  const parsed = v.safeParse(toProcess, message);
  if (!parsed.success) {
    broken(new Error(`a message could not be understood (${v.summarize(parsed.issues)})`));
    return;
  }
  receive(parsed.output).catch(broken);
});
process.on('disconnect', () => process.exit());
// Ctrl+C in a terminal reaches us too, but it is the front that decides what it means.
process.on('SIGINT', () => undefined);
process.on('uncaughtException', broken);

// The editor comes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
