import * as v from 'valibot';
import { nameText, sentenceText, shownText } from './report';

/** Rows that are made at most. */
export const MOST_MADE = 100_000;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finite = v.pipe(v.number(), v.minValue(-1e300), v.maxValue(1e300));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1 + 1e-9));
const list = <T extends v.GenericSchema>(schema: T) => v.pipe(v.array(schema), v.readonly());
const units = list(v.pipe(count, v.minValue(1)));
const shares = list(share);
/** Of rows that were made, and of real ones that were held out. */
const both = <T extends v.GenericSchema>(schema: T) => v.object({ made: schema, heldOut: schema });

const marginalEntries = {
  name: nameText,
  /** Shares of all rows. */
  real: shares,
  made: shares,
  missing: v.object({ real: share, made: share }),
};

const marginal = v.variant('kind', [
  v.object({ kind: v.picklist(['numbers', 'dates']), edges: list(finite), ...marginalEntries }),
  /** null: all others. */
  v.object({ kind: v.literal('words'), levels: list(v.nullable(nameText)), ...marginalEntries }),
]);
export type SynthesisMarginal = v.InferOutput<typeof marginal>;

/** Rows and how they compare with the real ones; what is meant is said in mine/applications/synthesis/comparison.ts. */
const made = v.object({
  csv: v.string(),
  trained: count,
  heldOut: count,
  /** I(row; code) on the last minibatches, nats. */
  information: v.nullable(finite),
  /** Places among the columns; nats. */
  dependence: list(v.object({ x: count, z: count, real: v.nullable(finite), made: v.nullable(finite) })),
  marginals: list(marginal),
  coverage: v.object({
    cells: count,
    made: count,
    heldOut: count,
    levels: v.object({ real: count, made: count }),
  }),
  nearness: v.object({
    rows: both(count),
    deciles: both(list(share)),
    near: share,
    within: both(share),
    copies: both(count),
  }),
});
export type SynthesisMade = v.InferOutput<typeof made>;

/** Rows like a dataset's, made by a generator that was trained on it. */
export const synthesis = v.object({
  schema: v.literal('mine-synthesis/1'),
  source: nameText,
  /** Those that rows are made of, in the order of the file, and the others. */
  columns: list(nameText),
  leftOut: list(v.object({ name: nameText, reason: sentenceText })),
  rows: v.object({ all: count, used: count, wanted: count }),
  seed: count,
  settings: v.object({
    noise: count,
    code: count,
    generator: units,
    discriminator: units,
    critic: units,
    batch: count,
    /** Of training: asked for, and done. */
    iterations: count,
    iteration: count,
    learningRate: finite,
    beta1: finite,
    informationWeight: finite,
  }),
  engine: shownText,
  /** null while the generator is trained, and where that was cancelled. */
  made: v.nullable(made),
});
export type Synthesis = v.InferOutput<typeof synthesis>;
