import * as vscode from 'vscode';
import type { Profile, ProfileColumn } from '../process/protocol';
import { formatShare } from '../report/format';

interface ColumnItem extends vscode.QuickPickItem {
  readonly column?: ProfileColumn;
}

/** Lets a person pick two columns or more; useless ones stand last, with the reason. Undefined where they escape. */
export function chooseColumns(
  profile: Profile,
  preselected: ReadonlySet<string>,
): Promise<string[] | undefined> {
  const item = (column: ProfileColumn): ColumnItem => ({
    label: column.name,
    description: describe(column, profile.rowsInFile),
    ...(column.reason !== undefined && { detail: `Left out: ${column.reason}` }),
    column,
  });
  const suggested = profile.columns.filter((column) => column.reason === undefined).map(item);
  const leftOut = profile.columns.filter((column) => column.reason !== undefined).map(item);
  const separator = (label: string): ColumnItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const picker = vscode.window.createQuickPick<ColumnItem>();
  picker.title = `Columns of ${profile.source}`;
  picker.placeholder = `${profile.rowsInFile} rows${badRows(profile)}: choose the columns to compare`;
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.ignoreFocusOut = true;
  picker.items = [
    ...suggested,
    ...(leftOut.length ? [separator('left out, unless you choose them'), ...leftOut] : []),
  ];
  picker.selectedItems = picker.items.filter(({ column }) => column && preselected.has(column.name));
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const names = picker.selectedItems.flatMap(({ column }) => (column ? [column.name] : []));
      if (names.length < 2) {
        picker.title = `Columns of ${profile.source}: choose at least two`;
        return;
      }
      resolve(names);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function describe(column: ProfileColumn, rows: number): string {
  const parts = [column.type, `${column.distinct} distinct`];
  if (column.missing > 0) parts.push(`${formatShare(column.missing, rows)} missing`);
  if (column.unparsable > 0) parts.push(`${column.unparsable} unreadable`);
  return parts.join(' · ');
}

function badRows({ badRows: { count, examples } }: Profile): string {
  if (count === 0) return '';
  const where = examples[0] ? ` (line ${examples[0].line}: ${examples[0].reason})` : '';
  return `, ${count} bad ones left out${where}`;
}
