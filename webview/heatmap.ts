import type { PairState } from '../src/report/report';
import type { Snapshot } from '../src/extension/panelProtocol';
import { element, setText, widestText } from './dom';
import { counted, formatInformation, formatInterval, formatShort, formatTight, type Units } from './format';
import {
  firstPair,
  gridLayout,
  neighbour,
  pairNames,
  positionOf,
  strongestFirst,
  type GridCell,
  type GridLayout,
} from './gridLayout';
import { Legend } from './legend';
import { correlationOfInformation, cssColour, type Scale } from './scale';
import { hasEnded } from './state';
import { Tooltip } from './tooltip';
import { cellName, statusWords } from './words';

const SMALLEST_CELL = 16;
const LARGEST_CELL = 96;
/** Cell sizes, in pixels, from which a value fits. */
const TIGHT_FROM = 25;
const FULL_FROM = 36;

/** Space around a name, and what bold letters need more, in pixels. */
const NAME_ROOM = 18;

type Density = 'none' | 'tight' | 'full';

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
    this.#cells = new Map();
    this.#lit = [];
    this.#rowHeaders = this.#layout.rows.map(({ name }) => header('rowheader', name));
    this.#columnHeaders = this.#layout.columns.map((name) =>
      header('columnheader', this.#layout.kind === 'list' ? `with ${name}` : name),
    );
    const headerRow = element(
      'div',
      { class: 'row column-headers', role: 'row' },
      element('span', { class: 'corner', role: 'presentation' }),
      ...this.#columnHeaders,
    );
    const rows = this.#layout.rows.map(({ cells }, row) =>
      element(
        'div',
        { class: 'row', role: 'row' },
        ...[this.#rowHeaders[row]].filter((node) => node !== undefined),
        ...cells.flatMap((cell) => this.#buildCell(cell) ?? []),
      ),
    );
    // The columns of a triangle begin at different heights and all end at the bottom: their names stand there.
    this.#grid.replaceChildren(
      ...(this.#layout.kind === 'list' ? [headerRow, ...rows] : [...rows, headerRow]),
    );
  }

  #buildCell(cell: GridCell): HTMLElement | undefined {
    if (cell === 'outside') return element('span', { class: 'outside', role: 'presentation' });
    if (cell === 'unchosen') {
      return element('div', {
        class: 'cell',
        role: 'gridcell',
        'data-status': 'unchosen',
        'aria-label': 'not chosen',
      });
    }
    const node = element('div', {
      class: 'cell',
      role: 'gridcell',
      tabindex: '-1',
      'aria-selected': 'false',
      'data-index': String(cell),
    });
    if (this.#layout.kind === 'list') {
      node.append(element('span', { class: 'track' }, element('span', { class: 'bar' })));
    }
    node.append(element('span', { class: 'value' }));
    if (this.#layout.kind === 'list') node.append(element('span', { class: 'interval' }));
    this.#cells.set(cell, node);
    return node;
  }

  #repaint(): void {
    if (!this.#snapshot || !this.#scale) return;
    for (const index of this.#cells.keys()) this.#paint(index);
    this.#legend.show(this.#scale, this.#snapshot.units);
    this.#legend.explain(this.#snapshot.pairs);
  }

  #paint(index: number): void {
    const [node, pair, snapshot] = [this.#cells.get(index), this.#snapshot?.pairs[index], this.#snapshot];
    if (!node || !pair || !snapshot || !this.#scale) return;
    const position = pair.mi === null ? 0 : correlationOfInformation(pair.mi);
    const { fill, ink } = this.#scale(position);
    node.dataset['status'] = pair.status;
    node.dataset['estimate'] = pair.mi === null ? 'none' : 'some';
    node.style.setProperty('--fill', cssColour(fill));
    node.style.setProperty('--ink', cssColour(ink));
    node.style.setProperty('--share', `${100 * position}%`);
    node.setAttribute('aria-label', cellName(pair, pairNames(pair, snapshot.variables), snapshot.units));
    const value = node.querySelector('.value');
    if (value) setText(value, cellText(pair, snapshot.units, this.#density));
    // Shown by the stylesheet: as text it would have to be part of the cell's name.
    node
      .querySelector('.interval')
      ?.setAttribute('data-interval', pair.interval ? formatInterval(pair.interval, snapshot.units, 2) : '');
  }

  /** Cells as large as the width and the window's height allow, within limits; names get what they need of the rest. */
  #fitCells(): void {
    const { kind, columns, rows } = this.#layout;
    if (this.#available === 0 || rows.length === 0) return;
    const fontSize = columns.length > 20 ? 11 : 12;
    const widest = Math.min(190, Math.max(110, 0.26 * this.#available));
    const label = Math.ceil(
      Math.min(
        NAME_ROOM +
          widestText(
            rows.map(({ name }) => name),
            fontSize,
          ),
        widest,
      ),
    );
    const byWidth = (this.#available - label - 4) / columns.length;
    const byHeight = Math.max(FULL_FROM, (innerHeight - 330) / rows.length);
    const size = Math.floor(Math.min(LARGEST_CELL, Math.max(SMALLEST_CELL, Math.min(byWidth, byHeight))));
    this.#density = kind === 'list' || size >= FULL_FROM ? 'full' : size >= TIGHT_FROM ? 'tight' : 'none';
    this.element.dataset['density'] = this.#density;
    this.element.dataset['names'] = kind === 'matrix' && size >= 64 ? 'level' : 'upright';
    this.#grid.style.setProperty('--cell', `${size}px`);
    this.element.style.setProperty('--label', `${label}px`);
    this.#grid.style.setProperty(
      '--upright',
      `${Math.ceil(Math.min(NAME_ROOM + widestText(columns, fontSize), 130))}px`,
    );
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
    this.#onSelect(index);
  }

  /** Lights up the names of the pair under the pointer or the focus, and tells about it. */
  #point(index: number | undefined, withTooltip: boolean): void {
    for (const node of this.#lit) node.classList.remove('lit');
    this.#lit = [];
    if (!withTooltip) this.tooltip.hide();
    const position = index === undefined ? undefined : positionOf(this.#layout, index);
    if (index === undefined || !position) return;
    this.#lit = [this.#rowHeaders[position.row], this.#columnHeaders[position.column]].filter(
      (node) => node !== undefined,
    );
    for (const node of this.#lit) node.classList.add('lit');
    const [cell, pair, snapshot] = [this.#cells.get(index), this.#snapshot?.pairs[index], this.#snapshot];
    if (!withTooltip || !cell || !pair || !snapshot) return;
    const { x, z } = pairNames(pair, snapshot.variables);
    this.tooltip.show(cell, `${x} with ${z}`, tooltipLines(pair, snapshot.units));
  }
}

function header(role: 'rowheader' | 'columnheader', name: string): HTMLElement {
  // A break is allowed after the signs that join words in column names, so that long names use two lines.
  const text = element('span');
  for (const part of name.split(/(?<=[_.\- /])/)) text.append(part, element('wbr'));
  return element('div', { class: role, role, title: name }, text);
}

function indexOfCell(target: EventTarget | null): number | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.grid [data-index]') : null;
  return cell ? Number(cell.dataset['index']) : undefined;
}

function cellText(pair: PairState, units: Units, density: Density): string {
  if (pair.status === 'failed') return '×';
  if (pair.mi === null || density === 'none') return '';
  return density === 'full' ? formatShort(pair.mi, units) : formatTight(pair.mi, units);
}

function tooltipLines(pair: PairState, units: Units): string[] {
  return [
    ...(pair.mi === null ? [] : [`${formatInformation(pair.mi, units)} ${units}`]),
    ...(pair.interval ? [`90 % interval ${formatInterval(pair.interval, units)}`] : []),
    `${counted(pair.n, 'row')}, ${statusWords(pair)}`,
    ...(pair.error === undefined ? [] : [pair.error]),
  ];
}
