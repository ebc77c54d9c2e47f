import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { sideName } from '../report/format';
import type { PairState, Report } from '../report/report';
import { copy, pairPlace, repeatingCommand, rowText, tableText, valueText } from './copy';
import { exportReport } from './exportReport';
import { asLabel, registerCommand } from './notices';
import type { Host } from './host';
import type { ReportPanel, ReportPanels } from './reportPanels';

/** The commands for what a panel shows: export, copy, and those of a cell's context menu. */
export function registerReportCommands(panels: ReportPanels, host: Host): vscode.Disposable {
  const command = (name: string, act: (panel: ReportPanel, argument: unknown) => Promise<void>) =>
    registerCommand(name, async (argument: unknown) => {
      const { current } = panels;
      if (!current) throw new Error(l10n.t('Estimate mutual information, or open a report, first.'));
      await act(current, argument);
    });
  return vscode.Disposable.from(
    command('mine.export', exportReport),
    command('mine.copyTable', (panel) => copy(tableText(reportOf(panel)), l10n.t('Table'))),
    command('mine.copyCommandLine', (panel) =>
      copy(repeatingCommand(reportOf(panel), panel.dataset, host), l10n.t('Command line')),
    ),
    command('mine.copyValue', (panel, context) =>
      copy(valueText(pairOf(panel, context).pair), l10n.t('Value')),
    ),
    command('mine.copyRow', (panel, context) => copy(rowText(pairOf(panel, context).pair), l10n.t('Row'))),
    command('mine.openPair', (panel, context) => {
      panel.openPair(pairOf(panel, context).index);
      return Promise.resolve();
    }),
    command('mine.trainLonger', (panel, context) => trainLonger(panel, [pairOf(panel, context).index])),
    command('mine.trainAllLonger', (panel) => trainLonger(panel, null)),
    command('mine.excludeColumn', async (panel, context) => {
      const { x, z } = pairOf(panel, context).pair;
      const items = [x, z].map((columns) => ({ label: asLabel(sideName(columns)), columns }));
      const chosen = await vscode.window.showQuickPick(items, { title: l10n.t('Run again without') });
      if (chosen) await panel.runWithout(chosen.columns);
    }),
  );
}

async function trainLonger(panel: ReportPanel, pairs: readonly number[] | null): Promise<void> {
  if (!panel.trainLonger) throw new Error(l10n.t('A saved report has no data to train on: run it again.'));
  reportOf(panel);
  await panel.trainLonger(pairs);
}

function reportOf({ report }: ReportPanel): Report {
  if (!report) throw new Error(l10n.t('There is a report once the run has ended.'));
  return report;
}

function pairOf(panel: ReportPanel, context: unknown): { index: number; pair: PairState } {
  const index = pairPlace(panel, context);
  const pair = index === null ? undefined : panel.pair(index);
  if (index === null || !pair) throw new Error(l10n.t('Choose a pair in the panel first.'));
  return { index, pair };
}
