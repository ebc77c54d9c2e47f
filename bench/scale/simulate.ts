import { createRandom, type Random } from '../../src/dataset/random';
import { BlockSchedule, type PlannedBlock } from '../../src/process/cluster/blockSchedule';
import type { Depth } from '../../src/process/run/runPair';
import { Events } from './events';
import type { Costs } from './measure';

export interface Scenario {
  readonly name: string;
  readonly columns: number;
  readonly workers: number;
  /** Threads of each worker, each as fast as the machine that was measured. */
  readonly threads: number;
  /** Share of pairs that the instant critic leaves open. */
  readonly trainedShare: number;
  /** Share of workers that take four times as long. */
  readonly stragglers: number;
  /** How often a worker is lost, on average, with what it works at; an hour. */
  readonly lossesAnHour: number;
  /** Until another one has taken a lost worker's place, its cache empty, seconds; null: never. */
  readonly replacedAfter: number | null;
}

/** What a run came to: seconds of the virtual clock, bytes. */
export interface Outcome {
  /** When all pairs had come so far. */
  readonly reached: Readonly<Record<Depth, number>>;
  readonly blocks: number;
  /** To and from the server. */
  readonly messages: number;
  readonly columnBytes: number;
  readonly resultBytes: number;
  /** Most that lay on the server at a time: columns, blocks, and results that the front had not read. */
  readonly mostStored: number;
  /** Share of the time in which the front was at work, until all pairs had come so far. */
  readonly frontBusy: Readonly<Record<Depth, number>>;
  /** Share of the workers' time in which they computed what was kept. */
  readonly workersBusy: number;
  readonly workersLost: number;
  /** Seconds that lost workers had spent on blocks. */
  readonly secondsLost: number;
  /** Seconds that the schedule itself took, on this machine's clock. */
  readonly scheduleSeconds: number;
}

const STRAGGLER = 4;
/** From one machine to another, seconds. */
const LATENCY = 0.001;
/** The server's line, bytes a second: a gigabit. */
const LINE = 1.25e8;
/** As the program has them: streams.ts, clusterRun.ts, clusterWorker.ts. */
const SILENCE = 15;
const MOST_TRIES = 3;
const BLOCKS_A_WORKER = 2;
const PAIRS_A_MESSAGE = 100;
const NEWS_EVERY = 0.3;

interface Given {
  readonly planned: PlannedBlock;
  readonly columns: readonly number[];
  readonly bytes: number;
  tries: number;
}

interface Message {
  readonly given: Given;
  readonly pairs: readonly number[];
  /** With the last of a block's messages: how long it took the worker. */
  readonly seconds: number | null;
  readonly bytes: number;
  /** Pairs that are under way, told meanwhile. */
  readonly news: number;
}

interface Worker {
  readonly slowness: number;
  readonly cached: Uint8Array;
  work: { readonly given: Given; readonly begun: number } | null;
  isLost: boolean;
}

/** A run of all pairs by the program's own schedule, on a clock that jumps from event to event. */
export class Simulation {
  private readonly events = new Events();
  private readonly random: Random;
  private readonly schedule: BlockSchedule;
  private readonly queue: Given[] = [];
  private readonly idle: Worker[] = [];
  private readonly inbox: Message[] = [];
  private readonly left: Record<Depth, number>;
  private readonly reached = { outline: 0, settle: 0, finish: 0 };
  private readonly frontBusy = { outline: 0, settle: 0, finish: 0 };
  private workers = 0;
  private blocksOut = 0;
  private frontIsFree = true;
  private frontSeconds = 0;
  private workerSeconds = 0;
  private lineFreeAt = 0;
  private stored: number;
  private mostStored = 0;
  private blocks = 0;
  private messages = 0;
  private columnBytes = 0;
  private resultBytes = 0;
  private workersLost = 0;
  private secondsLost = 0;
  private scheduleSeconds = 0;

