import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { DatasetError, type Dataset } from '../dataset/dataset';
import { withDerivedColumns } from '../dataset/derive';
import type { ReadingChoices } from '../dataset/options';
import { readDataset } from '../dataset/read';
import { encodedTable } from './applications/encodedTable';
import { ApplicationRun } from './applicationRun';
import { checkFinished, checkPlan } from './run/checkPlan';
import type { KernelBuild } from './engine/kernelBackend';
import { MemoryCeiling } from './memoryCeiling';
import { applicationNeed, memoryNeed } from './memoryNeed';
import type { PlanRun } from './run/planRun';
import type { Platform } from './platform';
import { profile } from './profile';
import {
  PROTOCOL_VERSION,
  toProcess,
  type ClusterAddress,
  type FinishedPair,
  type FromProcess,
  type Plan,
  type Source,
  type ToProcess,
} from './protocol';
import { Run } from './run/run';
import { takeSteps } from './takeSteps';
import { speak } from './texts';
import { reasonOf } from '../dataset/reasonOf';

/** Cells of a dataset whose reading leaves much garbage. */
const MANY_CELLS = 5e6;
/** Between two messages about the reading: ten a second at most. */
const NEWS_EVERY_MS = 100;

/** What the background process does: it reads one dataset, tells its profile, runs plans over it. */
export class Server {
  private dataset: Dataset | null = null;
  private run: PlanRun | null = null;
  private application: ApplicationRun | null = null;
  private reading: AbortController | null = null;
  private kernelBuild: KernelBuild | null = null;
  /** null where the platform cannot tell. */
  private ceiling: MemoryCeiling | null = null;

  constructor(
    private readonly platform: Platform,
    private readonly post: (message: FromProcess) => void,
  ) {}

  /** @param message whatever a front has sent */
  receive(message: unknown): void {
    const parsed = v.safeParse(toProcess, message);
    if (!parsed.success) {
      this.broken(new Error(l10n.t('a message could not be understood ({0})', v.summarize(parsed.issues))));
      return;
    }
    this.obey(parsed.output).catch((error: unknown) => {
      this.broken(error);
    });
  }

  /** Tells the front what went wrong. */
  broken(error: unknown): void {
    if (error instanceof DatasetError) {
      this.refuse(error.message);
      return;
    }
    this.platform.logError(error);
    this.post({
      type: 'failed',
      message: l10n.t('The background process broke: {0}', reasonOf(error)),
    });
  }

  private async obey(message: ToProcess): Promise<void> {
    const { run } = this;
    switch (message.type) {
      case 'open':
        await this.open(message);
        break;
      case 'estimate':
        await this.estimate(message);
        break;
      case 'apply':
        await this.apply(message);
        break;
      case 'encode':
        await this.encode(message);
        break;
      case 'select':
        run?.select(message.index);
        break;
      case 'prefer':
        run?.prefer(message.indexes);
        break;
      case 'points':
        this.post({ type: 'points', index: message.index, points: run?.points(message.index) ?? null });
        break;
      case 'pause':
        run?.pause();
        break;
      case 'resume':
        run?.resume();
        break;
      case 'cancel':
        this.reading?.abort(new DatasetError(l10n.t('The reading of the dataset was cancelled.')));
        run?.cancel();
        this.application?.cancel();
        break;
    }
  }

  private async open(message: ToProcess & { type: 'open' }): Promise<void> {
    const { version, source, derive = [], memory = 0 } = message;
    speak(message.texts);
    if (version !== PROTOCOL_VERSION) {
      this.refuse(
        l10n.t('The background process is of another version than the extension: reload the window.'),
      );
      return;
    }
    this.ceiling = this.createCeiling(memory);
    this.reading = new AbortController();
    let dataset: Dataset;
    try {
      dataset = withDerivedColumns(await this.read(source, message.reading, this.reading.signal), derive);
      this.refuseExcess(source.name);
    } finally {
      this.reading = null;
    }
    this.dataset = dataset;
    this.run = null;
    this.post({ type: 'profile', version: PROTOCOL_VERSION, profile: profile(dataset) });
    if (dataset.rows * dataset.columns.length > MANY_CELLS) this.platform.collectGarbage();
    const measured = await this.platform.measurePace();
    this.kernelBuild ??= measured?.kernelBuild ?? null;
    this.post({ type: 'pace', pace: measured?.pace ?? null });
  }

