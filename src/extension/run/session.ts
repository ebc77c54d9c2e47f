import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Plan } from '../../process/protocol';
import type { Figure } from '../../report/heatmapSvg';
import { isComputed, type PairState, type Report } from '../../report/report';
import { rememberUnits, units } from '../configuration';
import { chooseSettings } from '../asking/chooseSettings';
import { exportReport } from '../reports/exportReport';
import { Checkpoints } from './checkpoints';
import { isSameData } from './interruption';
import { LiveRun, type RunListener } from './liveRun';
import { showError, showErrorSentence, showInformation } from '../notices';
import type { OpenFile } from '../files/openFile';
import { Panel, type PanelRequest } from '../panel/panel';
import type { PairPoints, PairUpdates, SourceChange } from '../panel/panelProtocol';
import { planWithout } from './repeat';
import type { ReportPanel } from '../reports/reportPanels';
import { revealPlace } from '../files/revealPlace';
import { RunModel, type KnownPairs } from './runModel';
import { notifyOfRun } from './runNotification';
import type { RunQueue } from './runQueue';
import type { RunningRun } from './runStatus';
import type { StoredRun } from './runStore';
import { saveReport } from '../reports/saveReport';
import type { SourceWatch } from '../files/sourceWatch';
import { isAsReported, longerPlan } from './trainLonger';

const PANEL_CLOSED = l10n.t('The panel was closed during the run.');
const INTERRUPTED = l10n.t('The window was closed during the run.');
const REPLACED = l10n.t('Another run on the same file took the place of this one.');

/** Why a run has no report, in a sentence. */
export interface RunFailure {
  readonly failure: string;
}

/** A file as it was read; after a restart of the window no process has it open. */
export type SessionFile = Pick<OpenFile, 'uri' | 'reading' | 'profile'>;

/** How a session's ways on to another run are made: by the command that began it. */
export interface SessionActions {
  /** Where its runs wait for others. */
  readonly queue: RunQueue;
  /** Opens the file again as it is now. */
  reopen(file: SessionFile): Promise<OpenFile>;
  changeColumns(): void;
  /** Watches whether the file still holds what was read of it. */
  watch(file: OpenFile, onChange: (change: SourceChange | null) => void): SourceWatch;
  /** Keeps the run for after a restart of the window. */
  keep(run: StoredRun): Promise<void>;
  onRunningChanged(): void;
  onProgress(): void;
  onClosed(): void;
}

/** One panel with its run: the extension's side of everything that happens until the panel is closed. */
export class Session implements ReportPanel {
  private readonly panel: Panel;
  /** What the panel shows: that of the run, or of one in a window that has been closed since. */
  private model: RunModel;
  private live: LiveRun | null = null;
  private closed = false;
  private watch: SourceWatch | null = null;
  /** The dataset is read again for another run; what the last one found stays until that begins. */
  private reopening = false;
  private readonly listener: RunListener = {
    onStarted: () => {
      this.postSnapshot();
    },
    onProgress: (updates) => {
      this.postPairs(updates);
      // While pairs are trained longer, their report is kept.
      if (!this.live?.plan.more && updates.some(({ pair }) => isComputed(pair))) this.checkpoints.changed();
      this.actions.onProgress();
    },
    onState: () => {
      this.panel.post({ type: 'run', run: this.model.run });
      this.actions.onRunningChanged();
    },
    onPoints: (index, points) => {
      this.postPoints(index, points, l10n.t('The pair has no rows to show.'));
    },
    onFinished: (updates) => {
      this.postPairs(updates);
      this.keep();
      this.actions.onRunningChanged();
    },
    onFailed: (updates, reason) => {
      this.postPairs(updates);
      this.keep();
      this.actions.onRunningChanged();
      this.offerRetry(reason);
    },
  };
  private keepingFailed = false;
  private readonly checkpoints = new Checkpoints(() => this.write());
  selected: number | null = null;

  constructor(
    extensionUri: vscode.Uri,
    view: vscode.WebviewPanel,
    private file: SessionFile,
    private plan: Plan,
    /** The run's name in the extension's storage. */
    private readonly id: string,
    private readonly actions: SessionActions,
  ) {
    this.model = new RunModel(file.profile, plan);
    this.panel = new Panel(view, extensionUri, view.title, {
      onMessage: (message) => {
        this.fromPanel(message);
      },
      pair: (index) => this.pair(index),
      onActive: () => {
        this.actions.onRunningChanged();
      },
      onClose: () => {
        this.close();
      },
    });
  }

  get uri(): vscode.Uri {
    return this.file.uri;
  }

  get viewColumn(): vscode.ViewColumn | undefined {
    return this.panel.viewColumn;
  }

  get running(): boolean {
    return !this.closed && this.model.running;
  }

  get paused(): boolean {
    return this.running && this.model.run.phase === 'paused';
  }

  get active(): boolean {
    return this.panel.active;
  }