  constructor(
    private readonly scenario: Scenario,
    private readonly pairs: readonly (readonly [number, number])[],
    private readonly costs: Costs,
    seed: number,
  ) {
    this.random = createRandom(seed);
    const count = this.pairs.length;
    this.left = { outline: count, settle: count, finish: count };
    this.stored = scenario.columns * costs.columnBytes;
    this.schedule = this.scheduling(() => new BlockSchedule(this.pairs, []));
  }

  run(): Outcome {
    const { workers } = this.scenario;
    for (let worker = 0; worker < workers; worker++) this.join();
    this.giveWork();
    while (this.left.finish > 0)
      if (!this.events.next()) throw new Error('The run cannot end: no worker is left.');
    const { reached, blocks, messages, columnBytes, resultBytes, mostStored, frontBusy } = this;
    const { workersLost, secondsLost, scheduleSeconds } = this;
    const workersBusy = this.workerSeconds / (reached.finish * workers);
    return {
      ...{ reached, blocks, messages, columnBytes, resultBytes, mostStored, frontBusy },
      ...{ workersBusy, workersLost, secondsLost, scheduleSeconds },
    };
  }

  private join(): void {
    const { stragglers, columns, lossesAnHour } = this.scenario;
    const slowness = this.random.uniform() < stragglers ? STRAGGLER : 1;
    const worker: Worker = { slowness, cached: new Uint8Array(columns), work: null, isLost: false };
    this.workers++;
    this.idle.push(worker);
    if (lossesAnHour > 0) {
      const lives = (-3600 * Math.log(1 - this.random.uniform())) / lossesAnHour;
      this.events.after(lives, () => {
        this.lose(worker);
      });
    }
    this.handOut();
  }

  private lose(worker: Worker): void {
    const { replacedAfter } = this.scenario;
    worker.isLost = true;
    this.workers--;
    this.workersLost++;
    if (worker.work) {
      const { given, begun } = worker.work;
      this.secondsLost += this.events.now - begun;
      this.events.after(SILENCE, () => {
        this.redeliver(given);
      });
    } else this.idle.splice(this.idle.indexOf(worker), 1);
    if (replacedAfter !== null)
      this.events.after(replacedAfter, () => {
        this.join();
        this.giveWork();
      });
  }

  private redeliver(given: Given): void {
    if (given.tries < MOST_TRIES) {
      this.queue.unshift(given);
      this.handOut();
      return;
    }
    this.take(given);
    this.schedule.lost(given.planned);
    this.giveWork();
  }

  /** A block is no longer out. */
  private take(given: Given): void {
    this.blocksOut--;
    this.store(-given.bytes);
  }

  private store(bytes: number): void {
    this.stored += bytes;
    this.mostStored = Math.max(this.mostStored, this.stored);
  }

  /** The front gives blocks, one after the other. */
  private giveWork(): void {
    let seconds = 0;
    while (this.blocksOut < BLOCKS_A_WORKER * this.workers) {
      const planned = this.scheduling(() => this.schedule.next(this.workers));
      if (!planned) break;
      const columns = new Set(planned.pairs.flatMap((pair) => this.pairs[pair] ?? []));
      const bytes = planned.pairs.length * this.costs.givenBytes;
      const given: Given = { planned, columns: [...columns], bytes, tries: 0 };
      this.blocks++;
      this.messages += 2;
      this.blocksOut++;
      this.store(bytes);
      seconds += planned.pairs.length * this.costs.givenSeconds;
      this.events.after(seconds + LATENCY, () => {
        this.queue.push(given);
        this.handOut();
      });
    }
    this.frontSeconds += seconds;
  }

  private handOut(): void {
    while (this.idle.length > 0 && this.queue.length > 0) {
      const [worker, given] = [this.idle.shift(), this.queue.shift()];
      if (worker && given) this.work(worker, given);
    }
  }

