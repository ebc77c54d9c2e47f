import { gunzipSync, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { columnType, moreTraining, pairState } from '../../report/report';
import { DEPTHS } from '../run/runPair';
import { plan, texts } from '../protocol';

/**
 * Messages between the front of a run and the workers of a cluster: data, never code. Both sides parse what they receive;
 * what is larger than it should be is refused before it is unpacked whole.
 */

/** Bytes of a message, unpacked. */
const MOST_BYTES = 64e6;
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const name = v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,64}$/));
const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const columnFacts = v.object({
  name: v.string(),
  type: columnType,
  kind: v.picklist(['numeric', 'categorical']),
  missing: count,
  distinct: count,
  /** SHA-256 of its cells (columnCells.ts), under which they lie on the server. */
  cells: hash,
});

/** What a run is about; lies on the server under its own SHA-256. */
export const runFacts = v.object({
  /** Program that the numbers come from: another one gives others. */
  program: v.string(),
  /** Without its pairs: these come in blocks. */
  plan: v.omit(plan, ['pairs', 'strongest', 'more']),
  columns: v.array(columnFacts),
  rows: count,
  /** Whether what the critics say of each row is wanted. */
  pointwise: v.boolean(),
  /** Sentences of the language in which the front speaks. */
  texts: v.optional(texts),
});
export type RunFacts = v.InferOutput<typeof runFacts>;

/** Pairs that one worker takes at a time. */
export const block = v.object({
  run: name,
  number: count,
  facts: hash,
  depth: v.picklist(DEPTHS),
  /** Index in the run, and the places of both variables in the plan. */
  pairs: v.pipe(v.array(v.tuple([count, count, count])), v.minLength(1), v.maxLength(100_000)),
  /** Of these pairs, those that get other training than the preset's. */
  more: v.optional(v.array(v.object({ index: count, ...moreTraining.entries }))),
});
export type Block = v.InferOutput<typeof block>;

const update = v.object({
  index: count,
  pair: pairState,
  /** Pointwise mutual information of the rows shown, nats. */
  pointwise: v.optional(v.array(v.pipe(v.number(), v.finite()))),
});
export type Update = v.InferOutput<typeof update>;

export const result = v.object({
  number: count,
  updates: v.array(update),
  /** With the last of a block's messages: how long it took the worker. */
  seconds: v.nullable(v.pipe(v.number(), v.minValue(0))),
});
export type Result = v.InferOutput<typeof result>;

/** A worker's answer to "hello". */
export const hello = v.object({
  worker: name,
  program: v.string(),
  engine: v.object({ name: v.string(), version: v.string() }),
  threads: count,
});
export type Hello = v.InferOutput<typeof hello>;

export function pack(message: RunFacts | Block | Result | Hello): Uint8Array {
  return gzipSync(JSON.stringify(message), { level: 1 });
}

/** @throws Error in words where it is not what it should be */
export function unpack<const S extends v.GenericSchema>(schema: S, bytes: Uint8Array): v.InferOutput<S> {
  const text = gunzipSync(bytes, { maxOutputLength: MOST_BYTES }).toString();
  const parsed = v.safeParse(schema, JSON.parse(text));
  if (!parsed.success) throw new Error(`a message could not be understood: ${v.summarize(parsed.issues)}`);
  return parsed.output;
}
