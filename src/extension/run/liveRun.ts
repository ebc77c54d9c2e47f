import * as l10n from '@vscode/l10n';
import type { Background } from '../../process/background';
import type { FromProcess, Plan, ToProcess } from '../../process/protocol';
import type { OpenFile } from '../files/openFile';
import type { PairPoints, PairUpdates } from '../panel/panelProtocol';
import { RunModel, type KnownPairs } from './runModel';
import type { Place, RunQueue } from './runQueue';

/**
 * A run that does not answer a cancel within so many ticks of a second is ended. Ticks, for where this machine sleeps meanwhile
 * they do too; three, for on a busy one a process that means to answer may get its turn late.
 */
const CANCEL_PATIENCE = 3;

/** Who shows a run. */
export interface RunListener {
  /** Its pairs and the engine are known. */
  onStarted(): void;
  /** Pairs have changed, and how far it has come. */
  onProgress(updates: PairUpdates): void;
  /** How the run stands has changed, and no pair. */
  onState(): void;
  /** Rows of a pair; null where it has none to show. */
  onPoints(index: number, points: PairPoints | null): void;
  /** It has a report. */
  onFinished(updates: PairUpdates): void;
  /** It will have no report, for a reason in a sentence; its process is gone. */
  onFailed(updates: PairUpdates, reason: string): void;
}

/** One run in its background process, which stays when the run has ended: it has the rows that the panel shows. */
export class LiveRun {
  readonly model: RunModel;
  private background: Background | null;
  private readonly listener: RunListener;
  private place: Place | null = null;
  private end: () => void = () => undefined;
  /** Settles when the run is over, whatever the end. */
  readonly ended = new Promise<void>((resolve) => {
    this.end = resolve;
  });

  /** @param before report of the run whose pairs the plan trains longer */
  constructor(
    private readonly file: OpenFile,
    readonly plan: Plan,
    listener: RunListener,
    private readonly queue: RunQueue,
    /** What is known of its pairs from the start. */
    private readonly known: KnownPairs = {},
  ) {
    this.model = new RunModel(file.profile, plan, known);
    this.background = file.background;
    this.listener = listener;
  }

  /** Name of the dataset, for people. */
  get name(): string {
    return this.file.profile.source;
  }

  get running(): boolean {
    return this.model.running;
  }

  /** Whether its process is there to be asked. */
  get answers(): boolean {
    return this.background !== null;
  }

  begin(): void {
    this.file.listen({
      onMessage: (message) => {
        this.receive(message);
      },
      onEnd: (reason) => {
        this.background = null;
        this.fail(reason);
      },
    });
    this.place = this.queue.enter({
      onWaiting: (others) => {
        this.model.run = { phase: 'queued', others };
        this.listener.onState();
      },
      onTurn: () => {
        if (this.model.run.phase === 'queued') this.model.run = { phase: 'starting' };
        this.listener.onState();
        this.estimate();
      },
    });
  }

  send(message: Exclude<ToProcess, { type: 'open' }>): void {
    this.background?.send(message);
  }

  cancel(): void {
    if (!this.running || this.model.run.phase === 'cancelling') return;
    const { phase } = this.model.run;
    this.model.run = { phase: 'cancelling' };
    this.listener.onState();
    // One that waits has nothing to cancel: it begins and ends at once, so that it has a report like any other.
    if (phase === 'queued') {
      this.place?.leave();
      this.estimate();
    }
    this.send({ type: 'cancel' });
    this.awaitEnd();
  }

  pause(): void {
    if (this.running) this.send({ type: 'pause' });
  }

  resume(): void {
    if (this.running) this.send({ type: 'resume' });
  }

  /** Hands the file, still open, to another run; null where its process is gone. */
  release(): OpenFile | null {
    const { background, file } = this;
    this.background = null;
    return background && file;
  }

  /** Ends the run, if it has not ended, for a reason that its listener knows. */
  async stop(reason: string): Promise<void> {
    if (this.running) this.model.failed(reason);
    this.over();
    await this.letGo();
  }

  private estimate(): void {
    const { before, finished = [] } = this.known;
    const known = before ? before.pairs.map((pair, index) => ({ index, pair })) : [...finished];
    this.send({ type: 'estimate', plan: this.plan, finished: known, cluster: this.file.cluster });
  }

  private awaitEnd(): void {
    let ticks = 0;
    const timer = setInterval(() => {
      if (!this.background || !this.running) clearInterval(timer);
      else if (++ticks >= CANCEL_PATIENCE) {
        clearInterval(timer);
        this.fail(l10n.t('The background process did not answer and was ended.'));
      }
    }, 1000);
  }

  private receive(message: FromProcess): void {
    switch (message.type) {
      case 'reading':
      case 'profile':
      case 'pace':
      case 'application':
      case 'applied':
      case 'encoded':
        break;
      case 'waiting':
        this.model.waiting(message);
        this.listener.onState();
        break;
      case 'started':
        this.model.started(message);
        this.listener.onStarted();
        break;
      case 'progress':
        this.model.progress(message);
        this.listener.onProgress(message.updates);
        break;
      case 'finished':
        this.listener.onFinished(this.model.finished(message));
        this.over();
        break;
      case 'paused':
        this.model.paused(message);
        this.place?.rest(true);
        this.listener.onState();
        break;
      case 'resumed':
        this.model.resumed();
        this.place?.rest(false);
        this.listener.onState();
        break;
      case 'points':
        this.listener.onPoints(message.index, message.points);
        break;
      case 'refused':
      case 'failed':
        this.fail(message.message);
        break;
    }
  }

  private fail(reason: string): void {
    if (!this.running) return;
    const updates = this.model.failed(reason);
    // It ends itself, and nothing is left to say of that.
    void this.letGo();
    this.listener.onFailed(updates, reason);
    this.over();
  }

  private over(): void {
    this.place?.leave();
    this.end();
  }

  private async letGo(): Promise<void> {
    const { background } = this;
    this.background = null;
    await background?.dispose();
  }
}
