import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DeliverPolicy, type JsMsg } from '@nats-io/jetstream';
import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import type { Column } from '../../dataset/dataset';
import type { MoreTraining } from '../../mine/settings';
import type { ClusterAddress, Plan } from '../protocol';
import { settlesWithin } from '../settlesWithin';
import { spokenTexts } from '../texts';
import type { PlannedBlock } from './blockSchedule';
import { packCells } from './columnCells';
import { ClusterError, connectCluster, type Cluster } from './connection';
import { Contents } from './contents';
import { checkFleet, whoIsThere } from './fleet';
import {
  block as blockSchema,
  pack,
  result,
  unpack,
  type Hello,
  type RunFacts,
  type Update,
} from './messages';
import { programName } from './program';
import { LOST, openResults, RESULTS, subjects, WORK } from './streams';
import { reasonOf } from '../../dataset/reasonOf';

const HELLO_EVERY_MS = 2000;
const AGAIN_AFTER_MS = 500;
/** Time that one request for messages waits on the server. */
const WAIT_MS = 3000;
/** Time to take leave of the server; one that is gone is left. */
const PATIENCE_MS = 2000;

export interface FrontHandlers {
  /** Workers are there: what they compute with, and their threads. */
  onWorkers(engine: { readonly name: string; readonly version: string; readonly threads: number }): void;
  /** Nobody computes now, for a reason in a sentence: told again as long as it is so. */
  onNobody(reason: string): void;
  /** What became of pairs; null depth: they are under way. */
  onUpdates(updates: readonly Update[], depth: PlannedBlock['depth'] | null): void;
  onBlockDone(block: PlannedBlock, seconds: number): void;
  /** Workers were lost on the block, one after the other. */
  onBlockLost(block: PlannedBlock): void;
  /** The cluster cannot be used, in a sentence. */
  onUnusable(reason: string): void;
}

export interface RunContents {
  readonly plan: Plan;
  readonly columns: readonly Column[];
  /** Rows of the dataset that are used, ascending. */
  readonly rows: Uint32Array;
  readonly pointwise: boolean;
}

/** The front's side of the conversation with the workers of a cluster, by way of its server. */
export class ClusterFront {
  private readonly run = randomUUID().replaceAll('-', '');
  private readonly out = new Map<number, PlannedBlock>();
  private cluster: Cluster | null = null;
  private facts: string | null = null;
  private fleet: readonly Hello[] = [];
  private blocks = 0;
  private ended = false;

  constructor(
    private readonly address: ClusterAddress,
    private readonly folder: string,
    private readonly handlers: FrontHandlers,
  ) {}

  get workers(): number {
    return this.fleet.length;
  }

  get blocksOut(): number {
    return this.out.size;
  }

  async begin(contents: RunContents): Promise<void> {
    try {
      const cluster = await connectCluster(this.address);
      this.cluster = cluster;
      if (this.ended) {
        await cluster.connection.close();
        return;
      }
      await openResults(cluster.administration, this.run);
      const facts = await this.storeColumns(cluster, contents);
      const workers = await this.meetWorkers(cluster);
      const program = workers[0]?.program;
      if (program === undefined) return;
      this.facts = await new Contents(cluster.objects).put(pack({ ...facts, program }));
      this.listen(cluster);
      this.greet(cluster, workers);
    } catch (error) {
      this.handlers.onUnusable(
        error instanceof ClusterError
          ? error.message
          : l10n.t('The cluster at {0} cannot be used: {1}', this.address.url, reasonOf(error)),
      );
    }
  }

  /** Gives a block to whichever worker asks first. */
  give(planned: PlannedBlock, pairs: Plan['pairs'], trainings: ReadonlyMap<number, MoreTraining>): void {
    const { cluster, facts, run } = this;
    if (!cluster || facts === null) return;
    const number = this.blocks++;
    this.out.set(number, planned);
    const more = planned.pairs.flatMap((index) => {
      const training = trainings.get(index);
      return training ? [{ index, ...training }] : [];
    });
    const message = pack({
      run,
      number,
      facts,
      depth: planned.depth,
      pairs: planned.pairs.map((index) => [index, ...(pairs[index] ?? [0, 0])]),
      ...(more.length > 0 && { more }),
    });
    void this.insist(() =>
      cluster.streams.publish(subjects.work(run), message, { msgID: `${run}.${number}` }),
    );
  }

  async end(): Promise<void> {
    this.ended = true;
    const { cluster, run } = this;
    if (!cluster) return;
    const { connection, administration } = cluster;
    const leave = async () => {
      connection.publish(subjects.cancel(run));
      await administration.streams.purge(WORK, { filter: subjects.work(run) });
      await administration.consumers.delete(RESULTS, run);
      await administration.streams.purge(RESULTS, { filter: subjects.results(run) });
    };
    // A server that cannot be reached forgets the run by itself after a while (streams.ts).
    await settlesWithin(
      leave().catch(() => undefined),
      PATIENCE_MS,
    );
    await connection.close();
  }

  private isOver(): boolean {
    return this.ended;
  }

