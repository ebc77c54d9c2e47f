import * as l10n from '@vscode/l10n';
import type { Arrangement } from './arrangement';
import { CellGrid } from './cellGrid';
import { element, setText } from '../dom';
import { firstPair, GAPS_FROM, LARGEST_CELL, neighbour, wholeSize } from './gridLayout';
import { indexOfCell, tooltipLines } from './heatmapCell';
import { HeatmapCanvas } from './heatmapCanvas';
import { Legend } from '../legend';
import type { Drawing, Space, Surface } from '../surface';
import { Tooltip } from '../widgets/tooltip';
import { pairNames } from '../variables';
import { createZoomButtons } from './zoomButtons';

/** More rows than this are drawn on a canvas. */
const MOST_ROWS_OF_ELEMENTS = 32;
/** One step of zooming. */
const ZOOM_STEP = 1.25;

export interface HeatmapHandlers {
  readonly onSelect: (index: number) => void;
  /** Enter on a cell: its pair is wanted in detail. */
  readonly onOpen: () => void;
  /** Side of a cell, pixels; null: as fits. */
  readonly onZoom: (cell: number | null) => void;
}

/** The grid of pairs, or the bars of a target's. Moving the focus selects. */
export class Heatmap {
  readonly element: HTMLElement;
  readonly tooltip = new Tooltip();
  readonly #heading = element('h2');
  readonly #zoomButtons = createZoomButtons({
    onOut: () => {
      this.#zoomOut();
    },
    onIn: () => {
      this.#zoomIn();
    },
    onWhole: () => {
      this.#zoomToWhole();
    },
    onFit: () => {
      this.#resizeCells(null);
      this.#handlers.onZoom(null);
    },
  });
  readonly #nothing = element('p', { class: 'nothing' }, l10n.t('No pair passes the filters.'));
  readonly #stage = element('div', { class: 'stage' });
  readonly #legend = new Legend();
  readonly #handlers: HeatmapHandlers;
  readonly #cellGrid = new CellGrid();
  readonly #canvas = new HeatmapCanvas();

  #surface: Surface = this.#cellGrid;
  #arrangement: Arrangement = { layout: { kind: 'matrix', columns: [], rows: [] }, tree: null };
  #drawing: Drawing | null = null;
  #selected: number | null = null;
  #space: Space = { width: 0, height: 0 };
  #cell: number | null = null;
  #size = 0;

  constructor(handlers: HeatmapHandlers) {
    this.#handlers = handlers;
    this.#stage.append(this.#cellGrid.element, this.#canvas.element);
    this.element = element(
      'section',
      { class: 'heatmap' },
      element('div', { class: 'heatmap-head' }, this.#heading, this.#zoomButtons),
      this.#nothing,
      this.#stage,
      this.#legend.element,
    );
    this.#listen();
  }

  /** Draws everything: for a new run, when the run ends, and for other choices. */
  show(drawing: Drawing, arrangement: Arrangement, cell: number | null, selected: number | null): void {
    const focused = indexOfCell(document.activeElement);
    this.#drawing = drawing;
    this.#cell = cell;
    this.#arrangement = arrangement;
    const { layout } = this.#arrangement;
    const isCanvas = layout.kind === 'matrix' && layout.rows.length > MOST_ROWS_OF_ELEMENTS;
    this.#surface = isCanvas ? this.#canvas : this.#cellGrid;
    this.#canvas.element.hidden = !isCanvas;
    this.#cellGrid.element.hidden = isCanvas;
    this.element.dataset['kind'] = layout.kind;
    this.#nothing.hidden = layout.rows.length > 0;
    this.#stage.hidden = layout.rows.length === 0;
    this.#legend.element.hidden = layout.rows.length === 0;
    this.#zoomButtons.hidden = layout.kind === 'list' || layout.rows.length === 0;
    const target = layout.columns[0] ?? '';
    setText(
      this.#heading,
      layout.kind === 'list' ? l10n.t('Mutual information with {0}', target) : l10n.t('Mutual information'),
    );
    this.#surface.build(this.#arrangement, drawing);
    this.#fit();
    this.restyle(drawing);
    this.select(selected);
    if (focused !== undefined) this.#surface.focus(focused);
  }

  /** Draws only the cells of the pairs that changed. */
  update(drawing: Drawing, indexes: readonly number[]): void {
    this.#drawing = drawing;
    this.#surface.paint(drawing, indexes);
    this.#legend.explain(drawing.tally);
  }

  /** Draws every cell anew, in place, for other units or another theme. */
  restyle(drawing: Drawing): void {
    this.#drawing = drawing;
    this.#surface.paint(drawing, 'all');
    this.#legend.show(drawing.theme.scale, drawing.snapshot.units);
    this.#legend.explain(drawing.tally);
  }

  select(index: number | null): void {
    this.#selected = index;
    this.#surface.select(index);
  }

  reveal(index: number): void {
    this.#surface.reveal(index);
  }

  pairAt(event: MouseEvent): number | undefined {
    return this.#surface.at(event);
  }

  focusSelected(): void {
    const index = this.#selected ?? firstPair(this.#arrangement.layout);
    if (index !== undefined) this.#surface.focus(index);
  }

  /** A ranked list says what a list of the strongest pairs would say. */
  get isRanked(): boolean {
    return this.#arrangement.layout.kind === 'list';
  }

  fit(space: Space): void {
    if (space.width === this.#space.width && space.height === this.#space.height) return;
    this.#space = space;
    this.#fit();
  }

  /** Null: as large as fits. */
  #resizeCells(cell: number | null, at?: MouseEvent): void {
    this.#cell = cell;
    this.#fit(at);
  }

  #zoomIn(at?: MouseEvent): void {
    this.#zoom(this.#size * ZOOM_STEP, at);
  }

  #zoomOut(at?: MouseEvent): void {
    this.#zoom(this.#size / ZOOM_STEP, at);
  }

  /** Small enough for all cells to be in view. */
  #zoomToWhole(): void {
    const { width, height } = this.#space;
    this.#zoom(wholeSize(this.#arrangement.layout, Math.max(100, width - 220), Math.max(100, height - 60)));
  }

  #zoom(size: number, at?: MouseEvent): void {
    if (this.isRanked) return;
    const clamped = Math.min(LARGEST_CELL, Math.max(1, size));
    const whole = clamped >= GAPS_FROM ? Math.round(clamped) : clamped;
    // A step that rounding would swallow.
    const cell = whole === this.#size && size > this.#size ? Math.min(LARGEST_CELL, whole + 1) : whole;
    this.#resizeCells(cell, at);
    this.#handlers.onZoom(cell);
  }

  #fit(at?: MouseEvent): void {
    this.tooltip.hide();
    this.#size = this.#surface.fit(this.#space, this.#cell, at);
    this.element.style.setProperty('--cell', `${this.#size}px`);
  }

  #listen(): void {
    const stage = this.#stage;
    stage.addEventListener('keydown', (event) => {
      this.#onKey(event);
    });
    stage.addEventListener('click', (event) => {
      const index = this.#surface.at(event);
      if (index !== undefined) this.#surface.focus(index);
    });
    stage.addEventListener('focusin', ({ target }) => {
      const index = indexOfCell(target);
      if (index === undefined) return;
      this.#choose(index);
      this.#point(index, target instanceof Element && target.matches(':focus-visible'));
    });
    stage.addEventListener('focusout', () => {
      this.#point(undefined, false);
    });
    stage.addEventListener('pointermove', (event) => {
      const index = this.#surface.at(event);
      this.#point(index, index !== undefined);
    });
    stage.addEventListener('pointerleave', () => {
      this.#point(undefined, false);
    });
    stage.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey || this.isRanked) return;
        event.preventDefault();
        if (event.deltaY < 0) this.#zoomIn(event);
        else if (event.deltaY > 0) this.#zoomOut(event);
      },
      { passive: false },
    );
  }

  #onKey(event: KeyboardEvent): void {
    const index = indexOfCell(event.target);
    if (index === undefined || event.altKey) return;
    const withControl = event.ctrlKey || event.metaKey;
    if (!withControl && this.#onZoomKey(event.key)) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#choose(index);
      this.#handlers.onOpen();
      return;
    }
    const next = neighbour(this.#arrangement.layout, index, event.key, withControl);
    if (next === undefined) return;
    event.preventDefault();
    if (next === index) this.#choose(index);
    else this.#surface.focus(next);
  }

  #onZoomKey(key: string): boolean {
    switch (key) {
      case '+':
      case '=':
        this.#zoomIn();
        return true;
      case '-':
        this.#zoomOut();
        return true;
      case '0':
        this.#zoomToWhole();
        return true;
      default:
        return false;
    }
  }

  #choose(index: number): void {
    if (index === this.#selected) return;
    this.select(index);
    this.tooltip.hide();
    this.#handlers.onSelect(index);
  }

  #pointed: number | undefined;

  /** Lights up the names of the pair under the pointer or the focus, and tells about it. */
  #point(index: number | undefined, withTooltip: boolean): void {
    // The pair view says all there is to say of the selected pair.
    const speaks = withTooltip && index !== this.#selected;
    if (!speaks) this.tooltip.hide();
    if (index === this.#pointed && !(speaks && this.tooltip.element.hidden)) return;
    this.#pointed = index;
    this.#surface.light(index);
    const [pair, drawing] = [
      index === undefined ? undefined : this.#drawing?.snapshot.pairs[index],
      this.#drawing,
    ];
    const place = index === undefined ? undefined : this.#surface.place(index);
    if (!speaks || !pair || !drawing || !place) return;
    const { x, z } = pairNames(pair, drawing.snapshot.variables);
    this.tooltip.show(place, l10n.t('{0} with {1}', x, z), tooltipLines(pair, drawing.snapshot.units));
  }
}
