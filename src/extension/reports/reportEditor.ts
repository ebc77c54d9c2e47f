import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Plan } from '../../process/protocol';
import type { Figure } from '../../report/heatmapSvg';
import { checkReportSize, readReport, ReportError } from '../../report/readReport';
import type { PairState, Report } from '../../report/report';
import { variablesOf } from '../../report/variables';
import { rememberUnits, units } from '../configuration';
import { dataFileName } from '../files/dataFile';
import { exportReport } from './exportReport';
import { Panel, type PanelRequest } from '../panel/panel';
import type { Snapshot } from '../panel/panelProtocol';
import { showNotice } from '../panel/noticePage';
import { showError } from '../notices';
import { askForDataset, planOf, planWithout } from '../run/repeat';
import type { ReportPanel, ReportPanels } from './reportPanels';
import { SETTLED_MS, watchFile } from '../files/sourceWatch';

const AS_TEXT = l10n.t('View: Reopen Editor With… shows it as text.');
const NO_ROWS = l10n.t('A saved report has no rows of the data: run it again to see them.');

/** Runs a plan on a file, read as a report says, in a panel of its own. */
type RunPlan = (dataset: vscode.Uri, plan: Plan, reading: Report['dataset']['reading']) => Promise<void>;

/** Opens `NAME.mine.json` in the panel, without the data. */
export class ReportEditor {
  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly panels: ReportPanels,
    private readonly run: RunPlan,
  ) {}

  async open(uri: vscode.Uri, view: vscode.WebviewPanel): Promise<void> {
    const name = dataFileName(uri);
    let shown: SavedReport | null = null;
    const show = async () => {
      const found = await reportOrReason(uri, name);
      if (shown) shown.replace(found);
      else if (found.report) {
        const saved = new SavedReport(this.extensionUri, uri, found.report, view, this.run, () => {
          this.panels.delete(saved);
        });
        this.panels.add(saved);
        shown = saved;
      } else showNotice(view, this.extensionUri, name, found.reason, AS_TEXT);
    };
    // One after the other, from before the first: the file may change meanwhile.
    let showing = Promise.resolve();
    const watch = onSettledChange(uri, () => {
      showing = showing.then(show).catch((error: unknown) => {
        showError(error);
      });
    });
    view.onDidDispose(() => {
      watch.dispose();
    });
    await (showing = show());
  }
}

/** What a file holds, or in a sentence why it is no report. */
type Found =
  | { readonly report: Report; readonly reason?: undefined }
  | { readonly report: null; readonly reason: string };

async function reportOrReason(uri: vscode.Uri, name: string): Promise<Found> {
  try {
    return { report: await readReportAt(uri) };
  } catch (error) {
    if (error instanceof ReportError) return { report: null, reason: error.message };
    if (!(error instanceof vscode.FileSystemError)) throw error;
    const isGone = error.code === vscode.FileSystemError.FileNotFound().code;
    const reason = isGone ? l10n.t('{0} is no longer there.', name) : error.message;
    return { report: null, reason };
  }
}

/** Calls each time that the file has been changed and is left alone again. */
function onSettledChange(uri: vscode.Uri, call: () => void): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  const watchers = watchFile(uri, (changed) => {
    if (changed.toString() !== uri.toString()) return;
    clearTimeout(timer);
    timer = setTimeout(call, SETTLED_MS);
  });
  return vscode.Disposable.from(...watchers, {
    dispose: () => {
      clearTimeout(timer);
    },
  });
}

/** @throws ReportError in words, or FileSystemError where there is no such file */
export async function readReportAt(uri: vscode.Uri): Promise<Report> {
  const name = dataFileName(uri);
  checkReportSize((await vscode.workspace.fs.stat(uri)).size, name);
  return readReport(await vscode.workspace.fs.readFile(uri), name);
}

/** A report in its editor. */
class SavedReport implements ReportPanel {
  private readonly panel: Panel;
  readonly dataset = null;
  selected: number | null = null;
  /** Why the file is no longer what is shown. */
  private problem: string | undefined;

  constructor(
    extensionUri: vscode.Uri,
    readonly home: vscode.Uri,
    private current: Report,
    view: vscode.WebviewPanel,
    private readonly run: RunPlan,
    onClose: () => void,
  ) {
    this.panel = new Panel(view, extensionUri, dataFileName(home), {
      onMessage: (message) => {
        this.fromPanel(message).catch((error: unknown) => {
          showError(error);
        });
      },
      pair: (index) => this.pair(index),
      onClose,
    });
  }

  get active(): boolean {
    return this.panel.active;
  }

  get report(): Report {
    return this.current;
  }

  /** The file has changed: what it says now is shown, and what it said last where that is no report. */
  replace({ report, reason }: Found): void {
    this.current = report ?? this.current;
    this.problem = reason === undefined ? undefined : l10n.t('{0} Shown is what it said before.', reason);
    this.postSnapshot();
  }

  private postSnapshot(): void {
    const snapshot = snapshotOf(this.report, dataFileName(this.home), units(), this.problem);
    this.panel.post({ type: 'snapshot', snapshot });
  }

  pair(index: number): PairState | undefined {
    return this.report.pairs[index];
  }

  toPng(figure: Figure): Promise<Uint8Array> {
    return this.panel.toPng(figure);
  }

  openPair(index: number): void {
    this.panel.post({ type: 'openPair', index });
  }

  async runWithout(columns: readonly string[]): Promise<void> {
    const plan = planWithout(planOf(this.report, this.home), columns);
    await this.runOnChosenData(plan);
  }

  private async runOnChosenData(plan: Plan): Promise<void> {
    const dataset = await askForDataset(this.report, this.home);
    if (dataset) await this.run(dataset, plan, this.report.dataset.reading);
  }

  private async fromPanel(message: PanelRequest): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.postSnapshot();
        return;
      case 'retry':
      case 'runAgain':
        return this.runOnChosenData(planOf(this.report, this.home));
      case 'export':
        return exportReport(this, undefined);
      case 'select':
        this.selected = message.index;
        return;
      case 'inspect':
        this.panel.post({ type: 'points', index: message.index, points: { kind: 'none', reason: NO_ROWS } });
        return;
      case 'units':
        return rememberUnits(message.units);
      case 'problem':
        throw new Error(message.message);
      case 'cancel':
      case 'pause':
      case 'trainLonger':
      case 'changeSettings':
      case 'resume':
      case 'changeColumns':
      case 'saveReport':
      case 'reveal':
        // The page offers none of them for a saved report.
        return;
      case 'prefer':
        // Nothing is trained any more.
        return;
    }
  }
}

/** What the page is told of a report that was read from a file. */
export function snapshotOf(
  report: Report,
  file: string,
  shown: Snapshot['units'],
  problem?: string,
): Snapshot {
  const { dataset, engine, pairs, settings, seconds, startedAt } = report;
  return {
    source: dataset.source,
    rows: dataset.rows,
    rowsUsed: dataset.rowsUsed,
    badRows: dataset.badRows,
    variables: variablesOf(report),
    pairs,
    run: {
      phase: 'finished',
      cancelled: pairs.some(({ status }) => status === 'cancelled'),
      failedPairs: pairs.filter(({ status }) => status === 'failed').length,
      seconds,
    },
    settings: { estimator: settings.estimator, preset: settings.preset, seed: settings.seed },
    engine: { name: engine.name, threads: engine.threads },
    units: shown,
    saved: { file, startedAt, ...(problem !== undefined && { problem }) },
  };
}
