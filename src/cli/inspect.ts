import type { Profile } from '../process/protocol';
import { formatShare } from '../report/format';
import { onlyFile, oneOf, parse } from './arguments';
import { inBackground } from './background';

/** `mine inspect FILE`: what the columns are, and which are left out with what reason. */
export async function runInspect(args: string[]): Promise<number> {
  const { values, positionals } = parse(args, { format: { type: 'string', default: 'table' } });
  const format = oneOf('format', values.format, ['table', 'json'] as const);
  const profile = await readProfile(onlyFile(positionals));
  process.stdout.write(format === 'json' ? `${JSON.stringify(profile, null, 2)}\n` : profileTable(profile));
  return 0;
}

function readProfile(file: string): Promise<Profile> {
  return inBackground<Profile>(file, (message, _background, done) => {
    if (message.type === 'profile') done(message.profile);
  });
}

function profileTable(profile: Profile): string {
  const rows = [
    ['column', 'type', 'missing', 'distinct', 'examples', 'left out because'],
    ...profile.columns.map((column) => [
      column.name,
      column.type,
      formatShare(column.missing, profile.rows),
      String(column.distinct),
      column.examples.slice(0, 3).join(' | '),
      column.reason ?? '',
    ]),
  ].map((row) => row.map((cell) => shortened(cell.replace(/\s+/g, ' '))));
  const widths = rows[0]?.map((_, j) => Math.max(...rows.map((row) => (row[j] ?? '').length))) ?? [];
  const numeric = new Set([2, 3]);
  const body = rows.map((row) =>
    row
      .map((cell, j) => (numeric.has(j) ? cell.padStart(widths[j] ?? 0) : cell.padEnd(widths[j] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const bad = profile.badRows.examples.map(({ line, reason }) => `Line ${line}: ${reason}`);
  return [
    `${profile.source}: ${profile.rows} rows, ${profile.columns.length} columns (${profile.format})`,
    '',
    ...body,
    ...(profile.badRows.count ? ['', `${profile.badRows.count} bad rows left out.`, ...bad] : []),
    '',
  ].join('\n');
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
