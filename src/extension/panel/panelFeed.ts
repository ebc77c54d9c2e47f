import type { PairState } from '../../report/report';
import type { ToPanel } from './panelProtocol';

/** Pairs in one message: the page takes it in within a part of a frame. */
export const MESSAGE_PAIRS = 250;
/** Pairs in one batch of messages. */
export const BATCH_PAIRS = 2500;

/**
 * What a page is told, so that a run of 500 columns (124,750 pairs) does not hold it up: in messages of few pairs, and
 * with the training curves of the one pair alone that a person looks at.
 */
export class PanelFeed {
  private looked: number | null = null;

  /** The messages that say this one. */
  messages(message: ToPanel): ToPanel[] {
    switch (message.type) {
      case 'snapshot': {
        const { snapshot } = message;
        const [first = [], ...rest] = slices(snapshot.pairs.map((pair, index) => this.shown(pair, index)));
        return [
          { type: 'snapshot', snapshot: { ...snapshot, pairs: first }, pairCount: snapshot.pairs.length },
          ...rest.map((pairs) => ({ type: 'morePairs' as const, pairs })),
        ];
      }
      case 'pairs':
        return slices(message.updates).map((updates) => ({
          type: 'pairs',
          updates: updates.map(({ index, pair }) => ({ index, pair: this.shown(pair, index) })),
        }));
      default:
        return [message];
    }
  }

  /** A person looks at this pair now, and at no other. */
  look(index: number, pair: PairState | undefined): ToPanel[] {
    this.looked = index;
    return pair ? [{ type: 'pairs', updates: [{ index, pair }] }] : [];
  }

  private shown(pair: PairState, index: number): PairState {
    return index === this.looked || pair.curve.length === 0 ? pair : { ...pair, curve: [] };
  }
}

function slices<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / MESSAGE_PAIRS) }, (_, part) =>
    all.slice(part * MESSAGE_PAIRS, (part + 1) * MESSAGE_PAIRS),
  );
}
