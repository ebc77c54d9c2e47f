import * as vscode from 'vscode';
import type { BackgroundProcess } from '../process/client';
import type { FromProcess, Plan, Profile } from '../process/protocol';
import type { Report } from '../report/report';
import type { OpenDataset } from './background';
import { rememberUnits, units } from './configuration';
import { Panel } from './panel';
import type { FromPanel, PairUpdates } from './panelProtocol';
import { RunModel } from './runModel';
import { saveReport } from './saveReport';

/** A run that does not answer a cancel within this time is ended. */
const CANCEL_PATIENCE_MS = 1000;
const PANEL_CLOSED = 'The panel was closed during the run.';

/** Why a run has no report, in a sentence. */
export interface RunFailure {
  readonly failure: string;
}

/** How a session's ways on to another run are made: by the command that began it. */
export interface SessionActions {
  /** Opens the dataset again as it is now. */
  reopen(): Promise<OpenDataset>;
  changeColumns(): void;
  onRunningChanged(): void;
  onClosed(): void;
}

/** One panel with its run: the extension's side of everything that happens until the panel is closed. */
export class Session {
  private readonly panel: Panel;
  private model: RunModel;
  private background: BackgroundProcess | null = null;
  private ended: Promise<void> = Promise.resolve();
  private end: () => void = () => undefined;
  private closed = false;
  /** The dataset is read again for another run; what the last one found stays until that begins. */
  private reopening = false;

  constructor(
    extensionUri: vscode.Uri,
    readonly uri: vscode.Uri,
    private profile: Profile,
    readonly plan: Plan,
    private readonly actions: SessionActions,
  ) {
    this.model = new RunModel(profile, plan);
    this.panel = new Panel(extensionUri, `MI: ${profile.source}`, {
      onMessage: (message) => {
        this.fromPanel(message);
      },
      onClose: () => {
        this.close();
      },
    });
  }

  get running(): boolean {
    return !this.closed && this.model.running;
  }

  get active(): boolean {
    return this.panel.active;
  }

  /** Trains until the run ends; the report, or why there is none. */
  async run({ profile, background, listen }: OpenDataset): Promise<Report | RunFailure> {
    if (this.closed) {
      // It was closed while the dataset was read again.
      await background.dispose();
      return { failure: PANEL_CLOSED };
    }
    this.profile = profile;
    this.model = new RunModel(this.profile, this.plan);
    this.background = background;
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
    listen({
      onMessage: (message) => {
        this.fromProcess(message);
      },
      onEnd: (reason) => {
        this.fail(reason);
      },
    });
    this.postSnapshot();
    this.actions.onRunningChanged();
    background.send({ type: 'estimate', plan: this.plan });
    await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: `Estimating mutual information in ${this.profile.source}`,
        cancellable: true,
      },
      (progress, token) => this.showProgress(progress, token),
    );
    await background.dispose();
    const { report, run } = this.model;
    return report ?? { failure: run.phase === 'failed' ? run.message : PANEL_CLOSED };
  }

  /** The same plan on the same file, from the start. */
  async runAgain(): Promise<void> {
    if (this.running || this.reopening) return;
    this.reopening = true;
    try {
      await this.run(await this.actions.reopen());
    } catch (error) {
      if (!(error instanceof vscode.CancellationError)) throw error;
    } finally {
      this.reopening = false;
    }
  }

  cancel(): void {
    if (!this.running || this.model.run.phase === 'cancelling') return;
    this.model.run = { phase: 'cancelling' };
    this.panel.post({ type: 'run', run: this.model.run });
    this.background?.send({ type: 'cancel' });
    const { background } = this;
    setTimeout(() => {
      if (this.background === background && this.running)
        this.fail('The background process did not answer and was ended.');
    }, CANCEL_PATIENCE_MS);
  }

  async saveReport(): Promise<void> {
    const { report } = this.model;
    if (report) await saveReport(report, this.uri);
    else void vscode.window.showInformationMessage('There is a report to save once the run has ended.');
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.panel.dispose();
  }

  private async showProgress(
    progress: vscode.Progress<{ message: string; increment: number }>,
    token: vscode.CancellationToken,
  ): Promise<void> {
    const cancelling = token.onCancellationRequested(() => {
      this.cancel();
    });
    let shown = 0;
    const timer = setInterval(() => {
      const { run } = this.model;
      if (run.phase !== 'training') return;
      const percent = Math.floor(100 * run.share);
      progress.report({ message: `${run.done} of ${run.total} pairs`, increment: percent - shown });
      shown = percent;
    }, 250);
    try {
      await this.ended;
    } finally {
      clearInterval(timer);
      cancelling.dispose();
    }
  }

  private fromProcess(message: FromProcess): void {
    switch (message.type) {
      case 'reading':
      case 'profile':
      case 'pace':
        break;
      case 'started':
        this.model.started(message);
        this.postSnapshot();
        break;
      case 'progress':
        this.model.progress(message);
        this.postPairs(message.updates);
        break;
      case 'finished':
        this.postPairs(this.model.finished(message));
        this.endRun();
        break;
      case 'refused':
      case 'failed':
        this.fail(message.message);
        break;
    }
  }

  private fromPanel(message: FromPanel): void {
    switch (message.type) {
      case 'ready':
        this.postSnapshot();
        break;
      case 'cancel':
        this.cancel();
        break;
      case 'retry':
      case 'runAgain':
        this.reporting(this.runAgain());
        break;
      case 'changeColumns':
        this.actions.changeColumns();
        break;
      case 'saveReport':
        this.reporting(this.saveReport());
        break;
      case 'select':
        this.background?.send({ type: 'select', index: message.index });
        break;
      case 'units':
        this.reporting(rememberUnits(message.units));
        break;
      case 'problem':
        void vscode.window.showErrorMessage(message.message);
        break;
    }
  }

  private fail(reason: string): void {
    if (!this.running) return;
    this.postPairs(this.model.failed(reason));
    this.endRun();
    const retry = 'Retry';
    void vscode.window.showErrorMessage(reason, retry).then((choice) => {
      if (choice === retry) this.reporting(this.runAgain());
    });
  }

  private endRun(): void {
    const { background } = this;
    this.background = null;
    this.reporting(background?.dispose() ?? Promise.resolve());
    this.end();
    this.actions.onRunningChanged();
  }

  private close(): void {
    if (this.closed) return;
    this.closed = true;
    this.endRun();
    this.actions.onClosed();
  }

  private postSnapshot(): void {
    if (!this.closed) this.panel.post({ type: 'snapshot', snapshot: this.model.snapshot(units()) });
  }

  private postPairs(updates: PairUpdates): void {
    if (this.closed) return;
    if (updates.length) this.panel.post({ type: 'pairs', updates });
    this.panel.post({ type: 'run', run: this.model.run });
  }

  /** What goes wrong in a task that nobody waits for is told to the person. */
  private reporting(task: Promise<void>): void {
    task.catch((error: unknown) => {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    });
  }
}
