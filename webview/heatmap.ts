import type { Snapshot } from '../src/extension/panelProtocol';
import { element, setText, widestText } from './dom';
import {
  cellSize,
  densityOf,
  firstPair,
  gridLayout,
  neighbour,
  pairNames,
  positionOf,
  strongestFirst,
  type Density,
  type GridCell,
  type GridLayout,
} from './gridLayout';
import {
  buildCell,
  buildColumnHeader,
  buildRowHeader,
  indexOfCell,
  nameParts,
  paintCell,
  tooltipLines,
} from './heatmapCell';
import { Legend } from './legend';
import type { Scale } from './scale';
import { hasEnded } from './state';
import { Tooltip } from './tooltip';

/** Space around a name, and what bold letters need more, in pixels. */
const NAME_ROOM = 18;
const LONGEST_NAME = 190;
/** Cells this wide have their column's name below them without turning it. */
const LEVEL_NAMES_FROM = 64;
/** Room left and right of a level column name, pixels. */
const LEVEL_MARGIN = 2;
/** Height of what stands above and below the grid: cells shrink, within limits, to fit all into the window. */
const REST_OF_PAGE = 330;

/** The grid of pairs: WAI-ARIA's grid pattern with one tab stop; moving the focus selects. */
export class Heatmap {
  readonly element: HTMLElement;
  readonly tooltip = new Tooltip();
  readonly #heading = element('h2');
  readonly #grid = element('div', { class: 'grid', role: 'grid' });
  readonly #scroller = element('div', { class: 'grid-scroller' }, this.#grid);
  readonly #legend = new Legend();
  readonly #onSelect: (index: number) => void;

  #snapshot: Snapshot | null = null;
  #scale: Scale | null = null;
  #layout: GridLayout = { kind: 'matrix', columns: [], rows: [] };
  #cells = new Map<number, HTMLElement>();
  #rowHeaders: HTMLElement[] = [];
  #columnHeaders: HTMLElement[] = [];
  #lit: HTMLElement[] = [];
  #tabStop: number | undefined;
  #selected: number | null = null;
  #density: Density = 'full';
  #available = 0;

