import type { Change } from './state';

/** What has to be drawn. */
export interface Changes {
  everything: boolean;
  run: boolean;
  selection: boolean;
  readonly pairs: Set<number>;
}

/** Gathers what has changed until the next frame, in which it is drawn once. */
export class NextFrame {
  #waiting: Changes | null = null;

  constructor(private readonly draw: (changes: Changes) => void) {}

  schedule(change: Change | { readonly kind: 'selection' }): void {
    const changes = (this.#waiting ??= this.#begin());
    switch (change.kind) {
      case 'everything':
        changes.everything = true;
        return;
      case 'run':
        changes.run = true;
        return;
      case 'selection':
        changes.selection = true;
        return;
      case 'pairs':
        for (const index of change.indexes) changes.pairs.add(index);
    }
  }

  #begin(): Changes {
    const changes: Changes = { everything: false, run: false, selection: false, pairs: new Set() };
    requestAnimationFrame(() => {
      this.#waiting = null;
      this.draw(changes);
    });
    return changes;
  }
}
