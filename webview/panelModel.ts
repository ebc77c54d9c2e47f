import { initialChoices, type Choices } from './choices';
import { NO_FILTERS } from './filters';
import type { SavedState } from './page';
import {
  emptyState,
  hasEnded,
  reduce,
  withSelected,
  withUnits,
  type Change,
  type Shown,
  type Told,
  type ViewState,
} from './state';
import { strongest, Tally } from './tally';
import { pairEnds, type Ends } from './variables';

/** All that the page knows: the run as the extension told it, and how a person wants to see it. */
export class PanelModel {
  #state: ViewState = emptyState;
  #choices: Choices = initialChoices;
  #ends: Ends = { x: new Int32Array(), z: new Int32Array() };
  #tally = new Tally([]);

  /** @param restored what was kept of the page before it was loaded again; it is taken up by the first run */
  constructor(private restored: SavedState | null) {}

  get snapshot(): Shown | null {
    return this.#state.snapshot;
  }

  get selected(): number | null {
    return this.#state.selected;
  }

  get choices(): Choices {
    return this.#choices;
  }

  get ends(): Ends {
    return this.#ends;
  }

  get tally(): Tally {
    return this.#tally;
  }

  /**
   * Takes a message in. Throws a RangeError, in words, for one that does not belong to the run shown.
   * @param ends of a snapshot's pairs, where they have been looked up
   */
  take(message: Told, ends?: Ends): Change {
    const before = this.snapshot;
    const next = reduce(this.#state, message);
    this.#state = next.state;
    const { snapshot } = next.state;
    if (next.change.kind === 'everything' && snapshot) this.#begin(snapshot, ends);
    if (next.change.kind === 'pairs' && snapshot) this.#tally.update(snapshot.pairs, next.change.indexes);
    if (!snapshot || !hasEnded(snapshot.run)) return next.change;
    const endsNow = before === null || !hasEnded(before.run);
    // Its end changes the pairs that were still at work.
    if (snapshot.pairs !== before?.pairs && next.change.kind === 'run')
      this.#tally = new Tally(snapshot.pairs);
    if (this.selected === null) this.#selectStrongest();
    return endsNow ? { kind: 'everything' } : next.change;
  }

  select(index: number): void {
    this.#state = withSelected(this.#state, index);
  }

  choose(changed: Partial<Choices>): void {
    this.#choices = { ...this.#choices, ...changed };
    if (changed.units) this.#state = withUnits(this.#state, changed.units);
  }

  /** Pairs of the target column, as indexes. */
  pairsOf(target: string | null): number[] {
    const { snapshot } = this;
    if (!snapshot || target === null) return [];
    const { x, z } = this.#ends;
    const place = snapshot.variables.findIndex(({ name }) => name === target);
    return [...snapshot.pairs.keys()].filter((index) => x[index] === place || z[index] === place);
  }

  /** What of it outlives a reload of the page. */
  get kept(): SavedState | null {
    const { snapshot, selected, choices } = this;
    if (!snapshot) return null;
    const { source, id } = snapshot;
    return { source, ...(id !== undefined && { id }), selected, choices };
  }

  /** A new run begins, or the page was loaded again: the pair looked at and the choices come back. */
  #begin(snapshot: Shown, ends?: Ends): void {
    this.#ends = ends ?? pairEnds(snapshot.pairs, snapshot.variables);
    this.#tally = new Tally(snapshot.pairs);
    if (this.restored) {
      const { source, selected, choices: before } = this.restored;
      const isSame = source === snapshot.source;
      // What was sought in another file is not sought in this one.
      this.#choices = isSame ? before : { ...before, ...NO_FILTERS, target: null, cell: null };
      if (isSame && selected !== null && snapshot.pairs[selected]) this.select(selected);
      this.restored = null;
    }
    const { target, units } = this.#choices;
    if (target !== null && !snapshot.variables.some(({ name }) => name === target))
      this.choose({ target: null });
    if (units !== null) this.choose({ units });
  }

  #selectStrongest(): void {
    const [index] = strongest(this.#tally.estimates, 1);
    if (index !== undefined) this.select(index);
  }
}