  get report(): Report | null {
    return this.model.report;
  }

  get dataset(): vscode.Uri {
    return this.uri;
  }

  get home(): vscode.Uri {
    return this.uri;
  }

  get progress(): RunningRun {
    const { run } = this.model;
    return {
      name: this.file.profile.source,
      share: 'share' in run ? run.share : 0,
      paused: run.phase === 'paused',
    };
  }

  pair(index: number): PairState | undefined {
    return this.model.pair(index);
  }

  toPng(figure: Figure): Promise<Uint8Array> {
    return this.panel.toPng(figure);
  }

  openPair(index: number): void {
    this.panel.post({ type: 'openPair', index });
  }

  async runWithout(columns: readonly string[]): Promise<void> {
    await this.runAgain(planWithout(this.plan, columns));
  }

  /** Shows what was known when the window was closed; a run that was under way can go on from there. */
  restore({ report, finished = [], begun }: Pick<StoredRun, 'report' | 'finished' | 'begun'>): void {
    if (report) this.model.restore(report);
    else this.model.restoreInterrupted(finished, begun ?? null, INTERRUPTED);
    this.postSnapshot();
  }

  /**
   * Trains until the run ends; the report, or why there is none. A run that is under way is ended.
   * @param interrupted what there is of a run with the same plan on the same data, whose pairs are not computed again
   */
  async run(
    file: OpenFile,
    plan: Plan = this.plan,
    interrupted: KnownPairs = {},
  ): Promise<Report | RunFailure> {
    if (this.closed) {
      // It was closed while the file was read again.
      await file.background.dispose();
      return { failure: PANEL_CLOSED };
    }
    this.plan = plan;
    const live = new LiveRun(file, plan, this.listener, this.actions.queue, interrupted);
    this.show(live, file);
    this.keep();
    await this.follow(live);
    const { report, run } = live.model;
    if (run.phase === 'failed') return { failure: run.message };
    return report ?? { failure: PANEL_CLOSED };
  }

  /**
   * Pairs of the report, or all of them, get more training; the others stay as they are.
   * @throws Error with a sentence where none can be trained longer
   */
  async trainLonger(pairs: readonly number[] | null): Promise<void> {
    const { report } = this;
    if (!report || this.running) return;
    const plan = longerPlan(this.plan, report, pairs);
    const open = this.live?.release();
    const file = open ?? (await this.reopen());
    if (!file) return;
    const decision = open ? 'same' : await isAsReported(file, report);
    if (decision === 'leave' || this.closed) await file.background.dispose();
    else if (decision === 'runAgain') await this.run(file);
    else {
      const { sourceChange } = this.model;
      const live = new LiveRun(file, plan, this.listener, this.actions.queue, { before: report });
      this.show(live, file);
      if (open) live.model.sourceChange = sourceChange;
      await this.follow(live);
    }
  }

  /** The same file, and the same plan unless there is another, from the start. */
  async runAgain(plan: Plan = this.plan): Promise<void> {
    const file = await this.reopen();
    if (file) await this.run(file, plan);
  }

  /** Goes on from the pairs that were finished when the run broke, where the data are still the same. */
  private async goOn(): Promise<void> {
    const { finishedPairs, begun } = this.model;
    const before = this.file.profile;
    const file = await this.reopen();
    if (!file) return;
    const isSame = isSameData(before, file.profile);
    if (!isSame && finishedPairs.length > 0)
      void showInformation(
        l10n.t('{0} is no longer what the run had read: all pairs are estimated anew.', before.source),
      );
    await this.run(file, this.plan, isSame ? { finished: finishedPairs, begun } : {});
  }

  cancel(): void {
    this.live?.cancel();
  }

  pause(): void {
    this.live?.pause();
  }

  resume(): void {
    this.live?.resume();
  }

