import * as l10n from '@vscode/l10n';
import { isUnderWay, type PairState } from '../src/report/report';
import type { Snapshot, ToPanel } from '../src/extension/panel/panelProtocol';
import type { Units } from './format';
import { sameColumns } from './variables';

/** The run as it is shown: in the units chosen here. */
export type Shown = Omit<Snapshot, 'units'> & { readonly units: Units };

/** What the panel shows: a copy of what the extension last said. */
export interface ViewState {
  readonly snapshot: Shown | null;
  /** Index of the pair a person looks at. */
  readonly selected: number | null;
}

/** What has to be drawn again after a message. */
export type Change =
  | { readonly kind: 'everything' }
  | { readonly kind: 'pairs'; readonly indexes: readonly number[] }
  | { readonly kind: 'run' };

export const emptyState: ViewState = { snapshot: null, selected: null };

/** Messages that change what is shown; the others ask for something. */
export type Told = Extract<ToPanel, { type: 'snapshot' | 'pairs' | 'run' | 'sourceChange' }>;

/** Takes a message in. Throws a RangeError, in words, for one that does not belong to the run shown. */
export function reduce(state: ViewState, message: Told): { state: ViewState; change: Change } {
  if (message.type === 'snapshot') {
    const snapshot = settled(message.snapshot);
    return { state: { snapshot, selected: kept(state, snapshot) }, change: { kind: 'everything' } };
  }
  const { snapshot } = state;
  if (!snapshot) throw new RangeError(l10n.t('“{0}” came before the run it belongs to.', message.type));
  switch (message.type) {
    case 'pairs': {
      const pairs = [...snapshot.pairs];
      for (const { index, pair } of message.updates) {
        if (index >= pairs.length)
          throw new RangeError(
            l10n.t('Pair {0} was updated, but the run has {1} pairs.', index, pairs.length),
          );
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
    case 'sourceChange':
      return {
        state: { ...state, snapshot: { ...snapshot, sourceChange: message.change ?? undefined } },
        change: { kind: 'run' },
      };
  }
}

/** Once a run has ended, however abruptly, no pair is still at work. */
function settled<S extends Pick<Snapshot, 'run' | 'pairs'>>(snapshot: S): S {
  if (!hasEnded(snapshot.run) || !snapshot.pairs.some(isUnderWay)) return snapshot;
  const pairs = snapshot.pairs.map((pair): PairState =>
    isUnderWay(pair) ? { ...pair, status: 'cancelled' } : pair,
  );
  return { ...snapshot, pairs };
}

export function withSelected(state: ViewState, selected: number | null): ViewState {
  return { ...state, selected };
}

export function withUnits(state: ViewState, units: Units): ViewState {
  return state.snapshot ? { ...state, snapshot: { ...state.snapshot, units } } : state;
}

/** The pair looked at before, where the new run has it too. */
function kept({ snapshot: before, selected }: ViewState, after: Shown): number | null {
  if (selected === null) return null;
  const old = before?.pairs[selected];
  if (!old) return after.pairs[selected] ? selected : null;
  const isSame = (pair: PairState | undefined) =>
    pair !== undefined && sameColumns(old.x, pair.x) && sameColumns(old.z, pair.z);
  if (isSame(after.pairs[selected])) return selected;
  const place = after.pairs.findIndex(isSame);
  return place < 0 ? null : place;
}

/** Whether the run has said which pairs and rows it is about. */
export function hasBegun({ engine }: Pick<Snapshot, 'engine'>): boolean {
  return engine !== null;
}

/** Whether the run has come to its end, whatever the end. */
export function hasEnded({ phase }: Snapshot['run']): boolean {
  return phase === 'finished' || phase === 'failed';
}
