import * as v from 'valibot';
import { ESTIMATORS, PRESETS } from '../../mine/presets';
import { pairPoints } from '../../report/points';
import { nameText, pairState, sentenceText, shownText } from '../../report/report';

/** Messages between the extension and the panel's page. This file is all the page knows of the extension. */

/** A message is not larger than its largest part: a figure in base64, or a pair each of 3,000 columns. */
const MOST_DRAWING = 128 * 1024 * 1024;
const MOST_PAIRS = 5_000_000;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Share of the planned training done, 0..1. */
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const run = v.variant('phase', [
  /** So many other runs go or wait before it. */
  v.object({ phase: v.literal('queued'), others: count }),
  /** Perhaps it waits for something, said in a sentence. */
  v.object({ phase: v.literal('starting'), reason: v.optional(sentenceText) }),
  v.object({
    phase: v.literal('training'),
    done: count,
    total: count,
    share,
    secondsLeft: v.nullable(v.pipe(v.number(), v.minValue(0))),
    /** Why nothing is computed now, in a sentence. */
    halted: v.optional(sentenceText),
  }),
  /** At rest once every pair has come to its next checkpoint. */
  v.object({ phase: v.literal('paused'), done: count, total: count, share, atRest: v.boolean() }),
  v.object({ phase: v.literal('cancelling') }),
  v.object({
    phase: v.literal('finished'),
    cancelled: v.boolean(),
    failedPairs: count,
    seconds: v.number(),
  }),
  /** The background process ended or broke; finished pairs stay. */
  v.object({ phase: v.literal('failed'), message: sentenceText }),
]);
export type RunState = v.InferOutput<typeof run>;

/** How the data differ from what the run read. */
const sourceChange = v.picklist([
  /** An editor holds another text that is not saved. */
  'edited',
  'changed',
  'deleted',
]);
export type SourceChange = v.InferOutput<typeof sourceChange>;

const snapshot = v.object({
  /** Name of the dataset, for people. */
  source: shownText,
  rows: count,
  rowsUsed: count,
  badRows: count,
  /** Names of the run's variables in the file's order; a pair's x and z name their columns. */
  variables: v.array(v.object({ name: shownText, columns: v.array(nameText), type: shownText })),
  pairs: v.array(pairState),
  run,
  settings: v.object({
    estimator: v.picklist(ESTIMATORS),
    preset: v.picklist(PRESETS),
    seed: count,
  }),
  engine: v.nullable(v.object({ name: shownText, threads: count })),
  units: v.picklist(['nats', 'bits']),
  /** Absent: the data are what the run read. */
  sourceChange: v.optional(sourceChange),
  /** The run's name in the extension's storage: the page keeps it, so that the panel comes back after a restart. */
  id: v.optional(v.pipe(v.string(), v.maxLength(100))),
  /**
   * It was read from a report's file; when the run began, as the report says; and in a sentence what is wrong with the
   * file by now.
   */
  saved: v.optional(v.object({ file: shownText, startedAt: shownText, problem: v.optional(sentenceText) })),
});
export type Snapshot = v.InferOutput<typeof snapshot>;

const pairUpdates = v.array(v.object({ index: count, pair: pairState }));
export type PairUpdates = v.InferOutput<typeof pairUpdates>;

/** What a page receives: in arrays, at most ten times a second, what came meanwhile. */
export const toPanel = v.variant('type', [
  /** Everything; sent on `ready` and when a run begins. `pairCount`: the rest of so many pairs follows in 'morePairs'. */
  v.object({ type: v.literal('snapshot'), snapshot, pairCount: v.optional(count) }),
  v.object({ type: v.literal('morePairs'), pairs: v.array(pairState) }),
  /** What changed since; only the pair that was asked for last has its curve. */
  v.object({ type: v.literal('pairs'), updates: pairUpdates }),
  v.object({ type: v.literal('run'), run }),
  /** null: the data are what the run read, again. */
  v.object({ type: v.literal('sourceChange'), change: v.nullable(sourceChange) }),
  /** Answers 'inspect': rows of the pair, or in a sentence why there are none. */
  v.object({
    type: v.literal('points'),
    index: count,
    points: v.variant('kind', [
      v.object({ kind: v.literal('rows'), rows: pairPoints }),
      v.object({ kind: v.literal('none'), reason: sentenceText }),
    ]),
  }),
  /** Show the pair in detail. */
  v.object({ type: v.literal('openPair'), index: count }),
  /** Draw the SVG as a PNG and answer with 'drawn'. */
  v.object({
    type: v.literal('draw'),
    drawing: count,
    svg: v.pipe(v.string(), v.maxLength(MOST_DRAWING)),
    width: count,
    height: count,
  }),
]);
export { nextTraining } from '../../report/moreTraining';
export type { PairPoints, PointColumn } from '../../report/points';
export type ToPanel = v.InferOutput<typeof toPanel>;

export const fromPanel = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('cancel') }),
  v.object({ type: v.literal('pause') }),
  v.object({ type: v.literal('resume') }),
  /** Start the failed run again. */
  v.object({ type: v.literal('retry') }),
  /** Same file and choices, from the start; a run that is under way is ended. */
  v.object({ type: v.literal('runAgain') }),
  /** More training for a pair of a run that has ended, or for all. */
  v.object({ type: v.literal('trainLonger'), index: v.nullable(count) }),
  /** Choose the numbers of the next run of the same file. */
  v.object({ type: v.literal('changeSettings') }),
  /** Pick other columns for the same file. */
  v.object({ type: v.literal('changeColumns') }),
  v.object({ type: v.literal('saveReport') }),
  /** Write the report in another form. */
  v.object({ type: v.literal('export') }),
  /** Bytes of the PNG in base64; empty where it cannot be drawn. */
  v.object({ type: v.literal('drawn'), drawing: count, png: v.pipe(v.string(), v.maxLength(MOST_DRAWING)) }),
  /** The pair a person looks at is trained first. */
  v.object({ type: v.literal('select'), index: count }),
  /** These pairs are trained before others, after the selected one: those of a target column; none: no wish. */
  v.object({ type: v.literal('prefer'), indexes: v.pipe(v.array(count), v.maxLength(MOST_PAIRS)) }),
  /** The rows of a pair, please, and from now on its curve. */
  v.object({ type: v.literal('inspect'), index: count }),
  /** Select a row in the source: what its place among lines or rows is, from 1. */
  v.object({ type: v.literal('reveal'), place: v.pipe(count, v.minValue(1)) }),
  v.object({ type: v.literal('units'), units: v.picklist(['nats', 'bits']) }),
  /** Something the page could not do, in words. */
  v.object({ type: v.literal('problem'), message: v.pipe(v.string(), v.maxLength(10_000)) }),
]);
export type FromPanel = v.InferOutput<typeof fromPanel>;
