import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Report } from '../../report/report';
import { reportJson } from '../../report/reportJson';
import { showInformation } from '../notices';
import { saveFile } from '../files/saveFile';

/** Asks where to, beside the dataset as NAME.mine.json unless told otherwise, and writes the report. */
export async function saveReport(report: Report, dataset: vscode.Uri): Promise<void> {
  const target = await saveFile(
    {
      title: l10n.t('Save the report'),
      defaultUri: dataset.with({ path: dataset.path.replace(/(\.[^./]*)?$/, '.mine.json') }),
      filters: { [l10n.t('MINE report')]: ['mine.json', 'json'] },
    },
    reportJson(report),
  );
  if (!target) return;
  const open = l10n.t('Open');
  const choice = await showInformation(l10n.t('The report is in {0}.', target.path), open);
  if (choice === open) await vscode.commands.executeCommand('vscode.open', target);
}
