import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { JsMsg } from '@nats-io/jetstream';
import { isUnderWay } from '../../report/report';
import { chooseKernelBuild, type KernelBuild } from '../engine/kernelBackend';
import { engineFiles } from '../engine/engineFiles';
import { MemoryCeiling } from '../memoryCeiling';
import { nodePlatform } from '../nodePlatform';
import type { ClusterAddress } from '../protocol';
import { speak } from '../texts';
import { BlockRun } from './blockRun';
import { ClusterError, connectCluster, type Cluster } from './connection';
import { Contents } from './contents';
import { ContentsCache } from './contentsCache';
import { otherProgram, whoIsThere } from './fleet';
import {
  block as blockSchema,
  pack,
  runFacts,
  unpack,
  type Block,
  type Hello,
  type Update,
} from './messages';
import { programName } from './program';
import { isAwaited, SIGN_OF_LIFE_MS, subjects, WORK, WORKERS } from './streams';
import { WarmThreads } from './warmThreads';
import { reasonOf } from '../../dataset/reasonOf';

const WAIT_MS = 3000;
const AGAIN_AFTER_MS = 500;
/** Between two messages about pairs that are under way. */
const NEWS_EVERY_MS = 300;
/** Pairs in one message: with their curves it stays below the megabyte that a server takes, as it does with values of rows. */
const PAIRS_A_MESSAGE = 100;
const PAIRS_WITH_ROWS_A_MESSAGE = 25;

export interface WorkerSettings {
  readonly address: ClusterAddress;
  /** Folder that holds the bundles and the .wasm files. */
  readonly folder: string;
  /** Folder of the cache. */
  readonly cache: string;
  /** 0: all cores but one. */
  readonly threads: number;
  /** MB that it may use; 0: a quarter of the machine's. */
  readonly memory: number;
  /** What happens, in a line. */
  readonly say: (line: string) => void;
}

/** Takes blocks of pairs from a cluster's server and sends back what they come to, until it is stopped. */
export class ClusterWorker {
  private readonly hello: Hello;
  private readonly kernelBuild: KernelBuild;
  private readonly platform;
  private readonly threads: WarmThreads;
  private readonly cache: ContentsCache;
  private cluster: Cluster | null = null;
  private current: { readonly block: Block; readonly run: BlockRun } | null = null;
  private stopped = false;
  /** Why it ends of itself, in a sentence. */
  private reason: string | null = null;

  constructor(private readonly settings: WorkerSettings) {
    const { folder, cache, threads } = settings;
    this.kernelBuild = chooseKernelBuild(engineFiles(folder));
    this.threads = new WarmThreads(folder);
    this.platform = { ...nodePlatform(folder), startThreads: this.threads.start };
    this.cache = new ContentsCache(cache);
    this.hello = {
      worker: randomUUID().replaceAll('-', ''),
      program: programName(folder, this.kernelBuild === 'plain'),
      engine: { name: `kernel-${this.kernelBuild}`, version: '' },
      threads: this.platform.threadCount({ threads, engine: 'kernel' }),
    };
  }

  /**
   * Settles when it has been stopped.
   * @throws ClusterError where the server cannot be had, workers of another version are there, or its memory is used up
   */
  async serve(): Promise<void> {
    const { address, say } = this.settings;
    const cluster = await connectCluster(address);
    this.cluster = cluster;
    try {
      await this.checkOthers(cluster);
      this.answer(cluster);
      const { threads, program } = this.hello;
      say(`Joined ${address.url}: ${threads} threads, version ${program}. Waiting for work.`);
      this.watchMemory();
      await this.takeBlocks(cluster);
      if (this.reason !== null) throw new ClusterError(this.reason);
    } finally {
      this.stopped = true;
      await this.threads.end();
      await cluster.connection.close();
    }
  }

  /** What is in work goes to another worker. */
  stop(): void {
    this.stopped = true;
    this.current?.run.cancel();
  }

  private watchMemory(): void {
    const { memory } = this.platform;
    if (!memory) return;
    const ceiling = new MemoryCeiling(memory, this.settings.memory, () => {
      this.platform.collectGarbage();
      this.current?.run.collectGarbage();
    });
    const isStopped = () => this.isStopped();
    ceiling.watch(
      {
        get ended() {
          return isStopped();
        },
        breakOff: (reason) => {
          this.reason = reason;
          this.stop();
        },
      },
      (used) => ceiling.reachedByWorker(used),
    );
  }

  private isStopped(): boolean {
    return this.stopped;
  }

