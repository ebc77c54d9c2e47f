import * as l10n from '@vscode/l10n';
import { xOf, yOf, type Frame } from './canvasFrame';
import { element, setText } from '../dom';
import type { GridLayout, Position } from './gridLayout';
import type { Drawing } from '../surface';
import { pairNames } from '../variables';
import { cellName } from '../words';

/**
 * The one cell of a heatmap on a canvas that is an element: the tab stop, the ring around the selected pair, and what
 * a screen reader reads, with its row's and its column's name and its place in the grid.
 */
export class FocusedCell {
  readonly element = element('div', {
    class: 'grid canvas-grid',
    role: 'grid',
    'aria-label': l10n.t('Mutual information heatmap'),
  });
  readonly #columnHeader = element('div', { class: 'unseen', role: 'columnheader' });
  readonly #headerRow = element('div', { role: 'row', 'aria-rowindex': '1' }, this.#columnHeader);
  readonly #rowHeader = element('div', { class: 'unseen', role: 'rowheader', 'aria-colindex': '1' });
  readonly #row = element('div', { role: 'row' }, this.#rowHeader);
  #layout: GridLayout = { kind: 'matrix', columns: [], rows: [] };
  #cell: HTMLElement | null = null;
  #index: number | undefined;
  #position: Position | undefined;

  setGrid(layout: GridLayout): void {
    this.#layout = layout;
    this.element.setAttribute('aria-rowcount', String(layout.rows.length + 1));
    this.element.setAttribute('aria-colcount', String(layout.columns.length + 1));
    this.element.replaceChildren(this.#headerRow, this.#row);
  }

  /** A cell of its own for each pair: a screen reader tells of a newly focused element, not of one that changes. */
  show(
    index: number | undefined,
    isSelected: boolean,
    position: Position | undefined,
    drawing: Drawing | null,
  ): void {
    if (index !== this.#index || !this.#cell?.isConnected) {
      const before = this.#cell;
      const hadFocus = before !== null && before === document.activeElement;
      this.#cell = index === undefined ? null : newCell(index);
      if (this.#cell) this.#row.append(this.#cell);
      if (hadFocus) this.#cell?.focus({ preventScroll: true });
      before?.remove();
    }
    this.#index = index;
    this.#position = position;
    this.#cell?.setAttribute('aria-selected', String(isSelected));
    this.element.hidden = position === undefined;
    if (!position) return;
    const { row, column } = position;
    this.#row.setAttribute('aria-rowindex', String(row + 2));
    this.#columnHeader.setAttribute('aria-colindex', String(column + 2));
    this.#cell?.setAttribute('aria-colindex', String(column + 2));
    setText(this.#rowHeader, this.#layout.rows[row]?.name ?? '');
    setText(this.#columnHeader, this.#layout.columns[column] ?? '');
    if (drawing) this.name(drawing);
  }

  name({ snapshot }: Drawing): void {
    const pair = this.#index === undefined ? undefined : snapshot.pairs[this.#index];
    if (!pair || !this.#cell) return;
    const name = cellName(pair, pairNames(pair, snapshot.variables), snapshot.units);
    if (this.#cell.getAttribute('aria-label') !== name) this.#cell.setAttribute('aria-label', name);
  }

  focus(): void {
    this.#cell?.focus({ preventScroll: true });
  }

  /** Over its cell on the canvas; not to be seen while that is scrolled out of sight. */
  place(frame: Frame): void {
    const [cell, position] = [this.#cell, this.#position];
    if (!cell || !position) return;
    const { size, label, tree, upright, width, height } = frame;
    const [x, y] = [xOf(frame, position.column), yOf(frame, position.row)];
    const isInView =
      x > label - size / 2 && y > -size / 2 && x + size / 2 < width - tree && y + size / 2 < height - upright;
    cell.classList.toggle('out-of-view', !isInView);
    cell.style.setProperty('transform', `translate(${x}px, ${y}px)`);
    cell.style.setProperty('width', `${size}px`);
    cell.style.setProperty('height', `${size}px`);
  }
}

function newCell(index: number): HTMLElement {
  return element('div', {
    class: 'canvas-cell',
    role: 'gridcell',
    tabindex: '0',
    'data-index': String(index),
  });
}