  private async storeColumns(cluster: Cluster, contents: RunContents): Promise<Omit<RunFacts, 'program'>> {
    const { plan, columns, rows, pointwise } = contents;
    const { variables, estimator, preset, seed, threads, engine, maxRows } = plan;
    const planFacts = { variables, estimator, preset, seed, threads, engine, maxRows };
    const store = new Contents(cluster.objects);
    const stored: RunFacts['columns'] = [];
    for (const column of columns) {
      if (this.ended) break;
      const { name, type, kind, missing, distinct } = column;
      stored.push({ name, type, kind, missing, distinct, cells: await store.put(packCells(column, rows)) });
    }
    const texts = spokenTexts();
    return { plan: planFacts, columns: stored, rows: rows.length, pointwise, ...(texts && { texts }) };
  }

  /** Waits for the first worker. */
  private async meetWorkers(cluster: Cluster): Promise<Hello[]> {
    const program = programName(this.folder, false);
    while (!this.isOver()) {
      const workers = await whoIsThere(cluster);
      checkFleet(program, workers);
      if (workers.length > 0) return workers;
      this.handlers.onNobody(this.whyNobody(cluster));
      await delay(AGAIN_AFTER_MS);
    }
    return [];
  }

  private whyNobody(cluster: Cluster): string {
    const { url } = this.address;
    if (!cluster.isConnected())
      return l10n.t('The server at {0} cannot be reached: the run goes on when it is back.', url);
    return this.facts === null
      ? l10n.t('No worker has joined at {0} yet: start one with "mine worker --url {0}".', url)
      : l10n.t(
          'No worker is joined at {0} any more: the run goes on when one is ("mine worker --url {0}").',
          url,
        );
  }

  private listen(cluster: Cluster): void {
    cluster.connection.subscribe(subjects.news(this.run), {
      callback: (_error, message) => {
        this.read(() => {
          this.handlers.onUpdates(unpack(result, message.data).updates, null);
        });
      },
    });
    void this.hearResults(cluster);
    void this.hearLosses(cluster);
    void this.keepGreeting(cluster);
  }

  private greet(cluster: Cluster, workers: readonly Hello[]): void {
    const [first] = workers;
    const isNews = workers.length !== this.fleet.length;
    this.fleet = workers;
    if (!first) this.handlers.onNobody(this.whyNobody(cluster));
    else if (isNews)
      this.handlers.onWorkers({
        ...first.engine,
        threads: workers.reduce((sum, { threads }) => sum + threads, 0),
      });
  }

  private async keepGreeting(cluster: Cluster): Promise<void> {
    while (!this.isOver()) {
      await delay(HELLO_EVERY_MS);
      if (this.isOver()) break;
      await this.trying(async () => {
        const workers = await whoIsThere(cluster);
        // Silence is believed the second time: busy machines answer late.
        this.greet(cluster, workers.length > 0 ? workers : await whoIsThere(cluster));
      });
    }
  }

  private async hearResults({ streams }: Cluster): Promise<void> {
    while (!this.isOver())
      await this.trying(async () => {
        const consumer = await streams.consumers.get(RESULTS, this.run);
        while (!this.isOver())
          for await (const message of await consumer.fetch({ max_messages: 200, expires: WAIT_MS }))
            this.hearResult(message);
      });
  }

  private hearResult(message: JsMsg): void {
    if (this.ended) return;
    this.read(() => {
      const { number, updates, seconds } = unpack(result, message.data);
      const planned = this.out.get(number);
      if (planned) this.handlers.onUpdates(updates, planned.depth);
      if (planned && seconds !== null) {
        this.out.delete(number);
        this.handlers.onBlockDone(planned, seconds);
      }
    });
    message.ack();
  }

  private async hearLosses({ streams, administration }: Cluster): Promise<void> {
    const since = new Date();
    while (!this.isOver())
      await this.trying(async () => {
        const consumer = await streams.consumers.get(LOST, {
          deliver_policy: DeliverPolicy.StartTime,
          opt_start_time: since.toISOString(),
        });
        while (!this.isOver())
          for await (const message of await consumer.fetch({ max_messages: 50, expires: WAIT_MS })) {
            const { stream_seq: seq } = v.parse(v.object({ stream_seq: v.number() }), message.json());
            const lost = await administration.streams.getMessage(WORK, { seq }).catch(() => null);
            if (!lost || lost.subject !== subjects.work(this.run)) continue;
            const { number } = unpack(blockSchema, lost.data);
            await administration.streams.deleteMessage(WORK, seq);
            const planned = this.out.get(number);
            this.out.delete(number);
            if (planned) this.handlers.onBlockLost(planned);
          }
      });
  }

  /** What a worker sent is not to be understood: one of them is not what it says. */
  private read(task: () => void): void {
    try {
      task();
    } catch (error) {
      if (!this.ended)
        this.handlers.onUnusable(l10n.t('A worker of the cluster cannot be relied on: {0}', reasonOf(error)));
    }
  }

  /** A server that is away for a while is asked again. */
  private async trying(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch {
      if (!this.ended) await delay(AGAIN_AFTER_MS);
    }
  }

  private async insist(task: () => Promise<unknown>): Promise<void> {
    while (!this.isOver())
      try {
        await task();
        return;
      } catch {
        await delay(AGAIN_AFTER_MS);
      }
  }
}
