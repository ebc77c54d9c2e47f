import * as l10n from '@vscode/l10n';
import type { Arrangement } from './arrangement';
import type { ClusterTree } from './clustering';
import { TREE_WIDTH } from './dendrogram';
import { drawDendrogram } from './dendrogramSvg';
import { element, setText, widestText } from '../dom';
import { UNIT_NAMES } from '../format';
import {
  cellSize,
  densityOf,
  firstPair,
  positionOf,
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
} from './heatmapCell';
import type { Drawing, Space, Surface } from '../surface';

/** Space around a name, and what bold letters need more, in pixels. */
const NAME_ROOM = 18;
export const LONGEST_NAME = 190;
/** Cells this wide have their column's name below them without turning it. */
const LEVEL_NAMES_FROM = 64;
/** Room left and right of a level column name, pixels. */
const LEVEL_MARGIN = 2;

/** The cells as elements: WAI-ARIA's grid pattern with one tab stop. For up to some hundreds of pairs. */
export class CellGrid implements Surface {
  readonly element: HTMLElement;
  readonly #grid = element('div', {
    class: 'grid',
    role: 'grid',
    'aria-label': l10n.t('Mutual information heatmap'),
  });
  readonly #tree = element('div', { class: 'grid-tree', 'aria-hidden': 'true' });
  #layout: GridLayout = { kind: 'matrix', columns: [], rows: [] };
  #clusters: ClusterTree | null = null;
  #cells = new Map<number, HTMLElement>();
  #rowHeaders: HTMLElement[] = [];
  #columnHeaders: HTMLElement[] = [];
  #lit: HTMLElement[] = [];
  #tabStop: number | undefined;
  #selected: number | null = null;
  #density: Density = 'full';
  #drawing: Drawing | null = null;

  constructor() {
    this.element = element('div', { class: 'grid-scroller' }, this.#grid, this.#tree);
  }

  build({ layout, tree }: Arrangement, drawing: Drawing): void {
    const { kind, columns, rows: gridRows } = layout;
    this.#layout = layout;
    this.#clusters = tree;
    this.#drawing = drawing;
    this.#cells = new Map();
    this.#lit = [];
    this.#tabStop = undefined;
    this.element.dataset['kind'] = kind;
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

  paint(drawing: Drawing, indexes: readonly number[] | 'all'): void {
    this.#drawing = drawing;
    for (const index of indexes === 'all' ? this.#cells.keys() : indexes) this.#paintOne(index, drawing);
    if (indexes !== 'all') return;
    const { units } = drawing.snapshot;
    const heading = this.#grid.querySelector('.columnheader .value');
    if (heading) setText(heading, units === 'correlation' ? l10n.t('0 to 1') : UNIT_NAMES[units]);
    this.#drawTree();
  }

  fit({ width, height }: Space, cell: number | null): number {
    const { kind, columns, rows } = this.#layout;
    if (width === 0 || rows.length === 0) return 0;
    const nameWidth = (names: readonly string[]) => Math.ceil(NAME_ROOM + widestText(names, 12));
    const label = Math.min(
      nameWidth(rows.map(({ name }) => name)),
      Math.min(LONGEST_NAME, Math.max(110, 0.26 * width)),
    );
    const beside = label + (this.#clusters ? TREE_WIDTH : 0);
    const size = kind === 'matrix' && cell !== null ? cell : cellSize(this.#layout, width - beside, height);
    // A name stands level only where none of its words would have to be broken.
    const widestPart = widestText(columns.flatMap(nameParts), 12);
    const level = kind === 'matrix' && size >= LEVEL_NAMES_FROM && widestPart <= size - 2 * LEVEL_MARGIN;
    this.element.dataset['names'] = level ? 'level' : 'upright';
    this.element.style.setProperty('--cell', `${size}px`);
    this.element.style.setProperty('--label', `${label}px`);
    this.element.style.setProperty('--upright', `${Math.min(nameWidth(columns), 130)}px`);
    const before = this.#density;
    this.#density = densityOf(this.#layout, size);
    this.element.dataset['density'] = this.#density;
    if (this.#drawing && before !== this.#density) this.paint(this.#drawing, 'all');
    else this.#drawTree();
    return size;
  }

  select(index: number | null): void {
    if (this.#selected !== null) this.#cells.get(this.#selected)?.setAttribute('aria-selected', 'false');
    this.#selected = index;
    if (this.#tabStop !== undefined) this.#cells.get(this.#tabStop)?.setAttribute('tabindex', '-1');
    // The selected pair may be filtered out.
    this.#tabStop = index !== null && this.#cells.has(index) ? index : firstPair(this.#layout);
    if (this.#tabStop !== undefined) this.#cells.get(this.#tabStop)?.setAttribute('tabindex', '0');
    if (index !== null) this.#cells.get(index)?.setAttribute('aria-selected', 'true');
  }

  focus(index: number): void {
    this.#cells.get(index)?.focus();
  }

  reveal(index: number): void {
    this.#cells.get(index)?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  }

  light(index: number | undefined): void {
    for (const node of this.#lit) node.classList.remove('lit');
    const position = index === undefined ? undefined : positionOf(this.#layout, index);
    this.#lit = position
      ? [this.#rowHeaders[position.row], this.#columnHeaders[position.column]].filter(
          (node) => node !== undefined,
        )
      : [];
    for (const node of this.#lit) node.classList.add('lit');
  }

  at({ target }: MouseEvent): number | undefined {
    return indexOfCell(target);
  }

  place(index: number): DOMRect | undefined {
    return this.#cells.get(index)?.getBoundingClientRect();
  }

  #keep(cell: GridCell, node: HTMLElement): HTMLElement {
    if (typeof cell === 'number') this.#cells.set(cell, node);
    return node;
  }

  #paintOne(index: number, drawing: Drawing): void {
    const [node, pair] = [this.#cells.get(index), drawing.snapshot.pairs[index]];
    if (!node || !pair) return;
    const isShown = drawing.admits(index, pair);
    node.toggleAttribute('data-filtered', !isShown);
    paintCell(node, pair, drawing.snapshot, drawing.theme.scale, isShown ? this.#density : 'none');
  }

  #drawTree(): void {
    this.#tree.hidden = this.#clusters === null;
    if (!this.#clusters || !this.#drawing) return;
    const size = Number.parseFloat(this.element.style.getPropertyValue('--cell'));
    drawDendrogram(this.#tree, this.#clusters, size);
  }
}
