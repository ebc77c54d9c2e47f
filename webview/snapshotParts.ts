import type { PairState } from '../src/report/report';
import type { Snapshot, ToPanel } from '../src/extension/panel/panelProtocol';
import { pairEnds, type Ends } from './variables';

/** All of a snapshot, and the variables of its pairs, which have been looked up part by part. */
export interface Whole {
  readonly snapshot: Snapshot;
  readonly ends: Ends;
}

/** A snapshot whose pairs come in several messages. */
export class SnapshotParts {
  #snapshot: Snapshot | null = null;
  #pairs: PairState[] = [];
  #pairCount = 0;
  #ends: Ends[] = [];

  /** Begins anew; the snapshot once all its pairs are there. */
  begin({ snapshot, pairCount }: Extract<ToPanel, { type: 'snapshot' }>): Whole | null {
    this.#snapshot = snapshot;
    this.#pairs = [];
    this.#pairCount = pairCount ?? snapshot.pairs.length;
    this.#ends = [];
    return this.add(snapshot.pairs);
  }

  add(pairs: readonly PairState[]): Whole | null {
    const snapshot = this.#snapshot;
    // The rest of one that another has taken the place of.
    if (!snapshot) return null;
    this.#ends.push(pairEnds(pairs, snapshot.variables));
    for (const pair of pairs) this.#pairs.push(pair);
    if (this.#pairs.length < this.#pairCount) return null;
    this.#snapshot = null;
    return { snapshot: { ...snapshot, pairs: this.#pairs }, ends: joined(this.#ends) };
  }
}

function joined(parts: readonly Ends[]): Ends {
  const count = parts.reduce((sum, { x }) => sum + x.length, 0);
  const ends = { x: new Int32Array(count), z: new Int32Array(count) };
  let at = 0;
  for (const { x, z } of parts) {
    ends.x.set(x, at);
    ends.z.set(z, at);
    at += x.length;
  }
  return ends;
}
