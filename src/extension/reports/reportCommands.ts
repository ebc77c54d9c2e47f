import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { sideName } from '../../report/format';
import type { PairState, Report } from '../../report/report';
import { copy, pairPlace, repeatingCommand, rowText, tableText, valueText } from './copy';
import { exportReport } from './exportReport';
import { asLabel } from '../notices';
import type { Host } from '../host';
import type { ReportPanel, ReportPanels } from './reportPanels';

/** The commands for what a panel shows: export, copy, and those of a cell's context menu. */
export function reportCommands(panels: ReportPanels, host: Host) {
  const onPanel =
    (act: (panel: ReportPanel, argument: unknown) => Promise<void>) => async (argument: unknown) => {
      const { current } = panels;
      if (!current) throw new Error(l10n.t('Estimate mutual information, or open a report, first.'));
      await act(current, argument);
    };
  return {
    'mine.export': onPanel(exportReport),
    'mine.copyTable': onPanel((panel) => copy(tableText(reportOf(panel)), l10n.t('Table'))),
    'mine.copyCommandLine': onPanel((panel) =>
      copy(repeatingCommand(reportOf(panel), panel.dataset, host), l10n.t('Command line')),
    ),
    'mine.copyValue': onPanel((panel, context) =>
      copy(valueText(pairOf(panel, context).pair), l10n.t('Value')),
    ),
    'mine.copyRow': onPanel((panel, context) => copy(rowText(pairOf(panel, context).pair), l10n.t('Row'))),
    'mine.openPair': onPanel((panel, context) => {
      panel.openPair(pairOf(panel, context).index);
      return Promise.resolve();
    }),
    'mine.trainLonger': onPanel((panel, context) => trainLonger(panel, [pairOf(panel, context).index])),
    'mine.trainAllLonger': onPanel((panel) => trainLonger(panel, null)),
    'mine.excludeColumn': onPanel(async (panel, context) => {
      const { x, z } = pairOf(panel, context).pair;
      const items = [x, z].map((columns) => ({ label: asLabel(sideName(columns)), columns }));
      const chosen = await vscode.window.showQuickPick(items, { title: l10n.t('Run again without') });
      if (chosen) await panel.runWithout(chosen.columns);
    }),
  };
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