  async saveReport(): Promise<void> {
    const { report } = this.model;
    if (report) await saveReport(report, this.uri);
    else if (this.model.run.phase === 'failed')
      void showInformation(l10n.t('The run broke before a pair was finished: there is nothing to save.'));
    else void showInformation(l10n.t('There is a report to save once the run has ended.'));
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Ends the run. The tab stays: after a restart of the window it comes back with what it shows. */
  dispose(): void {
    if (this.running && !this.live?.plan.more) this.keep();
    this.close();
  }

  /** Null where a person cancels it, or is being asked something by an earlier call. */
  private async reopen(): Promise<OpenFile | null> {
    if (this.reopening) return null;
    this.reopening = true;
    try {
      return await this.actions.reopen(this.file);
    } catch (error) {
      if (error instanceof vscode.CancellationError) return null;
      throw error;
    } finally {
      this.reopening = false;
    }
  }

  /** The panel turns to another run. */
  private show(live: LiveRun, file: OpenFile): void {
    this.stopRun(REPLACED);
    this.file = file;
    this.live = live;
    this.model = live.model;
    this.watchSource(file);
  }

  private async follow(live: LiveRun): Promise<void> {
    this.postSnapshot();
    this.actions.onRunningChanged();
    live.begin();
    await notifyOfRun(live);
  }

  /** Lets a person choose other numbers, and runs again with them. */
  async changeSettings(): Promise<void> {
    const shown = units();
    const settings = await chooseSettings(this.file.profile.source, this.plan);
    if (units() !== shown) this.postSnapshot();
    if (settings) await this.runAgain({ ...this.plan, ...settings });
  }

  /** What was to be done when it failed. */
  private async retry(): Promise<void> {
    const longer = this.live?.plan.more;
    await (longer && this.report ? this.trainLonger(longer.map(({ pair }) => pair)) : this.goOn());
  }

  /** The panel goes on to another run, or is closed. */
  private stopRun(reason: string): void {
    const { live } = this;
    this.live = null;
    if (live) this.reporting(live.stop(reason));
  }

  private watchSource(file: OpenFile): void {
    this.watch?.dispose();
    const { model } = this;
    this.watch = this.actions.watch(file, (change) => {
      model.sourceChange = change;
      if (!this.closed) this.panel.post({ type: 'sourceChange', change });
    });
  }

  private fromPanel(message: PanelRequest): void {
    switch (message.type) {
      case 'ready':
        this.postSnapshot();
        break;
      case 'cancel':
        this.cancel();
        break;
      case 'pause':
        this.pause();
        break;
      case 'resume':
        this.resume();
        break;
      case 'retry':
        this.reporting(this.retry());
        break;
      case 'trainLonger':
        this.reporting(this.trainLonger(message.index === null ? null : [message.index]));
        break;
      case 'runAgain':
        this.reporting(this.runAgain());
        break;
      case 'changeSettings':
        this.reporting(this.changeSettings());
        break;
      case 'changeColumns':
        this.actions.changeColumns();
        break;
      case 'saveReport':
        this.reporting(this.saveReport());
        break;
      case 'export':
        this.reporting(exportReport(this, undefined));
        break;
      case 'select':
        this.selected = message.index;
        this.live?.send(message);
        break;
      case 'prefer':
        this.live?.send(message);
        break;
      case 'inspect':
        if (this.live?.answers) this.live.send({ type: 'points', index: message.index });
        else
          this.postPoints(
            message.index,
            null,
            l10n.t('The background process has ended: run again to see the rows.'),
          );
        break;
      case 'reveal':
        this.reporting(revealPlace(this.uri, this.file.profile, message.place, this.panel.viewColumn));
        break;
      case 'units':
        this.reporting(rememberUnits(message.units));
        break;
      case 'problem':
        void showErrorSentence(message.message);
        break;
    }
  }

  private offerRetry(reason: string): void {
    const retry = this.model.finishedPairs.length > 0 ? l10n.t('Resume') : l10n.t('Retry');
    const { model } = this;
    void showErrorSentence(reason, retry).then((choice) => {
      // Another run may have begun since.
      if (choice === retry && this.model === model) this.reporting(this.retry());
    });
  }

  private close(): void {
    if (this.closed) return;
    this.closed = true;
    this.checkpoints.stop();
    this.watch?.dispose();
    this.stopRun(PANEL_CLOSED);
    this.actions.onRunningChanged();
    this.actions.onClosed();
  }

  private keep(): void {
    void this.checkpoints.keepNow();
  }

  /** What cannot be kept is told once: the run itself does not need it. */
  private async write(): Promise<void> {
    const { uri, file, plan, model } = this;
    const { report, finishedPairs, begun } = model;
    const kept = { uri: uri.toString(), profile: file.profile, plan };
    const unfinished = { ...kept, report: null, finished: finishedPairs, ...(begun && { begun }) };
    try {
      await this.actions.keep(model.unfinished ? unfinished : { ...kept, report });
    } catch (error) {
      if (!this.keepingFailed) showError(error);
      this.keepingFailed = true;
    }
  }

  private postSnapshot(): void {
    if (this.closed) return;
    this.panel.post({ type: 'snapshot', snapshot: { ...this.model.snapshot(units()), id: this.id } });
  }

  private postPoints(index: number, rows: PairPoints | null, otherwise: string): void {
    if (this.closed) return;
    const points = rows ? { kind: 'rows' as const, rows } : { kind: 'none' as const, reason: otherwise };
    this.panel.post({ type: 'points', index, points });
  }

  private postPairs(updates: PairUpdates): void {
    if (this.closed) return;
    if (updates.length) this.panel.post({ type: 'pairs', updates });
    this.panel.post({ type: 'run', run: this.model.run });
  }

  /** What goes wrong in a task that nobody waits for is told to the person. */
  private reporting(task: Promise<void>): void {
    task.catch((error: unknown) => {
      showError(error);
    });
  }
}
