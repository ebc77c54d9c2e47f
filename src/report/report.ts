import * as v from 'valibot';
import { LONGEST_NAME } from '../dataset/dataset';
import { ESTIMATORS, PRESETS } from '../mine/presets';
import { WARNING_CODES } from '../mine/warningCodes';
import { visible } from './markup';
import { recordedReading } from './reading';

/**
 * The report: results and everything needed to repeat them. It is what `--format json` prints, what `NAME.mine.json`
 * holds and what the panel shows. Mutual information is in nats everywhere in it.
 */
export const REPORT_SCHEMA = 'mine-report/1';

/** No sum of a few of them is infinite. */
const finite = v.pipe(v.number(), v.minValue(-1e300), v.maxValue(1e300));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** A name, as the data has it: columns are known by it. */
export const nameText = v.pipe(v.string(), v.maxLength(LONGEST_NAME));
/** Text that is there to be read: what could not be seen in it, or turns it about, is written out. */
export const shownText = v.pipe(nameText, v.transform(visible));
/** A sentence with names in it. */
export const sentenceText = v.pipe(v.string(), v.maxLength(10 * LONGEST_NAME), v.transform(visible));

const curvePoint = v.object({
  /** Training steps taken when it was measured. */
  iteration: count,
  /** Donsker-Varadhan (or f-divergence) bound on training rows, nats. */
  train: finite,
  /** The same bound on rows the critic never trained on, nats. */
  heldOut: finite,
});
export type CurvePoint = v.InferOutput<typeof curvePoint>;

const warning = v.object({
  code: v.picklist(WARNING_CODES),
  /** In the language of the program that wrote the report. */
  message: sentenceText,
  /** With the code, the sentence in any language (warningSentences.ts); reports of earlier versions have none. */
  values: v.optional(v.pipe(v.array(v.union([finite, sentenceText])), v.maxLength(4))),
});

export const moreTraining = v.object({ preset: v.picklist(PRESETS), times: v.pipe(count, v.minValue(1)) });

const pairEntries = {
  /** The columns on each side. */
  x: v.pipe(v.array(nameText), v.minLength(1)),
  z: v.pipe(v.array(nameText), v.minLength(1)),
  /** Estimate in nats, never below 0; null while there is none and where the pair failed. */
  mi: v.nullable(v.pipe(finite, v.minValue(0))),
  /** 90 % interval of the estimate, nats; its lower end is a lower bound measured on held-out rows. */
  interval: v.nullable(v.tuple([finite, finite])),
  /** Held-out bound at the chosen stop, nats: may be below 0. */
  heldOut: v.nullable(finite),
  pValue: v.nullable(v.pipe(finite, v.minValue(0), v.maxValue(1))),
  /** Benjamini-Hochberg over the run's pairs; null until the run has ended. */
  qValue: v.nullable(v.pipe(finite, v.minValue(0), v.maxValue(1))),
  /** Rows in which neither side is missing. */
  n: count,
  /** Training steps taken so far, in each fold. */
  iterations: count,
  /** Iteration whose critic gave the estimate; null while there is none. */
  stop: v.nullable(count),
  error: v.optional(sentenceText),
  warnings: v.array(warning),
  references: v.object({
    /** Mutual information of the Gaussian with the same rank correlations, nats. */
    gaussian: v.nullable(finite),
    pearson: v.optional(v.nullable(finite)),
    spearman: v.optional(v.nullable(finite)),
    /** Nearest neighbours (Kraskov et al.; Ross with a categorical column), and plug-in for two categorical ones; nats. */
    ksg: v.optional(finite),
    ross: v.optional(finite),
    plugIn: v.optional(finite),
  }),
  /** Estimate of the instant critic alone, nats; null for groups, which have none. */
  instant: v.nullable(finite),
  /** Share of the instant critic in the critic that gave the estimate; the trained network has the rest. */
  instantShare: v.pipe(finite, v.minValue(0), v.maxValue(1)),
  curve: v.array(curvePoint),
  /** It was trained longer than the run's preset says: as another or the same preset does, with a multiple of its steps. */
  more: v.optional(moreTraining),
  /** Time spent on the pair, over all its folds. */
  seconds: v.pipe(finite, v.minValue(0)),
};

const finalStatus = v.picklist(['converged', 'budget', 'cancelled', 'failed']);
const pairResult = v.object({ ...pairEntries, status: finalStatus });
export type PairResult = v.InferOutput<typeof pairResult>;

/** A pair of a run that may still be going: the same facts, seen while they change. */
export const pairState = v.object({
  ...pairEntries,
  status: v.picklist(['waiting', 'training', ...finalStatus.options]),
});
export type PairState = v.InferOutput<typeof pairState>;

/** The pair waits for its turn or is in training: its run, as long as it goes on, will say more of it. */
export function isUnderWay({ status }: Pick<PairState, 'status'>): boolean {
  return status === 'waiting' || status === 'training';
}

/** The pair's estimate has come to its end. */
export function isComputed({ status }: Pick<PairState, 'status'>): boolean {
  return status === 'converged' || status === 'budget';
}

export const columnType = v.picklist([
  'numeric',
  'ordinal',
  'boolean',
  'categorical',
  'datetime',
  'identifier',
  'text',
  'constant',
  'empty',
]);

const columnFacts = v.object({
  name: nameText,
  type: columnType,
  missing: count,
  distinct: count,
  used: v.boolean(),
  reason: v.optional(shownText),
});
export type ColumnFacts = v.InferOutput<typeof columnFacts>;

const datasetFacts = v.object({
  source: nameText,
  sha256: shownText,
  format: v.picklist(['csv', 'tsv', 'json', 'ndjson', 'parquet', 'arrow']),
  rows: count,
  rowsUsed: count,
  badRows: count,
  /** What of the reading a person chose, the rest was inferred; not in the reports of older versions. */
  reading: v.optional(recordedReading),
});

const numbers = v.pipe(v.record(shownText, v.union([v.number(), shownText, v.boolean()])), v.maxEntries(200));

const settings = v.object({
  estimator: v.picklist(ESTIMATORS),
  preset: v.picklist(PRESETS),
  seed: count,
  /** Rows were sampled down to this many; 0: all were used. */
  maxRows: count,
  /** Every number that shaped the training of a pair of columns without missing values, and of a pair with a group. */
  training: numbers,
  groupTraining: numbers,
});

const engineFacts = v.object({ name: shownText, version: shownText, threads: count });
export type EngineFacts = v.InferOutput<typeof engineFacts>;

/** What a report says that is known from the start. */
const head = {
  schema: v.literal(REPORT_SCHEMA),
  dataset: datasetFacts,
  settings,
  engine: engineFacts,
  columns: v.array(columnFacts),
  startedAt: shownText,
};
export const reportHead = v.object(head);
export type ReportHead = v.InferOutput<typeof reportHead>;

export const report = v.object({
  ...head,
  pairs: v.array(pairResult),
  seconds: v.pipe(finite, v.minValue(0)),
});
export type Report = v.InferOutput<typeof report>;
