import * as vscode from 'vscode';
import type { Profile, ProfileColumn } from '../process/protocol';
import { counted, formatCount } from '../report/format';
import type { FileReading } from './fileReading';
import type { Forecast } from './forecast';
import { pickMany } from './pickMany';
import { columnWords, profileWords } from './readingWords';

interface ColumnItem extends vscode.QuickPickItem {
  readonly column?: ProfileColumn;
}

/** What a person did about the columns. */
export type ColumnsStep = { readonly names: readonly string[] } & (
  | { readonly next: 'pairs' }
  /** To see and change how the file was read. */
  | { readonly next: 'reading' }
  /** To change how this column is read. */
  | { readonly next: 'column'; readonly column: ProfileColumn }
);

const READING_BUTTON: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('settings-gear'),
  tooltip: 'How this file was read…',
};
const COLUMN_BUTTONS: readonly vscode.QuickInputButton[] = [
  {
    iconPath: new vscode.ThemeIcon('edit'),
    tooltip: 'Read this column another way, or make variables of it…',
  },
];

/**
 * Lets a person pick two columns or more; useless ones stand last, with the reason. Undefined where they escape.
 * @param active name of the column whose line has the focus first
 */
export async function chooseColumns(
  profile: Profile,
  reading: FileReading,
  preselected: ReadonlySet<string>,
  forecast: Forecast,
  active?: string,
): Promise<ColumnsStep | undefined> {
  const item = (column: ProfileColumn): ColumnItem => ({
    label: column.name,
    description: columnWords(column, profile.rowsInFile, reading),
    ...(column.ambiguity !== undefined && { detail: `A guess: ${column.ambiguity}` }),
    ...(column.reason !== undefined && { detail: `Left out: ${column.reason}` }),
    buttons: COLUMN_BUTTONS,
    column,
  });
  const suggested = profile.columns.filter((column) => column.reason === undefined).map(item);
  const leftOut = profile.columns.filter((column) => column.reason !== undefined).map(item);
  const separator = (label: string): ColumnItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items = [
    ...suggested,
    ...(leftOut.length ? [separator('left out, unless you choose them'), ...leftOut] : []),
  ];
  const named = (ticked: readonly ColumnItem[]) =>
    ticked.flatMap(({ column }) => (column ? [column.name] : []));
  const picked = await pickMany<ColumnItem>({
    items,
    isTicked: ({ column }) => column !== undefined && preselected.has(column.name),
    active: items.find(({ column }) => column?.name === active),
    placeholder: `${profileWords(profile, reading)}: choose the columns to compare`,
    button: READING_BUTTON,
    title: (ticked) => {
      const n = named(ticked).length;
      const pairs = forecast.words((n * (n - 1)) / 2);
      return `${profile.source}, ${formatCount(n)} of ${counted(profile.columns.length, 'column')}: ${pairs}`;
    },
    retitle: forecast.known,
    problem: (ticked) =>
      named(ticked).length < 2 ? `${profile.source}: choose at least two columns` : undefined,
  });
  if (!picked) return undefined;
  const names = named(picked.ticked);
  switch (picked.by) {
    case 'enter':
      return { next: 'pairs', names };
    case 'button':
      return { next: 'reading', names };
    case 'itemButton':
      return picked.item.column
        ? { next: 'column', column: picked.item.column, names }
        : { next: 'pairs', names };
  }
}