  private async checkOthers(cluster: Cluster): Promise<void> {
    const other = (await whoIsThere(cluster)).find(({ program }) => program !== this.hello.program);
    if (other) throw new ClusterError(otherProgram(other.program, this.hello.program));
  }

  private answer({ connection }: Cluster): void {
    connection.subscribe(subjects.hello, {
      callback: (_error, message) => {
        message.respond(pack(this.hello));
      },
    });
    connection.subscribe(subjects.anyCancel, {
      callback: (_error, { subject }) => {
        if (this.current && subject === subjects.cancel(this.current.block.run)) this.current.run.cancel();
      },
    });
  }

  private async takeBlocks({ streams, administration }: Cluster): Promise<void> {
    while (!this.isStopped())
      try {
        const consumer = await streams.consumers.get(WORK, WORKERS);
        while (!this.isStopped()) {
          const message = await consumer.next({ expires: WAIT_MS });
          if (!message) continue;
          if (this.isStopped()) message.nak();
          else await this.work(message, administration);
        }
      } catch {
        // The server is away: the connection is being made again.
        if (!this.isStopped()) await delay(AGAIN_AFTER_MS);
      }
  }

  private async work(message: JsMsg, administration: Cluster['administration']): Promise<void> {
    const signs = setInterval(() => {
      message.working();
    }, SIGN_OF_LIFE_MS);
    try {
      const block = unpack(blockSchema, message.data);
      if (!(await isAwaited(administration, block.run))) {
        message.term('the run has been given up');
        return;
      }
      const isDone = await this.compute(block);
      if (isDone) message.ack();
      else if (this.isStopped()) message.nak();
      else message.term('the run was cancelled');
    } catch (error) {
      this.settings.say(`A block of pairs could not be computed: ${reasonOf(error)}`);
      message.nak(2000);
    } finally {
      clearInterval(signs);
      this.current = null;
    }
  }

  /** @returns false where it was cancelled */
  private async compute(block: Block): Promise<boolean> {
    const facts = unpack(runFacts, await this.fetch(block.facts));
    if (facts.program !== this.hello.program)
      throw new Error(`the run wants version ${facts.program} and this is ${this.hello.program}`);
    speak(facts.texts);
    const begun = performance.now();
    const run = await BlockRun.prepare(block, facts, (hash) => this.fetch(hash), {
      platform: this.platform,
      kernelBuild: this.kernelBuild,
      threads: this.hello.threads,
    });
    this.current = { block, run };
    const updates = await run.finish(this.news(block));
    if (!updates) return false;
    const seconds = (performance.now() - begun) / 1000;
    await this.send(block, updates, seconds);
    this.settings.say(`${block.pairs.length} pairs (${block.depth}) in ${seconds.toFixed(1)} s`);
    return true;
  }

  private fetch(hash: string): Promise<Uint8Array> {
    const { cluster } = this;
    if (!cluster) throw new Error('not connected');
    return this.cache.get(hash, () => new Contents(cluster.objects).get(hash));
  }

  /** Tells of pairs that are under way, now and then; what gets lost of it is no loss. */
  private news(block: Block): (updates: readonly Update[]) => void {
    const gathered = new Map<number, Update>();
    let told = performance.now();
    return (updates) => {
      for (const update of updates) if (isUnderWay(update.pair)) gathered.set(update.index, update);
      if (performance.now() - told < NEWS_EVERY_MS || block.depth === 'outline') return;
      told = performance.now();
      const some = [...gathered.values()].slice(0, PAIRS_A_MESSAGE);
      for (const { index } of some) gathered.delete(index);
      if (some.length > 0)
        this.cluster?.connection.publish(
          subjects.news(block.run),
          pack({ number: block.number, updates: some, seconds: null }),
        );
    };
  }

  /** Until the server has them; a server that is away for a while is tried again. */
  private async send(block: Block, updates: readonly Update[], seconds: number): Promise<void> {
    const { cluster } = this;
    const most = updates.some(({ pointwise }) => pointwise) ? PAIRS_WITH_ROWS_A_MESSAGE : PAIRS_A_MESSAGE;
    for (let from = 0; from < updates.length && !this.isStopped();) {
      const to = Math.min(updates.length, from + most);
      const message = pack({
        number: block.number,
        updates: updates.slice(from, to),
        seconds: to === updates.length ? seconds : null,
      });
      try {
        await cluster?.streams.publish(subjects.results(block.run), message, {
          msgID: `${block.run}.${block.number}.${from}`,
        });
        from = to;
      } catch {
        await delay(AGAIN_AFTER_MS);
      }
    }
    if (this.isStopped()) throw new Error('stopped');
  }
}
