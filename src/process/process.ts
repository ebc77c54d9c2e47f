import { createHash } from 'node:crypto';
import { constants, setPriority } from 'node:os';
import { inspect } from 'node:util';
import * as v from 'valibot';
import { DatasetError, type Dataset } from '../dataset/dataset';
import { withDerivedColumns } from '../dataset/derive';
import type { ReadingChoices } from '../dataset/options';
import { readDataset } from '../dataset/read';
import type { Digest } from '../dataset/sha256';
import { bytesSource } from '../dataset/source';
import { chooseKernelBuild, type KernelBuild } from './kernelBackend';
import { checkFinished, checkPlan } from './checkPlan';
import { collectGarbage } from './collectGarbage';
import { fileSource } from './fileSource';
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
let reading: AbortController | null = null;

/** Cells of a dataset whose reading leaves much garbage. */
const MANY_CELLS = 5e6;
/** Between two messages about the reading: ten a second at most. */
const NEWS_EVERY_MS = 100;

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
      estimate(message);
      break;
    case 'select':
      run?.select(message.index);
      break;
    case 'prefer':
      run?.prefer(message.indexes);
      break;
    case 'points':
      post({ type: 'points', index: message.index, points: run?.points(message.index) ?? null });
      break;
    case 'cancel':
      reading?.abort(new DatasetError('The reading of the dataset was cancelled.'));
      run?.cancel();
      break;
  }
}

async function openDataset(message: ToProcess & { type: 'open' }): Promise<void> {
  const { version, source, derive = [] } = message;
  if (version !== PROTOCOL_VERSION) {
    refuse('The background process is of another version than the extension: reload the window.');
    return;
  }
  reading = new AbortController();
  try {
    dataset = withDerivedColumns(await read(source, message.reading, reading.signal), derive);
  } finally {
    reading = null;
  }
  post({ type: 'profile', version: PROTOCOL_VERSION, profile: profile(dataset) });
  if (dataset.rows * dataset.columns.length > MANY_CELLS) collectGarbage();
  const measured = await measurePace();
  kernelBuild ??= measured?.kernelBuild ?? null;
  post({ type: 'pace', pace: measured?.pace ?? null });
}

async function read(
  source: Source,
  choices: ReadingChoices | undefined,
  signal: AbortSignal,
): Promise<Dataset> {
  let told = performance.now();
  const bytes =
    source.kind === 'bytes'
      ? bytesSource(source.name, source.bytes)
      : await fileSource(source.name, source.path);
  return readDataset(bytes, {
    ...choices,
    signal,
    createSha256,
    onProgress(progress) {
      if (performance.now() - told < NEWS_EVERY_MS) return;
      told = performance.now();
      post({ type: 'reading', ...progress });
    },
  });
}

function estimate({ plan, finished = [] }: ToProcess & { type: 'estimate' }): void {
  const problem = dataset
    ? (checkPlan(plan, dataset) ?? checkFinished(finished, plan))
    : 'No dataset is open.';
  if (!dataset || problem !== null) {
    refuse(problem ?? '');
    return;
  }
  run = new Run(dataset, plan, kernelBuildFor(plan), post, finished);
  run.start();
}

let kernelBuild: KernelBuild | null = null;

/** The kernel's fastest build on this machine, found out once. */
function fastestKernelBuild(): KernelBuild {
  return (kernelBuild ??= chooseKernelBuild(__dirname));
}

function kernelBuildFor({ engine }: Plan): KernelBuild | null {
  return engine === 'auto' || engine === 'kernel' ? fastestKernelBuild() : null;
}

function refuse(message: string): void {
  post({ type: 'refused', message });
}

/** The digest of the same bytes as our own, faster. */
function createSha256(): Digest {
  const hash = createHash('sha256');
  return {
    update: (bytes) => void hash.update(bytes),
    finish: () => hash.digest('hex'),
  };
}

function profile(dataset: Dataset): Profile {
  const { source, format, sha256, reading, rows, rowsInFile, badRows, columns } = dataset;
  return {
    source,
    format,
    sha256,
    rows,
    rowsInFile,
    reading: { ...reading, missing: [...reading.missing] },
    badRows: { count: badRows.count, examples: [...badRows.examples] },
    columns: columns.map((column) => ({
      name: column.name,
      type: column.type,
      missing: column.missing,
      distinct: column.distinct,
      ...(column.distinctEstimated && { distinctEstimated: true as const }),
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
