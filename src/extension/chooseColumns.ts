import * as vscode from 'vscode';
import type { Profile, ProfileColumn } from '../process/protocol';
import { counted, formatShare } from '../report/format';
import type { Forecast } from './forecast';
import { pickMany } from './pickMany';

interface ColumnItem extends vscode.QuickPickItem {
  readonly column?: ProfileColumn;
}

/** Lets a person pick two columns or more; useless ones stand last, with the reason. Undefined where they escape. */
export async function chooseColumns(
  profile: Profile,
  preselected: ReadonlySet<string>,
  forecast: Forecast,
): Promise<string[] | undefined> {
  const item = (column: ProfileColumn): ColumnItem => ({
    label: column.name,
    description: describe(column, profile.rowsInFile),
    ...(column.ambiguity !== undefined && { detail: `A guess: ${column.ambiguity}` }),
    ...(column.reason !== undefined && { detail: `Left out: ${column.reason}` }),
    column,
  });
  const suggested = profile.columns.filter((column) => column.reason === undefined).map(item);
  const leftOut = profile.columns.filter((column) => column.reason !== undefined).map(item);
  const separator = (label: string): ColumnItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const named = (items: readonly ColumnItem[]) =>
    items.flatMap(({ column }) => (column ? [column.name] : []));
  const picked = await pickMany<ColumnItem>({
    items: [
      ...suggested,
      ...(leftOut.length ? [separator('left out, unless you choose them'), ...leftOut] : []),
    ],
    isTicked: ({ column }) => column !== undefined && preselected.has(column.name),
    placeholder: `${counted(profile.rowsInFile, 'row')}${badRows(profile)}: choose the columns to compare`,
    title: (ticked) => {
      const n = named(ticked).length;
      const pairs = forecast.words((n * (n - 1)) / 2);
      return `${profile.source}, ${n} of ${counted(profile.columns.length, 'column')}: ${pairs}`;
    },
    retitle: forecast.known,
    problem: (ticked) =>
      named(ticked).length < 2 ? `${profile.source}: choose at least two columns` : undefined,
  });
  return picked && named(picked);
}

function describe(column: ProfileColumn, rows: number): string {
  const parts = [column.type, `${column.distinct} distinct`];
  if (column.readAs !== undefined) parts.push(column.readAs);
  if (column.missing > 0) parts.push(`${formatShare(column.missing, rows)} missing`);
  if (column.unparsable > 0) parts.push(`${column.unparsable} unreadable`);
  return parts.join(' · ');
}

function badRows({ badRows: { count, examples } }: Profile): string {
  if (count === 0) return '';
  const where = examples[0] ? ` (line ${examples[0].line}: ${examples[0].reason})` : '';
  return `, ${count} bad ones left out${where}`;
}