  private work(worker: Worker, given: Given): void {
    const { costs, events, scenario } = this;
    const { planned, columns } = given;
    given.tries++;
    worker.work = { given, begun: events.now };
    const missing = columns.filter((column) => worker.cached[column] === 0);
    for (const column of missing) worker.cached[column] = 1;
    const bytes = missing.length * costs.columnBytes;
    this.columnBytes += bytes;
    this.messages += missing.length;
    this.lineFreeAt = Math.max(this.lineFreeAt, events.now) + bytes / LINE;
    const shared =
      columns.length * costs.columnSeconds +
      // Some pairs take longer than others.
      planned.pairs.length * costs.pairSeconds[planned.depth] * (0.5 + this.random.uniform());
    const seconds = worker.slowness * (costs.blockSeconds + shared / scenario.threads);
    events.after(this.lineFreeAt - events.now + LATENCY + seconds, () => {
      if (!worker.isLost) this.send(worker, given, seconds);
    });
  }

  private send(worker: Worker, given: Given, seconds: number): void {
    const { depth, pairs } = given.planned;
    this.workerSeconds += seconds;
    for (let from = 0; from < pairs.length; from += PAIRS_A_MESSAGE) {
      const some = pairs.slice(from, from + PAIRS_A_MESSAGE);
      const bytes = some.length * this.costs.resultBytes[depth];
      const isLast = from + PAIRS_A_MESSAGE >= pairs.length;
      const told = Math.min(PAIRS_A_MESSAGE, this.scenario.threads) * Math.floor(seconds / NEWS_EVERY);
      const news = isLast && depth !== 'outline' ? told : 0;
      this.messages += 2 + (news > 0 ? Math.floor(seconds / NEWS_EVERY) : 0);
      this.resultBytes += bytes + news * this.costs.resultBytes[depth];
      this.store(bytes);
      this.events.after(LATENCY, () => {
        this.inbox.push({ given, pairs: some, seconds: isLast ? seconds : null, bytes, news });
        this.hear();
      });
    }
    worker.work = null;
    this.idle.push(worker);
    this.handOut();
  }

  /** The front reads one message after the other. */
  private hear(): void {
    if (!this.frontIsFree) return;
    const message = this.inbox.shift();
    if (!message) return;
    this.frontIsFree = false;
    const { depth } = message.given.planned;
    const seconds = (message.pairs.length + message.news) * this.costs.resultSeconds[depth];
    this.frontSeconds += seconds;
    this.events.after(seconds, () => {
      this.frontIsFree = true;
      this.receive(message);
      this.hear();
    });
  }

  private receive({ given, pairs, seconds, bytes }: Message): void {
    const { depth } = given.planned;
    this.store(-bytes);
    for (const pair of pairs) this.note(pair, depth);
    if (seconds === null) return;
    this.take(given);
    this.scheduling(() => {
      this.schedule.returned(given.planned, seconds);
    });
    this.giveWork();
  }

  private note(pair: number, depth: Depth): void {
    const isEnded = depth === 'finish' || (depth === 'settle' && !this.isOpen(pair));
    this.schedule.note(pair, isEnded ? 'ended' : depth, this.outlook(pair));
    this.count(depth);
    if (depth === 'settle' && isEnded) this.count('finish');
  }

  private count(depth: Depth): void {
    if (--this.left[depth] > 0) return;
    this.reached[depth] = this.events.now;
    this.frontBusy[depth] = this.frontSeconds / this.events.now;
  }

  private isOpen(pair: number): boolean {
    return scattered(pair) < this.scenario.trainedShare;
  }

  /** The pair's strength: as good as any, for they are sorted by it. */
  private outlook(pair: number): number {
    return scattered(pair + 0.5);
  }

  private scheduling<T>(task: () => T): T {
    const begun = performance.now();
    const made = task();
    this.scheduleSeconds += (performance.now() - begun) / 1000;
    return made;
  }
}

/** A number of 0..1 that looks like chance, always the same. */
function scattered(key: number): number {
  let bits = Math.imul(2 * key + 1, 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}
