import * as v from 'valibot';
import { BOTTLENECKS } from '../mine/applications/bottleneck';
import { recordedReading } from './reading';
import { nameText, shownText } from './report';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const finite = v.pipe(v.number(), v.minValue(-1e300), v.maxValue(1e300));

const target = v.variant('kind', [
  v.object({ kind: v.literal('classes'), name: nameText, classes: v.array(nameText) }),
  /** The deviation is of the training rows, in the column's own unit. */
  v.object({ kind: v.literal('numbers'), name: nameText, deviation: finite }),
]);

/** A training with one kind of bottleneck. */
const compressionRun = v.object({
  kind: v.picklist(BOTTLENECKS),
  /** Weight of I(X;T); null where there is none. */
  beta: v.nullable(finite),
  /** The information plane while it is trained, on held-out rows; nats. */
  path: v.array(v.object({ share: finite, informationX: v.nullable(finite), informationY: finite })),
  /** On held-out rows, at the end; null while it is in training. */
  end: v.nullable(
    v.object({
      informationX: v.nullable(finite),
      informationY: finite,
      /** E[-log q(y|t)], nats, and its standard error. */
      loss: finite,
      lossDeviation: finite,
      /** Share of rows whose class is missed; root mean square error, in the target's own unit. */
      error: finite,
      errorDeviation: finite,
      /** Nats that are added to the loss when a column's cells are dealt to other rows, for each column. */
      kept: v.array(finite),
    }),
  ),
});
export type CompressionRun = v.InferOutput<typeof compressionRun>;

const columnEncoding = v.variant('kind', [
  v.object({
    kind: v.literal('number'),
    name: nameText,
    mean: finite,
    deviation: finite,
    periods: v.optional(v.pipe(v.array(v.pipe(finite, v.gtValue(0))), v.maxLength(3))),
  }),
  v.object({
    kind: v.literal('category'),
    name: nameText,
    levels: v.pipe(v.array(nameText), v.maxLength(100)),
    others: v.boolean(),
  }),
]);

/** What makes the encoding of a row: its cells become inputs, whose network gives T's means before its deviations. */
export const encoder = v.object({
  columns: v.pipe(v.array(columnEncoding), v.minLength(1)),
  hidden: v.pipe(v.array(v.pipe(count, v.minValue(1), v.maxValue(10_000))), v.maxLength(10)),
  latent: v.pipe(count, v.minValue(1), v.maxValue(32)),
  parameters: v.pipe(v.array(finite), v.maxLength(4_000_000)),
});
export type Encoder = v.InferOutput<typeof encoder>;

/** What is found of an encoding T of some columns X that keeps what they tell of a target Y, and little else; nats. */
export const compression = v.object({
  schema: v.literal('mine-compression/1'),
  source: nameText,
  sha256: shownText,
  reading: recordedReading,
  target,
  columns: v.array(nameText),
  /** Numbers that make up T. */
  latent: v.pipe(count, v.maxValue(32)),
  seed: count,
  steps: count,
  engine: shownText,
  rows: v.object({
    /** Of the file, or those of its sample that were held. */
    all: count,
    /** Left out because of a missing cell. */
    missing: count,
    train: count,
    heldOut: count,
  }),
  /** Trainings from the beginning to the end. */
  planned: count,
  /** In the order of their training; the last may be going on, or have been cancelled. */
  runs: v.array(compressionRun),
  /** Into the runs: the encoding to take; null until it is known. */
  chosen: v.nullable(count),
  encoder: v.optional(encoder),
  /** Some held-out rows: the first two numbers of the encoding, and their class or value. */
  sample: v.optional(v.array(v.tuple([finite, finite, finite]))),
});
export type Compression = v.InferOutput<typeof compression>;
