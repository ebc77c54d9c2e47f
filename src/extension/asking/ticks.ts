import type { Profile } from '../../process/protocol';

/**
 * The columns that are ticked after a file was read another way: as a person left them, but those that have become worth
 * comparing are ticked and those that no longer are, not.
 */
export function ticksAfter(before: Profile, after: Profile, ticked: readonly string[]): string[] {
  const known = new Map(before.columns.map((column) => [column.name, column]));
  const wereTicked = new Set(ticked);
  return after.columns
    .filter(({ name, reason }) => {
      const old = known.get(name);
      const isUseful = reason === undefined;
      return old && (old.reason === undefined) === isUseful ? wereTicked.has(name) : isUseful;
    })
    .map(({ name }) => name);
}
