import { arrange } from './heatmap/arrangement';
import type { Choices } from './choices';
import { offerContextMenu } from './widgets/contextMenu';
import { element } from './dom';
import { Heatmap } from './heatmap/heatmap';
import { PairList } from './pairs/pairList';
import type { Sliced } from './slices';
import { StrongestPairs } from './pairs/strongestPairs';
import type { Drawing, Space } from './surface';
import { Toolbar } from './toolbar';
import type { Ends } from './variables';

/** Height of what stands above and below the cells: they shrink, within limits, to fit all into the window. */
const REST_OF_PAGE = 330;

/** So many pairs take longer to draw than what is left of a frame. */
const MANY = 20_000;

/** The run, and how a person wants to see it. */
export interface Scene {
  readonly drawing: Drawing;
  readonly ends: Ends;
  readonly choices: Choices;
  readonly selected: number | null;
}

interface OverviewHandlers {
  readonly onSelect: (index: number) => void;
  /** The pair is wanted in detail. */
  readonly onOpen: () => void;
  readonly onChoose: (changed: Partial<Choices>) => void;
  /** The cells have another size, and are drawn so already. */
  readonly onZoom: (cell: number | null) => void;
}

/** All pairs at once, as a heatmap or as a list, with the toolbar that arranges and filters them. */
export class Overview {
  readonly element: HTMLElement;
  readonly toolbar: Toolbar;
  readonly tooltip: HTMLElement;
  readonly #heatmap: Heatmap;
  readonly #pairList: PairList;
  readonly #strongestPairs: StrongestPairs;
  readonly #heatmapView: HTMLElement;
  #view: Choices['view'] = 'heatmap';

  constructor({ onSelect, onOpen, onChoose, onZoom }: OverviewHandlers) {
    const heatmap = new Heatmap({ onSelect, onOpen, onZoom });
    this.#heatmap = heatmap;
    this.tooltip = heatmap.tooltip.element;
    this.#pairList = new PairList({
      onSelect,
      onOpen,
      onSort: (sort) => {
        onChoose({ sort });
      },
    });
    this.#strongestPairs = new StrongestPairs((index) => {
      onSelect(index);
      heatmap.reveal(index);
    });
    this.#heatmapView = element(
      'div',
      { class: 'heatmap-view' },
      heatmap.element,
      this.#strongestPairs.element,
    );
    this.toolbar = new Toolbar({ heatmap: this.#heatmapView, pairs: this.#pairList.element }, onChoose);
    // There is nothing in them before the first run is told of.
    this.#heatmapView.hidden = true;
    this.#pairList.element.hidden = true;
    this.element = element('div', { class: 'overview' }, this.#heatmapView, this.#pairList.element);
    offerContextMenu(this.element, (event) => this.#shown.pairAt(event));
  }

  /** @param now what is to be shown by now, as its arrangement takes several frames; null when that is not wanted any more */
  *show(now: () => Scene | null): Sliced<void> {
    const before = now();
    if (!before) return;
    const { choices, ends } = before;
    if (choices.view === 'pairs') {
      this.#setView('pairs');
      yield* this.#pairList.show(before.drawing, ends, choices, before.selected);
    } else {
      // What comes next takes most of a frame, and a message was taken in already.
      const pause = before.drawing.snapshot.pairs.length > MANY ? 'frame' : undefined;
      yield pause;
      const arrangement = yield* arrange(before.drawing.snapshot, ends, choices);
      yield pause;
      const scene = now();
      if (!scene) return;
      this.#setView('heatmap');
      this.fit();
      this.#heatmap.show(scene.drawing, arrangement, scene.choices.cell, scene.selected);
    }
    yield;
    const scene = now();
    if (!scene) return;
    const { drawing } = scene;
    this.toolbar.show(drawing.snapshot, scene.choices, !this.#heatmap.isRanked);
    yield;
    this.toolbar.count(countOf(drawing), drawing.snapshot, scene.choices);
    this.#showStrongest(drawing, scene.selected);
  }

  #setView(view: Choices['view']): void {
    this.#view = view;
    this.#heatmapView.hidden = view !== 'heatmap';
    this.#pairList.element.hidden = view !== 'pairs';
  }

  /** Draws only the pairs that changed. */
  update({ drawing, selected }: Scene, indexes: readonly number[]): void {
    this.#shown.update(drawing, indexes);
    this.#showStrongest(drawing, selected);
  }

  select({ drawing, selected }: Scene): void {
    this.#shown.select(selected);
    this.#showStrongest(drawing, selected);
  }

  /** Draws everything in place, in another theme. */
  restyle({ drawing }: Scene): void {
    this.#shown.restyle(drawing);
  }

  /** Cells as large as the page's size allows. */
  fit(): void {
    if (this.#view === 'heatmap') this.#heatmap.fit(this.#space());
  }

  focusSelected(): void {
    this.#shown.focusSelected();
  }

  get #shown(): Heatmap | PairList {
    return this.#view === 'heatmap' ? this.#heatmap : this.#pairList;
  }

  /** In a narrow window the overview has no box of its own. */
  #space(): Space {
    return {
      width: this.element.clientWidth || (this.element.parentElement?.clientWidth ?? 0),
      height: innerHeight - REST_OF_PAGE,
    };
  }

  #showStrongest(drawing: Drawing, selected: number | null): void {
    if (this.#view !== 'heatmap') return;
    if (this.#heatmap.isRanked) this.#strongestPairs.hide();
    else this.#strongestPairs.show(drawing, selected);
  }
}

function countOf({ snapshot, admits }: Drawing): number {
  return snapshot.pairs.reduce((count, pair, index) => count + Number(admits(index, pair)), 0);
}
