import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { compareReports } from '../../report/comparison';
import { comparisonHtml } from '../../report/comparisonRenderings';
import { visible } from '../../report/markup';
import { report, type Report } from '../../report/report';
import type { RestoredView } from '../contributions';
import { showAgain, showDrawn } from '../applications/drawnTab';
import { KeptFiles } from '../files/keptFiles';
import { tabIcon } from '../panel/tabIcon';

export interface NamedReport {
  readonly name: string;
  readonly report: Report;
}

const namedReport = v.object({ name: v.string(), report });
/** The reports themselves: their files may change, and a run that is open has none. */
const keptComparison = v.object({ before: namedReport, after: namedReport });

/** Tabs with two reports side by side; they come back after a restart of the window. */
export class ComparisonTabs implements vscode.WebviewPanelSerializer {
  private readonly kept: KeptFiles<typeof keptComparison>;

  constructor(
    private readonly extensionUri: vscode.Uri,
    folder: vscode.Uri,
  ) {
    this.kept = new KeptFiles(folder, keptComparison);
  }

  async open(before: NamedReport, after: NamedReport): Promise<void> {
    const view = vscode.window.createWebviewPanel(
      'mine.comparison' satisfies RestoredView,
      visible(`${before.name} ↔ ${after.name}`),
      vscode.ViewColumn.Active,
      { enableFindWidget: true },
    );
    view.iconPath = tabIcon(this.extensionUri, 'comparison');
    const id = this.kept.newId();
    this.show(view, before, after, id);
    await this.kept.keep(id, { before, after });
  }

  async deserializeWebviewPanel(view: vscode.WebviewPanel, state: unknown): Promise<void> {
    view.iconPath = tabIcon(this.extensionUri, 'comparison');
    await showAgain(
      view,
      this.extensionUri,
      state,
      this.kept,
      ({ before, after }, id) => {
        this.show(view, before, after, id);
      },
      [
        l10n.t('What this comparison showed is no longer kept.'),
        l10n.t('Close this tab and compare the reports again.'),
      ],
    );
  }

  private show(view: vscode.WebviewPanel, before: NamedReport, after: NamedReport, id: string): void {
    const comparison = compareReports(before.report, after.report);
    const names = { before: before.name, after: after.name };
    showDrawn(view, this.extensionUri, id, (options) => comparisonHtml(comparison, names, options));
  }
}