  constructor(onSelect: (index: number) => void) {
    this.#onSelect = onSelect;
    this.element = element(
      'section',
      { class: 'heatmap' },
      this.#heading,
      this.#scroller,
      this.#legend.element,
    );
    this.#grid.addEventListener('keydown', (event) => {
      this.#onKey(event);
    });
    this.#grid.addEventListener('click', ({ target }) => {
      const index = indexOfCell(target);
      if (index !== undefined) this.#focus(index);
    });
    this.#grid.addEventListener('focusin', ({ target }) => {
      const index = indexOfCell(target);
      if (index === undefined) return;
      this.#choose(index);
      this.#point(index, target instanceof Element && target.matches(':focus-visible'));
    });
    this.#grid.addEventListener('focusout', () => {
      this.#point(undefined, false);
    });
    this.#grid.addEventListener('pointerover', ({ target }) => {
      const index = indexOfCell(target);
      this.#point(index, index !== undefined);
    });
    this.#grid.addEventListener('pointerleave', () => {
      this.#point(undefined, false);
    });
  }

  /** Draws the whole grid: for a new run, and when the run ends (a list is then ordered by strength). */
  show(snapshot: Snapshot, selected: number | null, scale: Scale): void {
    const focused = indexOfCell(document.activeElement);
    this.#snapshot = snapshot;
    this.#scale = scale;
    const layout = gridLayout(snapshot.pairs, snapshot.variables);
    this.#layout = hasEnded(snapshot.run) ? strongestFirst(layout, snapshot.pairs) : layout;
    const isList = layout.kind === 'list';
    this.element.dataset['kind'] = layout.kind;
    setText(
      this.#heading,
      isList ? `Mutual information with ${layout.columns[0] ?? ''}` : 'Mutual information',
    );
    this.#grid.setAttribute('aria-label', 'Mutual information heatmap');
    this.#build();
    this.#fitCells();
    this.#repaint();
    this.select(selected);
    if (focused !== undefined) this.#cells.get(focused)?.focus();
  }

  /** Draws only the cells of the pairs that changed. */
  update(snapshot: Snapshot, indexes: readonly number[]): void {
    this.#snapshot = snapshot;
    for (const index of indexes) this.#paint(index);
    this.#legend.explain(snapshot.pairs);
  }

  /** Draws every cell anew, in place, for other units or another theme. */
  restyle(snapshot: Snapshot, scale: Scale): void {
    this.#snapshot = snapshot;
    this.#scale = scale;
    this.#repaint();
  }

  select(index: number | null): void {
    if (this.#selected !== null) this.#cells.get(this.#selected)?.setAttribute('aria-selected', 'false');
    this.#selected = index;
    const stop = index ?? firstPair(this.#layout);
    if (this.#tabStop !== undefined) this.#cells.get(this.#tabStop)?.setAttribute('tabindex', '-1');
    this.#tabStop = stop;
    if (stop !== undefined) this.#cells.get(stop)?.setAttribute('tabindex', '0');
    if (index !== null) this.#cells.get(index)?.setAttribute('aria-selected', 'true');
  }

  /** The heatmap's own list of a target run says what a list of the strongest pairs would say. */
  get isRanked(): boolean {
    return this.#layout.kind === 'list';
  }

  /** Takes the width that the grid may fill, in pixels. */
  fit(available: number): void {
    if (available === this.#available) return;
    this.#available = available;
    const before = this.#density;
    this.#fitCells();
    if (before !== this.#density) this.#repaint();
  }

  #build(): void {
    const { kind, columns, rows: gridRows } = this.#layout;
    this.#cells = new Map();
    this.#lit = [];
    this.#rowHeaders = gridRows.map(({ name }) => buildRowHeader(name));
    this.#columnHeaders = columns.map((name) => buildColumnHeader(name, kind));
    const headerRow = element(
      'div',
      { class: 'row column-headers', role: 'row' },
      element('span', { class: 'corner', role: 'presentation' }),
      ...this.#columnHeaders,
    );
    const rows = gridRows.map(({ cells }, row) =>
      element(
        'div',
        { class: 'row', role: 'row' },
        ...[this.#rowHeaders[row]].filter((node) => node !== undefined),
        ...cells.map((cell) => this.#keep(cell, buildCell(cell, kind))),
      ),
    );
    // The columns of a triangle begin at different heights and all end at the bottom: their names stand there.
    this.#grid.replaceChildren(...(kind === 'list' ? [headerRow, ...rows] : [...rows, headerRow]));
  }

  #keep(cell: GridCell, node: HTMLElement): HTMLElement {
    if (typeof cell === 'number') this.#cells.set(cell, node);
    return node;
  }

  #repaint(): void {
    if (!this.#snapshot || !this.#scale) return;
    for (const index of this.#cells.keys()) this.#paint(index);
    const units = this.#grid.querySelector('.columnheader .value');
    if (units) setText(units, this.#snapshot.units);
    this.#legend.show(this.#scale, this.#snapshot.units);
    this.#legend.explain(this.#snapshot.pairs);
  }

  #paint(index: number): void {
    const [node, pair, snapshot] = [this.#cells.get(index), this.#snapshot?.pairs[index], this.#snapshot];
    if (!node || !pair || !snapshot || !this.#scale) return;
    paintCell(node, pair, snapshot, this.#scale, this.#density);
  }

  #fitCells(): void {
    const { kind, columns, rows } = this.#layout;
    if (this.#available === 0 || rows.length === 0) return;
    const fontSize = columns.length > 20 ? 11 : 12;
    const nameWidth = (names: readonly string[]) => Math.ceil(NAME_ROOM + widestText(names, fontSize));
    const label = Math.min(
      nameWidth(rows.map(({ name }) => name)),
      Math.min(LONGEST_NAME, Math.max(110, 0.26 * this.#available)),
    );
    const size = cellSize(this.#layout, this.#available - label, innerHeight - REST_OF_PAGE);
    this.#density = densityOf(this.#layout, size);
    this.element.dataset['density'] = this.#density;
    // A name stands level only where none of its words would have to be broken.
    const widestPart = widestText(columns.flatMap(nameParts), fontSize);
    const level = kind === 'matrix' && size >= LEVEL_NAMES_FROM && widestPart <= size - 2 * LEVEL_MARGIN;
    this.element.dataset['names'] = level ? 'level' : 'upright';
    this.element.style.setProperty('--cell', `${size}px`);
    this.element.style.setProperty('--label', `${label}px`);
    this.element.style.setProperty('--upright', `${Math.min(nameWidth(columns), 130)}px`);
  }

  #onKey(event: KeyboardEvent): void {
    const index = indexOfCell(event.target);
    if (index === undefined || event.altKey) return;
    const next =
      event.key === 'Enter' || event.key === ' '
        ? index
        : neighbour(this.#layout, index, event.key, event.ctrlKey || event.metaKey);
    if (next === undefined) return;
    event.preventDefault();
    if (next === index) this.#choose(index);
    else this.#focus(next);
  }

  #focus(index: number): void {
    this.#cells.get(index)?.focus();
  }

  #choose(index: number): void {
    if (index === this.#selected) return;
    this.select(index);
    this.tooltip.hide();
    this.#onSelect(index);
  }

  /** Lights up the names of the pair under the pointer or the focus, and tells about it. */
  #point(index: number | undefined, withTooltip: boolean): void {
    for (const node of this.#lit) node.classList.remove('lit');
    this.#lit = [];
    // The pair view says all there is to say of the selected pair.
    const speaks = withTooltip && index !== this.#selected;
    if (!speaks) this.tooltip.hide();
    const position = index === undefined ? undefined : positionOf(this.#layout, index);
    if (index === undefined || !position) return;
    this.#lit = [this.#rowHeaders[position.row], this.#columnHeaders[position.column]].filter(
      (node) => node !== undefined,
    );
    for (const node of this.#lit) node.classList.add('lit');
    const [cell, pair, snapshot] = [this.#cells.get(index), this.#snapshot?.pairs[index], this.#snapshot];
    if (!speaks || !cell || !pair || !snapshot) return;
    const { x, z } = pairNames(pair, snapshot.variables);
    this.tooltip.show(cell, `${x} with ${z}`, tooltipLines(pair, snapshot.units));
  }
}
