import { isUnderWay, type PairState } from '../src/report/report';
import type { Snapshot, ToPanel } from '../src/extension/panelProtocol';

/** What the panel shows: a copy of what the extension last said. */
export interface ViewState {
  readonly snapshot: Snapshot | null;
  /** Index of the pair a person looks at. */
  readonly selected: number | null;
}

/** What has to be drawn again after a message. */
export type Change =
  | { readonly kind: 'everything' }
  | { readonly kind: 'pairs'; readonly indexes: readonly number[] }
  | { readonly kind: 'run' };

export const emptyState: ViewState = { snapshot: null, selected: null };

/** Takes a message in. Throws a RangeError, in words, for one that does not belong to the run shown. */
export function reduce(state: ViewState, message: ToPanel): { state: ViewState; change: Change } {
  if (message.type === 'snapshot') {
    const snapshot = settled(message.snapshot);
    return { state: { snapshot, selected: kept(state, snapshot) }, change: { kind: 'everything' } };
  }
  const { snapshot } = state;
  if (!snapshot) throw new RangeError(`“${message.type}” came before the run it belongs to.`);
  switch (message.type) {
    case 'pairs': {
      const pairs = [...snapshot.pairs];
      for (const { index, pair } of message.updates) {
        if (index >= pairs.length)
          throw new RangeError(`Pair ${index} was updated, but the run has ${pairs.length} pairs.`);
        pairs[index] = pair;
      }
      const indexes = message.updates.map(({ index }) => index);
      return { state: { ...state, snapshot: { ...snapshot, pairs } }, change: { kind: 'pairs', indexes } };
    }
    case 'run':
      return {
        state: { ...state, snapshot: settled({ ...snapshot, run: message.run }) },
        change: { kind: 'run' },
      };
  }
}

/** Once a run has ended, however abruptly, no pair is still at work. */
function settled(snapshot: Snapshot): Snapshot {
  if (!hasEnded(snapshot.run)) return snapshot;
  const pairs = snapshot.pairs.map((pair): PairState =>
    isUnderWay(pair) ? { ...pair, status: 'cancelled' } : pair,
  );
  return { ...snapshot, pairs };
}

export function withSelected(state: ViewState, selected: number | null): ViewState {
  return { ...state, selected };
}

export function withUnits(state: ViewState, units: Snapshot['units']): ViewState {
  return state.snapshot ? { ...state, snapshot: { ...state.snapshot, units } } : state;
}

/** The pair looked at before, when the new run has the same pair in the same place. */
function kept({ snapshot: before, selected }: ViewState, after: Snapshot): number | null {
  if (selected === null) return null;
  const pair = after.pairs[selected];
  if (!pair) return null;
  const old = before?.pairs[selected];
  return !old || (sameColumns(old.x, pair.x) && sameColumns(old.z, pair.z)) ? selected : null;
}

function sameColumns(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((column, position) => column === other[position]);
}

/** Indexes of the pairs with the largest estimates, largest first. */
export function strongest(pairs: readonly PairState[], limit: number): number[] {
  return pairs
    .map(({ mi }, index) => ({ index, mi }))
    .filter((entry): entry is { index: number; mi: number } => entry.mi !== null)
    .sort((one, other) => other.mi - one.mi || one.index - other.index)
    .slice(0, limit)
    .map(({ index }) => index);
}

/** Whether the run has come to its end, whatever the end. */
export function hasEnded({ phase }: Snapshot['run']): boolean {
  return phase === 'finished' || phase === 'failed';
}
