import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { convergence, convergenceHtml, convergenceTitle, type Convergence } from '../report/convergence';
import { visible } from '../report/markup';
import { units } from './configuration';
import { currentPaper } from './exportReport';
import { KeptFiles } from './keptFiles';
import { newNonce } from './nonce';
import { showNotice } from './noticePage';
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
    const parsed = v.safeParse(v.object({ id: v.string() }), state);
    const kept = parsed.success ? await this.kept.restore(parsed.output.id) : undefined;
    if (parsed.success && kept) this.fill(view, kept, parsed.output.id);
    else
      showNotice(
        view,
        view.title,
        l10n.t('What this figure showed is no longer kept.'),
        l10n.t('Close this tab and run Convergence with Rows again.'),
      );
  }

  /** A page whose one script leaves its name for the next window; it is drawn anew for another theme or unit. */
  private fill(view: vscode.WebviewPanel, first: Convergence, id: string): ConvergenceTab {
    view.iconPath = tabIcon(this.extensionUri, 'panel');
    view.webview.options = { enableScripts: true, localResourceRoots: [] };
    let shown = first;
    const draw = () => {
      const style = {
        nonce: newNonce(),
        script: `acquireVsCodeApi().setState(${JSON.stringify({ id })})`,
      };
      view.webview.html = convergenceHtml(shown, { units: units(), paper: currentPaper(), style });
    };
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
    const listening = vscode.Disposable.from(
      vscode.window.onDidChangeActiveColorTheme(draw),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('mine.units')) draw();
      }),
    );
    view.onDidDispose(() => {
      listening.dispose();
      this.tabs.delete(tab);
    });
    draw();
    return tab;
  }
}
