import type { PairState } from '../src/report/report';
import type { Arrangement } from './heatmap/arrangement';
import type { Shown } from './state';
import type { Tally } from './tally';
import type { Theme } from './theme';

/** What the heatmap's cells are painted from. */
export interface Drawing {
  readonly snapshot: Shown;
  readonly theme: Theme;
  readonly tally: Tally;
  /** Whether a pair passes the filters; one that does not is left blank. */
  readonly admits: (index: number, pair: PairState) => boolean;
}

/** Room for the heatmap, in pixels. */
export interface Space {
  readonly width: number;
  readonly height: number;
}

/** Draws the heatmap's cells: as elements, or on a canvas where they are too many for that. */
export interface Surface {
  readonly element: HTMLElement;
  /** New rows and columns. */
  build(arrangement: Arrangement, drawing: Drawing): void;
  /** The cells of these pairs, in place. */
  paint(drawing: Drawing, indexes: readonly number[] | 'all'): void;
  /** `cell`: side of a cell in pixels, null for what fits; `at` stays where it is. Returns the side taken. */
  fit(space: Space, cell: number | null, at?: MouseEvent): number;
  /** Marks the pair and makes it the one tab stop; null: no pair is marked, the first one is the tab stop. */
  select(index: number | null): void;
  focus(index: number): void;
  /** Scrolls the pair's cell into view, as little as needed. */
  reveal(index: number): void;
  /** Lights up the names of a pair's row and column. */
  light(index: number | undefined): void;
  /** The pair under the pointer. */
  at(event: MouseEvent): number | undefined;
  /** Where a pair's cell is in the window; undefined while it is out of sight. */
  place(index: number): DOMRect | undefined;
}
