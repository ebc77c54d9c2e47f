import type { Dataset } from '../../dataset/dataset';
import { benjaminiHochberg } from '../../mine/significance';
import { trainingSettings } from '../../mine/settings';
import { recordReading } from '../../report/reading';
import {
  REPORT_SCHEMA,
  type EngineFacts,
  type PairResult,
  type PairState,
  type Report,
  type ReportHead,
} from '../../report/report';
import type { Plan } from '../protocol';

interface RunFacts {
  readonly dataset: Dataset;
  readonly plan: Plan;
  readonly rowsUsed: number;
  readonly engine: EngineFacts;
  readonly startedAt: Date;
}

/** What the report of a run will say, whatever its pairs come to. */
export function reportHeadOf({ dataset, plan, rowsUsed, engine, startedAt }: RunFacts): ReportHead {
  const used = new Set(plan.variables.flatMap((variable) => variable.columns));
  const training = (grouped: boolean) => ({
    ...trainingSettings(plan.preset, plan.estimator, { rows: rowsUsed, grouped }),
  });
  return {
    schema: REPORT_SCHEMA,
    dataset: {
      source: dataset.source,
      sha256: dataset.sha256,
      format: dataset.format,
      rows: dataset.rowsInFile,
      rowsUsed,
      badRows: dataset.badRows.count,
      reading: recordReading({ ...dataset.chosen, derive: dataset.derived }),
    },
    settings: {
      estimator: plan.estimator,
      preset: plan.preset,
      seed: plan.seed,
      maxRows: plan.maxRows,
      training: training(false),
      groupTraining: training(true),
    },
    engine,
    columns: dataset.columns.map(({ name, type, missing, distinct, reason }) => ({
      name,
      type,
      missing,
      distinct,
      used: used.has(name),
      ...(reason !== undefined && { reason }),
    })),
    startedAt: startedAt.toISOString(),
  };
}

/** The report of a run that has ended, also where it broke, with q-values over its pairs; those that were under way are cancelled. */
export function assembleReport(head: ReportHead, pairs: readonly PairState[], seconds: number): Report {
  const qValues = benjaminiHochberg(pairs.map((pair) => pair.pValue));
  return {
    ...head,
    pairs: pairs.map((pair, index) => ({ ...ended(pair), qValue: qValues[index] ?? null })),
    seconds,
  };
}

function ended(pair: PairState): PairResult {
  const { status } = pair;
  return { ...pair, status: status === 'waiting' || status === 'training' ? 'cancelled' : status };
}
