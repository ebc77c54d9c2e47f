import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

export interface RunningRun {
  readonly name: string;
  /** Share of the planned training done, 0..1. */
  readonly share: number;
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
    this.item.text =
      runs.length > 1
        ? l10n.t('$(sync~spin) MI {0} runs {1} %', runs.length, percent)
        : l10n.t('$(sync~spin) MI {0} %', percent);
    this.item.tooltip = runs
      .map(({ name, share: done }) => l10n.t('{0}: {1} % done', name, Math.floor(100 * done)))
      .join('\n');
    this.item.accessibilityInformation = {
      label: l10n.t('Estimating mutual information, {0} % done', percent),
    };
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}
