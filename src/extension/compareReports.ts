import { randomBytes } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { compareReports, type Comparison } from '../report/comparison';
import { comparisonHtml, type ComparisonNames } from '../report/comparisonRenderings';
import type { Report } from '../report/report';
import { units } from './configuration';
import { dataFileName } from './dataFile';
import { currentPaper } from './exportReport';
import { readReportAt } from './reportEditor';
import type { ReportPanels } from './reportPanels';

interface NamedReport {
  readonly name: string;
  readonly report: Report;
}

/** More saved reports than this are not listed: the file dialog finds the others. */
const MOST_LISTED = 200;

/** "Compare Reports": those selected in the explorer, or two that a person picks, open or saved. */
export async function compareReportsCommand(
  panels: ReportPanels,
  clicked: unknown,
  selected: unknown,
): Promise<void> {
  const uris = (Array.isArray(selected) ? selected : [clicked]).filter((uri) => uri instanceof vscode.Uri);
  if (uris.length > 2) throw new Error(l10n.t('Two reports can be compared, not more.'));
  const chosen: NamedReport[] = await Promise.all(uris.map(named));
  for (const title of [l10n.t('Compare: the first report'), l10n.t('Compare: the second report')].slice(
    chosen.length,
  )) {
    const picked = await pick(panels, title);
    if (!picked) return;
    chosen.push(picked);
  }
  const [before, after] = chosen;
  if (!before || !after) return;
  show(compareReports(before.report, after.report), { before: before.name, after: after.name });
}

async function named(uri: vscode.Uri): Promise<NamedReport> {
  return { name: dataFileName(uri), report: await readReportAt(uri) };
}

async function pick(panels: ReportPanels, title: string): Promise<NamedReport | undefined> {
  const open = panels.reports.map(({ report, home }) => {
    const name = dataFileName(home);
    const description = l10n.t(
      'open: {0}, seed {1}, {2}',
      report.settings.preset,
      report.settings.seed,
      report.startedAt,
    );
    return { label: name, description, read: () => Promise.resolve({ name, report }) };
  });
  const files = await vscode.workspace.findFiles('**/*.mine.json', '**/node_modules/**', MOST_LISTED);
  const saved = files.map((uri) => ({
    label: dataFileName(uri),
    description: vscode.workspace.asRelativePath(uri),
    read: () => named(uri),
  }));
  const browse = { label: l10n.t('Browse…'), description: '', read: askForFile };
  const chosen = await vscode.window.showQuickPick([...open, ...saved, browse], {
    title,
    matchOnDescription: true,
  });
  return chosen?.read();
}

async function askForFile(): Promise<NamedReport | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({ filters: { [l10n.t('MINE report')]: ['mine.json', 'json'] } })) ??
    [];
  return uri && named(uri);
}

/** A page without a script, drawn anew for another theme or unit. */
function show(comparison: Comparison, names: ComparisonNames): void {
  const view = vscode.window.createWebviewPanel(
    'mine.comparison',
    `${names.before} ↔ ${names.after}`,
    vscode.ViewColumn.Active,
    { enableFindWidget: true, localResourceRoots: [] },
  );
  view.iconPath = new vscode.ThemeIcon('diff');
  const draw = () => {
    const style = { nonce: randomBytes(16).toString('base64url') };
    view.webview.html = comparisonHtml(comparison, names, { units: units(), paper: currentPaper(), style });
  };
  const listening = vscode.Disposable.from(
    vscode.window.onDidChangeActiveColorTheme(draw),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('mine.units')) draw();
    }),
  );
  view.onDidDispose(() => {
    listening.dispose();
  });
  draw();
}
