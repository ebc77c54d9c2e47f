import * as vscode from 'vscode';
import type { Report } from '../report/report';

/** Asks where to, beside the dataset as NAME.mine.json unless told otherwise, and writes the report. */
export async function saveReport(report: Report, dataset: vscode.Uri): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title: 'Save the report',
    defaultUri: dataset.with({ path: dataset.path.replace(/(\.[^./]*)?$/, '.mine.json') }),
    filters: { 'MINE report': ['mine.json', 'json'] },
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(
    target,
    new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`),
  );
  const open = 'Open';
  const choice = await vscode.window.showInformationMessage(`The report is in ${target.path}.`, open);
  if (choice === open) await vscode.commands.executeCommand('vscode.open', target);
}
