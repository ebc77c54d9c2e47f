import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ComparisonTabs, NamedReport } from './comparisonTabs';
import { dataFileName } from '../files/dataFile';
import { asLabel } from '../notices';
import { readReportAt } from './reportEditor';
import type { ReportPanels } from './reportPanels';

/** More saved reports than this are not listed: the file dialog finds the others. */
const MOST_LISTED = 200;

/** "Compare Reports": those selected in the explorer, or two that a person picks, open or saved. */
export async function compareReportsCommand(
  panels: ReportPanels,
  tabs: ComparisonTabs,
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
  if (before && after) await tabs.open(before, after);
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
    return {
      label: asLabel(name),
      description: asLabel(description),
      read: () => Promise.resolve({ name, report }),
    };
  });
  const files = await vscode.workspace.findFiles('**/*.mine.json', '**/node_modules/**', MOST_LISTED);
  const saved = files.map((uri) => ({
    label: asLabel(dataFileName(uri)),
    description: asLabel(vscode.workspace.asRelativePath(uri)),
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
