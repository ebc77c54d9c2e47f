import * as v from 'valibot';
import { DERIVATIONS } from '../dataset/derivations';
import { ENCODINGS, type ReadingChoices } from '../dataset/options';
import { COLUMN_OVERRIDES } from '../dataset/overrides';
import { ESTIMATORS, PRESETS } from '../mine/presets';
import { bounds } from '../report/bounds';
import { compression, encoder } from '../report/compression';
import { pairPoints } from '../report/points';
import { MOST_MADE, synthesis } from '../report/synthesis';
import {
  moreTraining,
  nameText,
  pairState,
  report,
  reportHead,
  sentenceText,
  shownText,
} from '../report/report';

/**
 * Messages between a front (the extension, the command line) and the background process.
 * Both sides parse what they receive; a process of another version is refused with words.
 */
export const PROTOCOL_VERSION = 1;

/** Engines that can be asked for (engine.ts). */
export const ENGINES = ['auto', 'kernel', 'wasm', 'tensorflow'] as const;

/** Sentences of the program by their English ones, as in VS Code's `l10n.bundle`. */
export const texts = v.record(nameText, nameText);
export type Texts = v.InferOutput<typeof texts>;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const source = v.variant('kind', [
  v.object({ kind: v.literal('file'), name: nameText, path: nameText }),
  /** Text that no file holds: unsaved edits, an untitled editor, a virtual file system, standard input. */
  v.object({ kind: v.literal('bytes'), name: nameText, bytes: v.instance(Uint8Array) }),
]);
export type Source = v.InferOutput<typeof source>;

const derivation = v.object({ column: nameText, as: v.picklist(DERIVATIONS) });

/** What a person decides about the reading; what is left open is inferred. */
const choices = v.object({
  delimiter: v.optional(nameText),
  encoding: v.optional(v.picklist(ENCODINGS)),
  decimalComma: v.optional(v.boolean()),
  header: v.optional(v.boolean()),
  comment: v.optional(v.nullable(nameText)),
  missing: v.optional(v.pipe(v.array(nameText), v.readonly())),
  columns: v.optional(v.pipe(v.map(nameText, v.picklist(COLUMN_OVERRIDES)), v.readonly())),
}) satisfies v.GenericSchema<ReadingChoices>;

export const plan = v.object({
  /** Single columns, or named groups of columns taken as one multivariate variable. */
  variables: v.array(v.object({ name: nameText, columns: v.pipe(v.array(nameText), v.minLength(1)) })),
  /** Indexes into `variables`. */
  pairs: v.pipe(v.array(v.tuple([count, count])), v.minLength(1)),
  estimator: v.picklist(ESTIMATORS),
  preset: v.picklist(PRESETS),
  seed: count,
  /** 0: all cores but one. */
  threads: count,
  engine: v.picklist(ENGINES),
  /** Use at most this many rows, a seeded uniform sample; 0: all. */
  maxRows: count,
  /** Only so many pairs, those with the highest Gaussian answer, are trained and reported; 0 or absent: all. */
  strongest: v.optional(count),
  /** Pairs, by their place in `pairs`, that get more training than the preset gives. */
  more: v.optional(v.array(v.object({ pair: count, ...moreTraining.entries }))),
});
export type Plan = v.InferOutput<typeof plan>;

const profileColumn = v.object({
  name: nameText,
  type: nameText,
  missing: count,
  distinct: count,
  /** `distinct` is right to about 1 %. */
  distinctEstimated: v.optional(v.literal(true)),
  unparsable: count,
  /** How its cells are read where that is not plain, and what of it is a guess, in words. */
  readAs: v.optional(sentenceText),
  ambiguity: v.optional(sentenceText),
  reason: v.optional(sentenceText),
  examples: v.array(nameText),
  /** What it was made of; absent for a column of the source. */
  derivation: v.optional(derivation),
});

