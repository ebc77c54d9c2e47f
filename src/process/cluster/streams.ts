import {
  AckPolicy,
  DiscardPolicy,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
} from '@nats-io/jetstream';

/*
 * What lies on the server. Redelivery, acknowledgement, back-pressure, dead letters and persistence are its own:
 * a block of pairs stays in the work stream until a worker has acknowledged it, is given to another where nothing is heard
 * of it, and is called lost after three tries; results stay until the front has acknowledged them.
 */
export const WORK = 'MINE_WORK';
export const RESULTS = 'MINE_RESULTS';
export const LOST = 'MINE_LOST';
/** The consumer that all workers share. */
export const WORKERS = 'workers';
/** The bucket of encoded columns and of what runs are about. */
export const COLUMNS = 'mine-columns';

const SECOND = 1e9;
/** Columns that no run has stored again for a day are let go. */
export const COLUMNS_KEPT_MS = 24 * 3600e3;
/** A worker of which nothing was heard for so long has lost its block. */
const SILENCE = 15 * SECOND;
/** Between two signs of life of a worker at work. */
export const SIGN_OF_LIFE_MS = 4000;
/** Workers that a block may lose before it counts as their ruin. */
export const MOST_TRIES = 3;
/** A front that has not asked for results for so long has given the run up. */
const FRONT_GONE = 120 * SECOND;

const HELLO = 'mine.hello';
export const subjects = {
  hello: HELLO,
  work: (run: string) => `mine.work.${run}`,
  results: (run: string) => `mine.results.${run}`,
  /** What is not kept: pairs that are under way. */
  news: (run: string) => `mine.news.${run}`,
  cancel: (run: string) => `mine.cancel.${run}`,
  anyCancel: 'mine.cancel.*',
};

export async function ensureStreams(administration: JetStreamManager): Promise<void> {
  const { streams, consumers } = administration;
  const kept = { storage: StorageType.File, discard: DiscardPolicy.New };
  await existing(
    streams.add({
      ...kept,
      name: WORK,
      subjects: [subjects.work('*')],
      retention: RetentionPolicy.Workqueue,
      max_age: 24 * 3600 * SECOND,
    }),
  );
  await existing(
    streams.add({
      ...kept,
      name: RESULTS,
      subjects: [subjects.results('*')],
      retention: RetentionPolicy.Workqueue,
      max_age: 3600 * SECOND,
      duplicate_window: 120 * SECOND,
    }),
  );
  await existing(
    streams.add({
      ...kept,
      discard: DiscardPolicy.Old,
      name: LOST,
      subjects: [`$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.${WORK}.${WORKERS}`],
      retention: RetentionPolicy.Limits,
      max_age: 24 * 3600 * SECOND,
    }),
  );
  await existing(
    consumers.add(WORK, {
      durable_name: WORKERS,
      ack_policy: AckPolicy.Explicit,
      ack_wait: SILENCE,
      max_deliver: MOST_TRIES,
      max_ack_pending: 10_000,
    }),
  );
}

/** The results of one run, until the front has acknowledged them. */
export async function openResults(administration: JetStreamManager, run: string): Promise<void> {
  await administration.consumers.add(RESULTS, {
    durable_name: run,
    filter_subject: subjects.results(run),
    ack_policy: AckPolicy.Explicit,
    ack_wait: 30 * SECOND,
    max_ack_pending: 1000,
    inactive_threshold: FRONT_GONE,
  });
}

/** Whether anybody waits for results of the run. */
export async function isAwaited(administration: JetStreamManager, run: string): Promise<boolean> {
  try {
    await administration.consumers.info(RESULTS, run);
    return true;
  } catch (error) {
    if (error instanceof JetStreamApiError) return false;
    throw error;
  }
}

/** What was made before, by a version with other limits perhaps, is taken as it is. */
async function existing(making: Promise<unknown>): Promise<void> {
  try {
    await making;
  } catch (error) {
    const isThere = error instanceof JetStreamApiError && /already|in use|exists/i.test(error.message);
    if (!isThere) throw error;
  }
}