  private async read(
    source: Source,
    choices: ReadingChoices | undefined,
    signal: AbortSignal,
  ): Promise<Dataset> {
    const { createSha256 } = this.platform;
    let told = performance.now();
    return readDataset(await this.platform.openSource(source), {
      ...choices,
      signal,
      ...(createSha256 && { createSha256 }),
      onProgress: (progress) => {
        if (performance.now() - told < NEWS_EVERY_MS) return;
        told = performance.now();
        this.post({ type: 'reading', ...progress });
        this.refuseExcess(source.name);
      },
    });
  }

  /** @throws DatasetError where the reading needs too much memory */
  private refuseExcess(name: string): void {
    const { ceiling } = this;
    const used = ceiling?.excess() ?? null;
    if (ceiling && used !== null) throw new DatasetError(ceiling.tooLargeToRead(name, used));
  }

  private createCeiling(asked: number): MemoryCeiling | null {
    const { memory } = this.platform;
    if (!memory) return null;
    return new MemoryCeiling(memory, asked, () => {
      this.platform.collectGarbage();
      this.run?.collectGarbage();
    });
  }

  private async estimate({ plan, finished = [], cluster }: ToProcess & { type: 'estimate' }): Promise<void> {
    const dataset = this.openDataset();
    const problem = checkPlan(plan, dataset) ?? checkFinished(finished, plan);
    if (problem !== null) {
      this.refuse(problem);
      return;
    }
    const earlier = this.run;
    this.run = cluster
      ? await this.clusterRun(cluster, dataset, plan, finished)
      : this.runHere(dataset, plan, finished);
    if (plan.more && earlier) this.run?.inherit(earlier);
    this.run?.start();
    if (this.run) this.ceiling?.watch(this.run);
  }

  private async apply({ application }: ToProcess & { type: 'apply' }): Promise<void> {
    const dataset = this.openDataset();
    this.application?.cancel();
    if (this.isTooLarge(dataset, applicationNeed(application, dataset))) return;
    this.application = new ApplicationRun(
      dataset,
      application,
      this.kernelBuildFor(application),
      this.platform,
      this.post,
    );
    this.ceiling?.watch(this.application);
    await this.application.run();
  }

  private async encode({ encoder, engine }: ToProcess & { type: 'encode' }): Promise<void> {
    const dataset = this.openDataset();
    const products = await this.platform.loadProducts(engine, this.kernelBuildFor({ engine }));
    const tooMuch = new AbortController();
    const work = {
      ended: false,
      breakOff: (reason: string) => {
        tooMuch.abort(new DatasetError(reason));
      },
    };
    this.ceiling?.watch(work);
    try {
      const { signal } = tooMuch;
      this.post({
        type: 'encoded',
        bytes: await takeSteps(encodedTable(dataset, encoder, products), { signal }),
      });
    } finally {
      work.ended = true;
    }
  }

  /** @throws DatasetError where there is none */
  private openDataset(): Dataset {
    if (!this.dataset) throw new DatasetError(l10n.t('No dataset is open.'));
    return this.dataset;
  }

  /** null where the memory that it needs is not allowed. */
  private runHere(dataset: Dataset, plan: Plan, finished: readonly FinishedPair[]): PlanRun | null {
    if (this.isTooLarge(dataset, memoryNeed(plan, dataset, this.platform.threadCount(plan)))) return null;
    return new Run(dataset, plan, this.kernelBuildFor(plan), this.platform, this.post, finished);
  }

  /** Whether work needs more memory beside the dataset than is allowed; it is refused then. */
  private isTooLarge({ source }: Dataset, need: number): boolean {
    if (!this.ceiling || this.ceiling.hasRoomFor(need)) return false;
    this.refuse(this.ceiling.tooLargeToTrain(source, need));
    return true;
  }

  private async clusterRun(
    address: ClusterAddress,
    dataset: Dataset,
    plan: Plan,
    restored: readonly FinishedPair[],
  ): Promise<PlanRun | null> {
    if (plan.engine !== 'auto' && plan.engine !== 'kernel')
      this.refuse(l10n.t('A cluster computes with the engine "kernel", not "{0}".', plan.engine));
    else if (!this.platform.clusterRun) this.refuse(l10n.t('No cluster can be reached from a browser.'));
    else return this.platform.clusterRun(address, { dataset, plan, emit: this.post, restored });
    return null;
  }

  private kernelBuildFor({ engine }: Pick<Plan, 'engine'>): KernelBuild | null {
    if (engine !== 'auto' && engine !== 'kernel') return null;
    // The kernel's fastest build on this machine, found out once.
    return (this.kernelBuild ??= this.platform.chooseKernelBuild());
  }

  private refuse(message: string): void {
    this.post({ type: 'refused', message });
  }
}