export const profile = v.object({
  source: nameText,
  format: nameText,
  /** Of the bytes read, in hex. */
  sha256: nameText,
  /** Rows held: all rows of the source, or a uniform sample of them where they are too many to hold. */
  rows: count,
  rowsInFile: count,
  /** How it was read, chosen or inferred; what its format does not have is null. */
  reading: v.object({
    compressed: v.nullable(v.literal('gzip')),
    encoding: v.nullable(v.picklist(ENCODINGS)),
    delimiter: v.nullable(nameText),
    decimalComma: v.nullable(v.boolean()),
    header: v.nullable(v.boolean()),
    comment: v.nullable(nameText),
    missing: v.array(nameText),
    layout: v.optional(shownText),
  }),
  badRows: v.object({
    count,
    examples: v.array(v.object({ line: count, reason: sentenceText })),
  }),
  columns: v.array(profileColumn),
});
export type Profile = v.InferOutput<typeof profile>;
export type ProfileColumn = v.InferOutput<typeof profileColumn>;

/** How fast this machine trains (pace.ts). */
const pace = v.object({
  /** One training step of a critic with 32 units on a minibatch of 512 rows. */
  microsecondsPerStep: v.pipe(v.number(), v.gtValue(0)),
  cores: v.pipe(count, v.minValue(1)),
  /** Where a plan gets no more threads, whatever it asks for. */
  mostThreads: v.optional(v.pipe(count, v.minValue(1))),
});
export type Pace = v.InferOutput<typeof pace>;

/** A pair of an interrupted run with the same plan on the same data. */
export const finishedPair = v.object({
  /** Into the plan's pairs. */
  index: count,
  pair: pairState,
});
export type FinishedPair = v.InferOutput<typeof finishedPair>;

const secret = v.pipe(v.string(), v.maxLength(20_000));

/** Where a cluster's server is and how to be let in; never from a workspace's settings. */
const clusterAddress = v.object({
  /** `nats://HOST:PORT` or `tls://HOST:PORT`; several with commas between. */
  url: nameText,
  credentials: v.optional(
    v.variant('kind', [
      v.object({ kind: v.literal('token'), token: secret }),
      v.object({ kind: v.literal('password'), user: secret, password: secret }),
      /** Text of a NATS .creds file. */
      v.object({ kind: v.literal('creds'), text: secret }),
    ]),
  ),
  /** Certificates of the authority that the server's own is checked against, PEM; absent: those the system trusts. */
  authority: v.optional(secret),
});
export type ClusterAddress = v.InferOutput<typeof clusterAddress>;

/** What else is learned of a dataset than its pairs: the paper's applications. */
export const application = v.variant('kind', [
  v.object({
    kind: v.literal('compress'),
    target: nameText,
    columns: v.pipe(v.array(nameText), v.minLength(1)),
    /** Numbers that make up the encoding. */
    latent: v.pipe(count, v.minValue(1), v.maxValue(32)),
    /** Weights of I(X;T), ascending. */
    betas: v.pipe(
      v.array(v.pipe(v.number(), v.gtValue(0), v.maxValue(100))),
      v.minLength(1),
      v.maxLength(20),
    ),
    /** Training steps of each network. */
    steps: v.pipe(count, v.minValue(1)),
    seed: count,
    engine: v.picklist(ENGINES),
    /** Use at most this many rows, a seeded uniform sample; 0: all. */
    maxRows: count,
  }),
  v.object({
    kind: v.literal('bounds'),
    x: v.pipe(v.array(nameText), v.minLength(1)),
    z: v.pipe(v.array(nameText), v.minLength(1)),
    preset: v.picklist(PRESETS),
    seed: count,
    engine: v.picklist(ENGINES),
    /** Use at most this many rows, a seeded uniform sample; 0: all. */
    maxRows: count,
  }),
  v.object({
    kind: v.literal('synthesize'),
    columns: v.pipe(v.array(nameText), v.minLength(2)),
    /** Rows to make; 0: as many as are used. */
    rows: v.pipe(count, v.maxValue(MOST_MADE)),
    /** Iterations of training. */
    iterations: v.pipe(count, v.minValue(1)),
    seed: count,
    engine: v.picklist(ENGINES),
    /** Use at most this many rows, a seeded uniform sample; 0, and more than 20,000: 20,000. */
    maxRows: count,
  }),
]);
export type Application = v.InferOutput<typeof application>;

/** What an application has found, so far or in the end. */
export const applicationResult = v.variant('schema', [compression, bounds, synthesis]);
export type ApplicationResult = v.InferOutput<typeof applicationResult>;

/** Of the whole work. */
const share = v.pipe(
  v.number(),
  v.transform((value) => Math.min(1, Math.max(0, value))),
);
const secondsLeft = v.nullable(
  v.pipe(
    v.number(),
    v.transform((seconds) => Math.max(0, seconds)),
  ),
);

