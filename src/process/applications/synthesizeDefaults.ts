import { TABLE_SETTINGS } from '../../mine/applications/synthesis/synthesis';
import type { Profile, ProfileColumn } from '../protocol';

/** Iterations of training that can be chosen; those in the middle where nobody does. */
export const TRAININGS = { quick: 500, standard: TABLE_SETTINGS.iterations, thorough: 10_000 } as const;

/** More rows are not seen often enough in the training to be learned from, and their distances would take long. */
export const MOST_ROWS = 20_000;

/** Names, texts and columns in which nothing varies: what a generator cannot learn, or should not tell. */
const LEFT_OUT: ReadonlySet<string> = new Set(['identifier', 'text', 'constant', 'empty']);

/** Whether rows of it can be made; variables that are made of other columns are left to be made of these. */
export function canSynthesize({ type, derivation }: Pick<ProfileColumn, 'type' | 'derivation'>): boolean {
  return !LEFT_OUT.has(type) && derivation === undefined;
}

/** Names of the columns that rows are made of, where nobody chooses. */
export function synthesizedColumns({ columns }: Pick<Profile, 'columns'>): string[] {
  return columns
    .filter((column) => column.reason === undefined && canSynthesize(column))
    .map(({ name }) => name);
}
