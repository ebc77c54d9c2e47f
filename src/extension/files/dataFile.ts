import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

/** Extensions of the files that can be read, without the dot. */
const EXTENSIONS = [
  'csv',
  'tsv',
  'tab',
  'txt',
  'json',
  'jsonl',
  'ndjson',
  'gz',
  'parquet',
  'arrow',
  'feather',
  'ipc',
];

/**
 * The data files a person means: those selected in the explorer, the one clicked, or the one in the active tab (its
 * text editor may be absent: VS Code hides documents over 50 MB from extensions); else they are asked.
 */
export async function chosenDataFiles(clicked: unknown, selected: unknown): Promise<vscode.Uri[]> {
  if (Array.isArray(selected)) {
    const uris = selected.filter((uri) => uri instanceof vscode.Uri);
    if (uris.length > 1) return uris;
  }
  if (clicked instanceof vscode.Uri) return [clicked];
  const active = activeTabUri() ?? dataFileBeside();
  if (active) return [active];
  const opened = await vscode.window.showOpenDialog({
    title: l10n.t('Estimate Mutual Information: choose a dataset'),
    openLabel: l10n.t('Estimate'),
    filters: { [l10n.t('Datasets')]: EXTENSIONS, [l10n.t('All files')]: ['*'] },
  });
  return opened ?? [];
}

function activeTabUri(): vscode.Uri | undefined {
  return fileOf(vscode.window.tabGroups.activeTabGroup.activeTab);
}

/** The one data file in view beside a tab that is no file, such as the walkthrough. */
function dataFileBeside(): vscode.Uri | undefined {
  const shown = vscode.window.tabGroups.all.flatMap(({ activeTab }) => fileOf(activeTab) ?? []);
  const [only, ...others] = shown.filter(({ path }) => EXTENSIONS.includes(path.split('.').at(-1) ?? ''));
  return others.length === 0 ? only : undefined;
}

function fileOf(tab: vscode.Tab | undefined): vscode.Uri | undefined {
  const input = tab?.input;
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) return input.uri;
  if (input instanceof vscode.TabInputTextDiff) return input.modified;
  return undefined;
}

/** The file's name, for people. */
export function dataFileName(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1) ?? uri.path;
}
