import * as v from 'valibot';
import { shownText } from './report';

/** Rows of a pair that are shown at once, at most. */
export const MOST_POINTS = 2_000;
/** Categories of a column that are told apart; the rarer ones are taken together. */
export const MOST_LEVELS = 30;

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const column = v.variant('kind', [
  v.object({
    kind: v.literal('numeric'),
    name: shownText,
    /** Values are milliseconds since 1970 UTC. */
    isDate: v.boolean(),
    values: v.array(finite),
  }),
  v.object({
    kind: v.literal('categorical'),
    name: shownText,
    /** The most frequent levels, in the dataset's order; behind them, where there are more, one for all others. */
    levels: v.array(shownText),
    /** Levels that the last one of `levels` stands for; 0: none were taken together. */
    together: count,
    codes: v.array(count),
  }),
]);
export type PointColumn = v.InferOutput<typeof column>;

/** Rows of one pair: a seeded uniform sample of those in which nothing is missing, in the source's order. */
export const pairPoints = v.object({
  /** Rows of the pair in which no column is missing. */
  n: count,
  /** Columns of each side; each has one entry a row. */
  x: v.pipe(v.array(column), v.minLength(1)),
  z: v.pipe(v.array(column), v.minLength(1)),
  /** What `places` counts from 1: lines of the source, or its rows where it is no text or all of it is one line. */
  placedBy: v.picklist(['line', 'row']),
  places: v.array(count),
  /** Pointwise mutual information of each row, nats, from a critic that never saw it; null where it is not known. */
  pointwise: v.nullable(v.array(finite)),
  /** Why it is not known, in a sentence; absent while the pair is still being estimated. */
  withoutPointwise: v.optional(shownText),
});
export type PairPoints = v.InferOutput<typeof pairPoints>;
