import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Profile, ProfileColumn } from '../../process/protocol';
import { counted, formatCount } from '../../report/format';
import type { FileReading } from '../files/fileReading';
import type { Forecast } from './forecast';
import { asLabel } from '../notices';
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
  tooltip: l10n.t('How this file was read…'),
};
const COLUMN_BUTTONS: readonly vscode.QuickInputButton[] = [
  {
    iconPath: new vscode.ThemeIcon('edit'),
    tooltip: l10n.t('Read this column another way, or make variables of it…'),
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
    label: asLabel(column.name),
    description: asLabel(columnWords(column, profile.rowsInFile, reading)),
    ...(column.ambiguity !== undefined && { detail: asLabel(l10n.t('A guess: {0}', column.ambiguity)) }),
    ...(column.reason !== undefined && { detail: asLabel(l10n.t('Left out: {0}', column.reason)) }),
    buttons: COLUMN_BUTTONS,
    column,
  });
  const suggested = profile.columns.filter((column) => column.reason === undefined).map(item);
  const leftOut = profile.columns.filter((column) => column.reason !== undefined).map(item);
  const separator = (label: string): ColumnItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items = [
    ...suggested,
    ...(leftOut.length ? [separator(l10n.t('left out, unless you choose them')), ...leftOut] : []),
  ];
  const named = (ticked: readonly ColumnItem[]) =>
    ticked.flatMap(({ column }) => (column ? [column.name] : []));
  const picked = await pickMany<ColumnItem>({
    items,
    isTicked: ({ column }) => column !== undefined && preselected.has(column.name),
    active: items.find(({ column }) => column?.name === active),
    placeholder: l10n.t('{0}: choose the columns to compare', profileWords(profile, reading)),
    button: READING_BUTTON,
    title: (ticked) => {
      const n = named(ticked).length;
      const pairs = forecast.words((n * (n - 1)) / 2);
      return l10n.t(
        '{0}, {1} of {2}: {3}',
        profile.source,
        formatCount(n),
        counted(profile.columns.length, 'column'),
        pairs,
      );
    },
    retitle: forecast.known,
    problem: (ticked) =>
      named(ticked).length < 2 ? l10n.t('{0}: choose at least two columns', profile.source) : undefined,
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
