import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { convergence, convergenceHtml, convergenceTitle, type Convergence } from '../report/convergence';
import { visible } from '../report/markup';
import { showAgain, showDrawn } from './drawnTab';
import { KeptFiles } from './keptFiles';
import { tabIcon } from './tabIcon';

export const CONVERGENCE_VIEW = 'mine.convergence';

/** A tab with estimates on growing subsamples, which may still be coming in. */
export interface ConvergenceTab {
  readonly view: vscode.WebviewPanel;
  readonly shown: Convergence;
  show(convergence: Convergence): void;
  /** Keeps what is shown for after a restart of the window. */
  keep(): Promise<void>;
}

/** Tabs of convergence with rows; they come back after a restart of the window. */
export class ConvergenceTabs implements vscode.WebviewPanelSerializer {
  private readonly kept: KeptFiles<typeof convergence>;
  private readonly tabs = new Set<ConvergenceTab>();

  constructor(
    private readonly extensionUri: vscode.Uri,
    folder: vscode.Uri,
  ) {
    this.kept = new KeptFiles(folder, convergence);
  }

  /** The one a person is at, or the one opened last. */
  get current(): ConvergenceTab | undefined {
    return [...this.tabs].find(({ view }) => view.active) ?? [...this.tabs].at(-1);
  }

  open(first: Convergence): ConvergenceTab {
    const view = vscode.window.createWebviewPanel(
      CONVERGENCE_VIEW,
      visible(convergenceTitle(first)),
      vscode.ViewColumn.Active,
      { enableFindWidget: true },
    );
    return this.fill(view, first, this.kept.newId());
  }

  async deserializeWebviewPanel(view: vscode.WebviewPanel, state: unknown): Promise<void> {
    await showAgain(
      view,
      state,
      this.kept,
      (kept, id) => {
        this.fill(view, kept, id);
      },
      [
        l10n.t('What this figure showed is no longer kept.'),
        l10n.t('Close this tab and run Convergence with Rows again.'),
      ],
    );
  }

  private fill(view: vscode.WebviewPanel, first: Convergence, id: string): ConvergenceTab {
    view.iconPath = tabIcon(this.extensionUri, 'panel');
    let shown = first;
    const draw = showDrawn(view, id, (options) => convergenceHtml(shown, options));
    const tab: ConvergenceTab = {
      view,
      get shown() {
        return shown;
      },
      show(convergence) {
        shown = convergence;
        draw();
      },
      keep: () => this.kept.keep(id, shown),
    };
    this.tabs.add(tab);
    view.onDidDispose(() => {
      this.tabs.delete(tab);
    });
    return tab;
  }
}
