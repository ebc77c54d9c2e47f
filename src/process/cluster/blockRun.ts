import type { Column, Dataset } from '../../dataset/dataset';
import type { KernelBuild } from '../engine/kernelBackend';
import type { Platform } from '../platform';
import type { FromProcess, Plan } from '../protocol';
import { Run } from '../run/run';
import { unpackCells } from './columnCells';
import type { Block, RunFacts, Update } from './messages';

export interface BlockMachine {
  readonly platform: Pick<Platform, 'threadCount' | 'startThreads'>;
  readonly kernelBuild: KernelBuild;
  readonly threads: number;
}

/** One block of a run, computed on this machine's threads as a run of its own. */
export class BlockRun {
  private readonly run: Run;
  private readonly latest = new Map<number, Update>();
  private cancelled = false;
  private onNews: (updates: readonly Update[]) => void = () => undefined;
  private onEnd: (outcome: { readonly refusal: string | null }) => void = () => undefined;

  private constructor(
    private readonly block: Block,
    private readonly pointwise: boolean,
    dataset: Dataset,
    plan: Plan,
    machine: BlockMachine,
  ) {
    this.run = new Run(
      dataset,
      plan,
      machine.kernelBuild,
      machine.platform,
      (message) => {
        this.hear(message);
      },
      [],
      block.depth,
    );
  }

  /** @param fetch what lies on the server under a hash */
  static async prepare(
    block: Block,
    facts: RunFacts,
    fetch: (hash: string) => Promise<Uint8Array>,
    machine: BlockMachine,
  ): Promise<BlockRun> {
    const places = [...new Set(block.pairs.flatMap(([, x, z]) => [x, z]))];
    const variables = places.map((place) => facts.plan.variables[place]);
    const used = new Set(variables.flatMap((variable) => variable?.columns ?? []));
    const columns: Column[] = [];
    for (const column of facts.columns)
      if (used.has(column.name)) columns.push(await columnOf(column, facts, fetch));
    const plan: Plan = {
      ...facts.plan,
      variables: variables.flatMap((variable) => variable ?? []),
      pairs: block.pairs.map(([, x, z]) => [places.indexOf(x), places.indexOf(z)]),
      more: block.more?.map(({ index, ...training }) => ({
        pair: block.pairs.findIndex(([pair]) => pair === index),
        ...training,
      })),
      threads: machine.threads,
      engine: 'kernel',
      // The rows were sampled where the data are.
      maxRows: 0,
    };
    return new BlockRun(block, facts.pointwise, datasetOf(columns, facts.rows), plan, machine);
  }

  /**
   * @param onNews is told of pairs that are under way
   * @returns what became of all pairs; null where the block was cancelled
   * @throws Error in words where it cannot be computed
   */
  async finish(onNews: (updates: readonly Update[]) => void): Promise<readonly Update[] | null> {
    this.onNews = onNews;
    const ended = new Promise<{ readonly refusal: string | null }>((resolve) => {
      this.onEnd = resolve;
    });
    if (this.isCancelled()) return null;
    this.run.start();
    const { refusal } = await ended;
    if (refusal !== null) throw new Error(refusal);
    return this.isCancelled() ? null : [...this.latest.values()].map((update) => this.withPointwise(update));
  }

  collectGarbage(): void {
    this.run.collectGarbage();
  }

  cancel(): void {
    this.cancelled = true;
    this.run.cancel();
  }

  private isCancelled(): boolean {
    return this.cancelled;
  }

  private hear(message: FromProcess): void {
    switch (message.type) {
      case 'started':
        this.note(message.pairs.map((pair, index) => ({ index, pair })));
        break;
      case 'progress':
        this.onNews(this.note(message.updates));
        break;
      case 'finished':
        this.onEnd({ refusal: null });
        break;
      case 'refused':
      case 'failed':
        this.onEnd({ refusal: message.message });
        break;
      default:
        break;
    }
  }

  private note(updates: readonly Update[]): readonly Update[] {
    const known = updates.map(({ index, pair }) => ({ index: this.block.pairs[index]?.[0] ?? 0, pair }));
    for (const update of known) this.latest.set(update.index, update);
    return known;
  }

  private withPointwise(update: Update): Update {
    // Pairs that need no training end where others only settle.
    if (!this.pointwise || this.block.depth === 'outline') return update;
    const place = this.block.pairs.findIndex(([index]) => index === update.index);
    const values = this.run.points(place)?.pointwise;
    return values ? { ...update, pointwise: values } : update;
  }
}

async function columnOf(
  column: RunFacts['columns'][number],
  { rows }: RunFacts,
  fetch: (hash: string) => Promise<Uint8Array>,
): Promise<Column> {
  const { name, type, kind, missing, distinct, cells } = column;
  const facts = { name, type, missing, distinct, unparsable: { count: 0, lines: [] }, examples: [] };
  const unpacked = unpackCells(await fetch(cells), kind, rows);
  return unpacked.kind === 'numeric' ? { ...facts, ...unpacked } : { ...facts, ...unpacked, levels: [] };
}

/** All that a run reads of a dataset; whose it is stays at home. */
function datasetOf(columns: readonly Column[], rows: number): Dataset {
  return {
    source: '',
    format: 'csv',
    sha256: '',
    columns,
    reading: {
      compressed: null,
      encoding: null,
      delimiter: null,
      decimalComma: null,
      header: null,
      comment: null,
      missing: [],
    },
    chosen: {},
    derived: [],
    rows,
    rowsInFile: rows,
    lines: new Uint32Array(rows),
    badRows: { count: 0, examples: [] },
  };
}
