import type { Dataset } from '../dataset/dataset';
import { benjaminiHochberg } from '../mine/significance';
import { trainingSettings } from '../mine/settings';
import { recordReading } from '../report/reading';
import {
  REPORT_SCHEMA,
  type EngineFacts,
  type PairResult,
  type PairState,
  type Report,
} from '../report/report';
import type { Plan } from './protocol';

interface RunFacts {
  readonly dataset: Dataset;
  readonly plan: Plan;
  readonly pairs: readonly PairState[];
  readonly rowsUsed: number;
  readonly engine: EngineFacts;
  readonly startedAt: Date;
  readonly seconds: number;
}

/** The report of a run that has ended, with q-values over its pairs. */
export function assembleReport(facts: RunFacts): Report {
  const { dataset, plan } = facts;
  const qValues = benjaminiHochberg(facts.pairs.map((pair) => pair.pValue));
  const used = new Set(plan.variables.flatMap((variable) => variable.columns));
  const training = (grouped: boolean) => ({
    ...trainingSettings(plan.preset, plan.estimator, { rows: facts.rowsUsed, grouped }),
  });
  return {
    schema: REPORT_SCHEMA,
    dataset: {
      source: dataset.source,
      sha256: dataset.sha256,
      format: dataset.format,
      rows: dataset.rowsInFile,
      rowsUsed: facts.rowsUsed,
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
    engine: facts.engine,
    columns: dataset.columns.map(({ name, type, missing, distinct, reason }) => ({
      name,
      type,
      missing,
      distinct,
      used: used.has(name),
      ...(reason !== undefined && { reason }),
    })),
    pairs: facts.pairs.map((pair, index) => ({ ...ended(pair), qValue: qValues[index] ?? null })),
    startedAt: facts.startedAt.toISOString(),
    seconds: facts.seconds,
  };
}

function ended(pair: PairState): PairResult {
  const { status } = pair;
  return { ...pair, status: status === 'waiting' || status === 'training' ? 'cancelled' : status };
}
