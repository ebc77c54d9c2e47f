import {
  REPRODUCTIONS,
  type ReproductionChoice,
  type ReproductionName,
} from '../mine/reproductions/reproduction';
import { startReproduction } from '../mine/reproductions/start';
import { loadEngine } from '../process/engine';
import { loadMatrixProducts } from '../process/matrixProducts';
import { ENGINES } from '../process/protocol';
import { takeSteps } from '../process/takeSteps';
import { chartSvg } from '../report/chartSvg';
import {
  reproductionMarkdown,
  reproductionTable,
  type ReproductionRecord,
} from '../report/reproductionRenderings';
import { oneOf, parse, UsageError, whole } from './arguments';
import { readDigits } from './digits';
import { INTERRUPTED, onInterruption } from './interruption';
import { checkOut, writeResult } from './output';
import { progressLine } from './progressLine';

const FORMATS = ['table', 'json', 'markdown'] as const;

/** `mine paper NAME`: makes an experiment of the paper again, and prints its table beside what the paper says. */
export async function runPaper(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    engine: { type: 'string', default: 'auto' },
    format: { type: 'string', default: 'table' },
    out: { type: 'string' },
    figure: { type: 'string' },
  });
  const name = reproductionName(positionals);
  const format = oneOf('format', values.format, FORMATS);
  const kind = oneOf('engine', values.engine, ENGINES);
  const seeds = values.seeds === undefined ? undefined : whole('seeds', values.seeds);
  if (seeds !== undefined && (seeds === 0 || (name !== 'spiral' && name !== 'gaussians25')))
    throw new UsageError('--seeds repeats spiral or gaussians25, once or more often.');
  const choice = { quick: values.quick, seed: whole('seed', values.seed), seeds };
  const interruption = new AbortController();
  await checkOut(values.out ?? null);
  const unhear = onInterruption(() => {
    interruption.abort();
  });
  try {
    const record = await reproduce(name, kind, choice, interruption.signal);
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
  name: ReproductionName,
  kind: (typeof ENGINES)[number],
  choice: Pick<ReproductionChoice, 'quick' | 'seed' | 'seeds'>,
  signal: AbortSignal,
): Promise<ReproductionRecord> {
  const [engine, products] = await Promise.all([
    loadEngine(kind, __dirname),
    loadMatrixProducts(kind, __dirname),
  ]);
  const begun = performance.now();
  const steps = startReproduction(name, { ...choice, engine, products, digits: () => readDigits(__dirname) });
  const show = progressLine(process.stderr);
  const result = await takeSteps(steps, { signal, onProgress: ({ words, share }) => show(share, words) });
  show(1, 'done', true);
  return {
    schema: 'mine-paper/1',
    name,
    ...result,
    quick: choice.quick,
    engine: engine.name,
    seconds: (performance.now() - begun) / 1000,
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