export const toProcess = v.variant('type', [
  v.object({
    type: v.literal('open'),
    version: v.number(),
    source,
    reading: v.optional(choices),
    /** Variables to be made of columns, behind the columns of the source. */
    derive: v.optional(v.array(derivation)),
    /** MB that the process may use; 0 or absent: a quarter of the machine's. */
    memory: v.optional(count),
    /** Sentences of the language that the front speaks; without them the process speaks English. */
    texts: v.optional(texts),
  }),
  v.object({
    type: v.literal('estimate'),
    plan,
    /** These are taken as they are, and not computed again: a pair's numbers depend on nothing but data, plan and seed. */
    finished: v.optional(v.array(finishedPair)),
    /** Absent: the pairs are computed on this machine. */
    cluster: v.optional(clusterAddress),
  }),
  /** Begins an application on the dataset, in place of one that is going; 'cancel' ends it with what it has found. */
  v.object({ type: v.literal('apply'), application }),
  /** Asks for the dataset's rows with an encoding of theirs beside them. */
  v.object({ type: v.literal('encode'), encoder, engine: v.picklist(ENGINES) }),
  /** The pair a person looks at goes first. */
  v.object({ type: v.literal('select'), index: count }),
  /** These go before others, after the selected one. */
  v.object({ type: v.literal('prefer'), indexes: v.array(count) }),
  /** Asks for the rows of a pair of the run, also after it has ended. */
  v.object({ type: v.literal('points'), index: count }),
  /** The run stops at its next checkpoint, with all it has, and sleeps; answered with 'paused'. */
  v.object({ type: v.literal('pause') }),
  /** It goes on as if it had not been paused; answered with 'resumed'. */
  v.object({ type: v.literal('resume') }),
  /** Ends the run, the application, or the reading of the dataset: that is answered with 'refused'. */
  v.object({ type: v.literal('cancel') }),
]);
export type ToProcess = v.InferOutput<typeof toProcess>;

export const fromProcess = v.variant('type', [
  /** While the dataset is read, at most ten a second; `total` is null where it is not known. */
  v.object({ type: v.literal('reading'), bytes: count, total: v.nullable(count) }),
  v.object({ type: v.literal('profile'), version: v.number(), profile }),
  /** A moment after the profile; null where it could not be measured: nothing is predicted then. */
  v.object({ type: v.literal('pace'), pace: v.nullable(pace) }),
  /** The dataset or the plan cannot be used; one sentence says why and what would help. */
  v.object({ type: v.literal('refused'), message: sentenceText }),
  /** The run cannot begin yet, or go on, for a reason in words; it does with the next 'started' or 'progress'. */
  v.object({ type: v.literal('waiting'), reason: sentenceText }),
  v.object({
    type: v.literal('started'),
    /** Of the report that there will be, or that is made of what there is where the process breaks. */
    head: reportHead,
    pairs: v.array(pairState),
  }),
  v.object({
    type: v.literal('progress'),
    share,
    /** Since the run began, without pauses. */
    seconds: v.pipe(v.number(), v.minValue(0)),
    secondsLeft,
    updates: v.array(v.object({ index: count, pair: pairState })),
  }),
  /** No thread begins anything new; at rest once what was begun is done: then no processor time is used. */
  v.object({ type: v.literal('paused'), atRest: v.boolean() }),
  v.object({ type: v.literal('resumed') }),
  v.object({ type: v.literal('finished'), cancelled: v.boolean(), report }),
  /** Answers 'points'; null where the pair has no rows to show. */
  v.object({ type: v.literal('points'), index: count, points: v.nullable(pairPoints) }),
  /** While an application is going, at most four a second. */
  v.object({ type: v.literal('application'), share, secondsLeft, result: applicationResult }),
  v.object({ type: v.literal('applied'), cancelled: v.boolean(), result: applicationResult }),
  /** Answers 'encode': a CSV file. */
  v.object({ type: v.literal('encoded'), bytes: v.instance(Uint8Array) }),
  /** The process itself broke; what it had finished was sent before. */
  v.object({ type: v.literal('failed'), message: sentenceText }),
]);
export type FromProcess = v.InferOutput<typeof fromProcess>;
