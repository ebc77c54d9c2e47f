import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { visible } from '../../report/markup';

export interface RunningRun {
  readonly name: string;
  /** Share of the planned training done, 0..1. */
  readonly share: number;
  readonly paused: boolean;
}

/** The status bar item, there while a run is going; a click shows its panel. */
export class RunStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('mine.run', vscode.StatusBarAlignment.Left);

  constructor() {
    this.item.name = l10n.t('Mutual Information');
    this.item.command = 'mine.showRun';
  }

  show(runs: readonly RunningRun[]): void {
    const [first] = runs;
    if (!first) {
      this.item.hide();
      return;
    }
    const share = runs.reduce((sum, run) => sum + run.share, 0) / runs.length;
    const percent = Math.floor(100 * share);
    const paused = runs.every((run) => run.paused);
    const icon = paused ? '$(debug-pause)' : '$(sync~spin)';
    this.item.text =
      runs.length > 1
        ? l10n.t('{0} MI {1} runs {2} %', icon, runs.length, percent)
        : l10n.t('{0} MI {1} %', icon, percent);
    this.item.tooltip = runs.map((run) => visible(tooltip(run))).join('\n');
    this.item.accessibilityInformation = {
      label: paused
        ? l10n.t('Estimating mutual information, paused at {0} %', percent)
        : l10n.t('Estimating mutual information, {0} % done', percent),
    };
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}

function tooltip({ name, share, paused }: RunningRun): string {
  const percent = Math.floor(100 * share);
  return paused ? l10n.t('{0}: paused at {1} %', name, percent) : l10n.t('{0}: {1} % done', name, percent);
}
