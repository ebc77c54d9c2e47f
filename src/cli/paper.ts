import { availableParallelism } from 'node:os';
import { REPRODUCTIONS, type Form, type ReproductionName } from '../mine/reproductions/reproduction';
import { experiment } from '../mine/reproductions/start';
import { engineFiles } from '../process/engine/engineFiles';
import { chooseKernelBuild } from '../process/engine/kernelBackend';
import { ENGINES } from '../process/protocol';
import { chartSvg } from '../report/chartSvg';
import {
  reproductionMarkdown,
  reproductionTable,
  type ReproductionRecord,
} from '../report/reproductionRenderings';
import { oneOf, parse, UsageError, whole } from './arguments';
import { INTERRUPTED, onInterruption } from './interruption';
import { checkOut, writeResult } from './output';
import type { PaperThreadStart } from './paperThread';
import { computeParts } from './paperThreads';
import { progressLine } from './progressLine';

const FORMATS = ['table', 'json', 'markdown'] as const;
/** Experiments that are trainings from several seeds. */
const REPEATED: readonly ReproductionName[] = ['spiral', 'gaussians25', 'bottleneck', 'inference'];

/** `mine paper NAME`: makes an experiment of the paper again, and prints its table beside what the paper says. */
export async function runPaper(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    quick: { type: 'boolean', default: false },
    medium: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    engine: { type: 'string', default: 'auto' },
    threads: { type: 'string', default: '0' },
    format: { type: 'string', default: 'table' },
    out: { type: 'string' },
    figure: { type: 'string' },
  });
  const name = reproductionName(positionals);
  const format = oneOf('format', values.format, FORMATS);
  const kind = oneOf('engine', values.engine, ENGINES);
  if (values.quick && values.medium) throw new UsageError('--quick and --medium exclude each other.');
  const form: Form = values.quick ? 'quick' : values.medium ? 'medium' : 'full';
  const seeds = values.seeds === undefined ? undefined : whole('seeds', values.seeds);
  if (seeds !== undefined && (seeds === 0 || !REPEATED.includes(name)))
    throw new UsageError(`--seeds repeats ${REPEATED.join(', ')}, once or more often.`);
  const choice = { form, seed: whole('seed', values.seed), seeds };
  const threads = whole('threads', values.threads) || availableParallelism();
  const interruption = new AbortController();
  await checkOut(values.out ?? null);
  const unhear = onInterruption(() => {
    interruption.abort();
  });
  try {
    const record = await reproduce({ name, choice, engine: kind }, threads, interruption.signal);
    const figure = values.figure ?? figureBeside(values.out);
    if (figure !== null) await writeResult(figure, chartSvg(record.figure, 'light').svg);
    const text = rendered(record, format, figure ?? `${name}.svg`);
    await writeResult(values.out ?? null, text);
    return 0;
  } catch (error) {
    if (interruption.signal.aborted) return INTERRUPTED;
    throw error;
  } finally {
    unhear();
  }
}

async function reproduce(
  start: Omit<PaperThreadStart, 'kernelBuild'>,
  threads: number,
  signal: AbortSignal,
): Promise<ReproductionRecord> {
  const { name, choice, engine: kind } = start;
  const isKernel = kind === 'auto' || kind === 'kernel';
  const kernelBuild = isKernel ? chooseKernelBuild(engineFiles(__dirname)) : null;
  const made = experiment(name, choice);
  const { parts } = made;
  const begun = performance.now();
  const show = progressLine(process.stderr);
  const { results, engine } = await computeParts({ ...start, kernelBuild }, parts.length, threads, {
    signal,
    onProgress: (share, part) => {
      show(share, parts[part]?.words ?? '');
    },
  });
  show(1, 'done', true);
  const { user, system } = process.cpuUsage();
  return {
    schema: 'mine-paper/1',
    name,
    ...made.assemble(results),
    form: choice.form,
    engine,
    threads: Math.min(threads, parts.length),
    seconds: (performance.now() - begun) / 1000,
    processorSeconds: (user + system) / 1e6,
  };
}

function reproductionName([name, ...others]: readonly string[]): ReproductionName {
  const known = REPRODUCTIONS.find((reproduction) => reproduction === name);
  if (known === undefined || others.length > 0)
    throw new UsageError(`Name one experiment of the paper: ${REPRODUCTIONS.join(', ')}.`);
  return known;
}

/** A figure goes where the result goes. */
function figureBeside(out: string | undefined): string | null {
  return out === undefined ? null : `${out.replace(/\.(json|md|markdown|txt)$/i, '')}.svg`;
}

function rendered(record: ReproductionRecord, format: (typeof FORMATS)[number], figure: string): string {
  switch (format) {
    case 'table':
      return reproductionTable(record);
    case 'json':
      return `${JSON.stringify(record, null, 1)}\n`;
    case 'markdown':
      return reproductionMarkdown(record, figure.replace(/^.*[\\/]/, ''));
  }
}
