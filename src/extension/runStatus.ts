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
    this.item.name = 'Mutual Information';
    this.item.command = 'mine.showRun';
  }

  show(runs: readonly RunningRun[]): void {
    const [first] = runs;
    if (!first) {
      this.item.hide();
      return;
    }
    const share = runs.reduce((sum, run) => sum + run.share, 0) / runs.length;
    const percent = `${Math.floor(100 * share)} %`;
    this.item.text = `$(sync~spin) MI ${runs.length > 1 ? `${runs.length} runs ` : ''}${percent}`;
    this.item.tooltip = runs
      .map(({ name, share: done }) => `${name}: ${Math.floor(100 * done)} % done`)
      .join('\n');
    this.item.accessibilityInformation = { label: `Estimating mutual information, ${percent} done` };
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}
