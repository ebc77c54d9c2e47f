import type { PairState } from '../src/report/report';
import type { Snapshot, ToPanel } from '../src/extension/panelProtocol';

/** A snapshot whose pairs come in several messages. */
export class SnapshotParts {
  #snapshot: Snapshot | null = null;
  #pairs: PairState[] = [];
  #pairCount = 0;

  /** Begins anew; the snapshot once all its pairs are there. */
  begin({ snapshot, pairCount }: Extract<ToPanel, { type: 'snapshot' }>): Snapshot | null {
    this.#snapshot = snapshot;
    this.#pairs = [];
    this.#pairCount = pairCount ?? snapshot.pairs.length;
    return this.add(snapshot.pairs);
  }

  add(pairs: readonly PairState[]): Snapshot | null {
    const snapshot = this.#snapshot;
    // The rest of one that another has taken the place of.
    if (!snapshot) return null;
    for (const pair of pairs) this.#pairs.push(pair);
    if (this.#pairs.length < this.#pairCount) return null;
    this.#snapshot = null;
    return { ...snapshot, pairs: this.#pairs };
  }
}
