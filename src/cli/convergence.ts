import { writeFile } from 'node:fs/promises';
import {
  convergenceVerdict,
  subsampleSizes,
  type ConvergencePoint,
  type ConvergenceVerdict,
} from '../mine/applications/convergence';
import type { Figure } from '../mine/reproductions/reproduction';
import type { Plan } from '../process/protocol';
import { chartSvg } from '../report/chartSvg';
import { inUnits, sideName, unitName, type Units } from '../report/format';
import { parseEstimate, UsageError } from './arguments';
import { inBackground, type Conversation } from './background';

const INTERRUPTED = 130;

interface Convergence {
  readonly x: readonly string[];
  readonly z: readonly string[];
  readonly points: readonly ConvergencePoint[];
  readonly seed: number;
  readonly preset: string;
}

/** `mine convergence FILE --x NAME --z NAME`: estimates of one pair on growing subsamples. */
export async function runConvergence(args: string[]): Promise<number> {
  const { file, dataset, plan, format, units, out } = parseEstimate(args);
  if (format !== 'table' && format !== 'json' && format !== 'svg')
    throw new UsageError(`--format takes table, json, svg here, not "${format}".`);
  const interruption = new AbortController();
  let interrupt: (() => void) | undefined;
  const points: ConvergencePoint[] = [];
  let sizes: number[] = [];
  let wanted: Plan | undefined;
  const converse: Conversation<Convergence> = (message, background, done) => {
    const next = () => {
      const size = sizes[points.length];
      if (wanted && size !== undefined) {
        process.stderr.write(`${points.length + 1} of ${sizes.length}: ${size} rows\n`);
        background.send({ type: 'estimate', plan: { ...wanted, maxRows: size } });
      }
    };
    if (message.type === 'profile') {
      wanted = plan(message.profile);
      if (wanted.pairs.length !== 1)
        throw new UsageError('Convergence is of one pair: --x and --z name its sides, or --pair both.');
      const most =
        wanted.maxRows === 0 ? message.profile.rows : Math.min(wanted.maxRows, message.profile.rows);
      sizes = subsampleSizes(most);
      next();
    } else if (message.type === 'finished') {
      const [pair] = message.report.pairs;
      if (pair?.mi === null || pair?.mi === undefined)
        throw new Error(pair?.error ?? 'The estimate ended without a value.');
      points.push({ rows: pair.n, mi: pair.mi, interval: pair.interval });
      const { x, z } = pair;
      if (points.length < sizes.length) next();
      else done({ x, z, points, seed: message.report.settings.seed, preset: message.report.settings.preset });
    }
  };
  try {
    const result = await inBackground(file, dataset, converse, (background) => {
      interrupt = () => {
        interruption.abort();
        void background.dispose();
      };
      process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
    });
    const text = render(result, format, units);
    if (out === null) process.stdout.write(text);
    else await writeFile(out, text);
    return 0;
  } catch (error) {
    if (interruption.signal.aborted) return INTERRUPTED;
    throw error;
  } finally {
    if (interrupt) process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

function render(result: Convergence, format: 'table' | 'json' | 'svg', units: Units): string {
  const verdict = convergenceVerdict(result.points);
  switch (format) {
    case 'json':
      return `${JSON.stringify({ schema: 'mine-convergence/1', ...result, ...verdict }, null, 2)}\n`;
    case 'svg':
      return chartSvg(figureOf(result, units), 'light').svg;
    case 'table':
      return tableOf(result, verdict, units);
  }
}

function tableOf({ x, z, points }: Convergence, { sentence }: ConvergenceVerdict, units: Units): string {
  const number = (nats: number) => inUnits(nats, units).toFixed(3);
  const rows = [
    ['rows', unitName(units), '90 % interval'],
    ...points.map(({ rows: n, mi, interval }) => [
      String(n),
      number(mi),
      interval ? `${number(interval[0])} to ${number(interval[1])}` : '–',
    ]),
  ];
  const lines = rows.map(
    ([n = '', mi = '', interval = '']) => `${n.padStart(9)}  ${mi.padStart(7)}  ${interval}`,
  );
  return [`${sideName(x)} with ${sideName(z)}`, '', ...lines, '', sentence, ''].join('\n');
}

/** Estimate and interval against the logarithm of the rows. */
function figureOf({ x, z, points }: Convergence, units: Units): Figure {
  const at = (of: (point: ConvergencePoint) => number | undefined) =>
    points.flatMap((point): [number, number][] => {
      const nats = of(point);
      return nats === undefined ? [] : [[Math.log10(point.rows), inUnits(nats, units)]];
    });
  return {
    title: `Convergence with rows: ${sideName(x)} with ${sideName(z)}`,
    panels: [
      {
        title: 'Estimate on growing subsamples',
        x: 'log10 of the rows',
        y: unitName(units),
        series: [
          { name: '90 % interval', mark: 'dashes', points: at(({ interval }) => interval?.[0]) },
          { name: 'estimate', mark: 'line', points: at(({ mi }) => mi) },
          { name: '90 % interval', mark: 'dashes', points: at(({ interval }) => interval?.[1]) },
        ],
      },
    ],
  };
}
