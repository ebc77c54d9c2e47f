import * as l10n from '@vscode/l10n';
import type { Choices, ListColumn } from '../choices';
import { element, setText } from '../dom';
import { PAIR_COLUMNS } from './pairColumns';
import { PairListHead } from './pairListHead';
import { sortPairs } from './pairOrder';
import { cssColour, correlationOfInformation } from '../scale';
import { Slices, type Sliced } from '../slices';
import { hasEnded } from '../state';
import type { Drawing } from '../surface';
import { pairNames, type Ends } from '../variables';

/** Height of a row, pixels; the stylesheet has the same. */
const ROW = 26;
/** Rows kept beyond those in view. */
const SPARE = 6;
/** While a run goes on, the list is put in order no sooner than after this, and not under someone's hands. */
const REORDER_MS = 2000;
/** And the later the more pairs there are: it is work for several frames. */
const REORDER_MS_PER_PAIR = 0.03;

export interface PairListHandlers {
  readonly onSelect: (index: number) => void;
  readonly onOpen: () => void;
  readonly onSort: (sort: Choices['sort']) => void;
}

/** Every pair in a table: WAI-ARIA's grid pattern by rows. Only the rows in view are elements. */
export class PairList {
  readonly element: HTMLElement;
  readonly #head: PairListHead;
  readonly #body = element('div', { class: 'list-body', role: 'rowgroup' });
  readonly #grid: HTMLElement;
  readonly #nothing = element('p', { class: 'nothing' }, l10n.t('No pair passes the filters.'));
  readonly #handlers: PairListHandlers;
  #drawing: Drawing | null = null;
  #ends: Ends = { x: new Int32Array(), z: new Int32Array() };
  #sort: Choices['sort'] = { by: 'mi', descending: true };
  #order: number[] = [];
  #orderAgainAt = 0;
  readonly #slices = new Slices((task) => requestAnimationFrame(task));
  /** The rows that are elements, by their place in the order. */
  readonly #rows = new Map<number, HTMLElement>();
  #selected: number | null = null;
  /** Place of the tab stop. */
  #stop = 0;
  #scheduled = false;

  constructor(handlers: PairListHandlers) {
    this.#handlers = handlers;
    this.#head = new PairListHead((by) => {
      this.#sort = this.#turned(by);
      handlers.onSort(this.#sort);
    });
    this.#grid = element(
      'div',
      {
        class: 'list-scroller',
        role: 'grid',
        'aria-label': l10n.t('Pairs'),
        'aria-colcount': String(PAIR_COLUMNS.length),
      },
      this.#head.element,
      this.#body,
    );
    this.element = element('section', { class: 'pair-list' }, this.#nothing, this.#grid);
    this.#listen();
  }

  /** Puts all pairs that pass the filters in order. */
  *show(drawing: Drawing, ends: Ends, { sort }: Choices, selected: number | null): Sliced<void> {
    this.#drawing = drawing;
    this.#ends = ends;
    this.#sort = sort;
    this.#selected = selected;
    this.#head.show(sort);
    this.#slices.stop();
    yield* this.#arrange();
  }

  /** Draws every row anew, in place, in another theme. */
  restyle(drawing: Drawing): void {
    this.#drawing = drawing;
    for (const [place, row] of this.#rows) this.#paint(row, place);
  }

  update(drawing: Drawing, indexes: readonly number[]): void {
    this.#drawing = drawing;
    const isDue = performance.now() > this.#orderAgainAt;
    if (!hasEnded(drawing.snapshot.run) && isDue && !this.#grid.matches(':hover, :focus-within')) {
      this.#orderAgainAt = Infinity;
      this.#slices.start(this.#arrange());
    }
    const changed = new Set(indexes);
    for (const [place, row] of this.#rows) if (changed.has(this.#order[place] ?? -1)) this.#paint(row, place);
  }

  select(index: number | null): void {
    this.#selected = index;
    const place = index === null ? -1 : this.#order.indexOf(index);
    if (place >= 0) this.#stop = place;
    this.#draw();
    for (const [at, row] of this.#rows) this.#mark(row, at);
  }

  focusSelected(): void {
    this.#focus(this.#stop);
  }

  /** Rows in the list. */
  get count(): number {
    return this.#order.length;
  }

  *#arrange(): Sliced<void> {
    if (!this.#drawing) return;
    const { snapshot, admits } = this.#drawing;
    const { pairs, variables } = snapshot;
    const admitted: number[] = [];
    pairs.forEach((pair, index) => {
      if (admits(index, pair)) admitted.push(index);
    });
    yield;
    this.#order = yield* sortPairs(admitted, this.#sort, pairs, variables, this.#ends);
    this.#orderAgainAt = performance.now() + Math.max(REORDER_MS, pairs.length * REORDER_MS_PER_PAIR);
    this.#grid.setAttribute('aria-rowcount', String(this.#order.length + 1));
    this.#body.style.setProperty('height', `${this.#order.length * ROW}px`);
    this.#nothing.hidden = this.#order.length > 0;
    this.#grid.hidden = this.#order.length === 0;
    const hadFocus = this.#body.contains(document.activeElement);
    this.#stop = Math.max(0, this.#selected === null ? 0 : this.#order.indexOf(this.#selected));
    for (const row of this.#rows.values()) row.remove();
    this.#rows.clear();
    this.#draw();
    if (hadFocus) this.#rows.get(this.#stop)?.focus({ preventScroll: true });
  }

  #draw(): void {
    this.#scheduled = false;
    const { scrollTop, clientHeight } = this.#grid;
    const from = Math.max(0, Math.floor(scrollTop / ROW) - SPARE);
    const to = Math.min(this.#order.length, Math.ceil((scrollTop + clientHeight) / ROW) + SPARE);
    // The tab stop stays wherever it is: out of sight it can still be reached, and keeps the focus.
    const isWanted = (place: number) =>
      (place >= from && place < to) || (place === this.#stop && place < this.#order.length);
    for (const [place, row] of this.#rows) {
      if (isWanted(place)) continue;
      row.remove();
      this.#rows.delete(place);
    }
    for (let place = from; place < to; place++) this.#build(place);
    if (isWanted(this.#stop)) this.#build(this.#stop);
  }

  pairAt({ target }: MouseEvent): number | undefined {
    return this.#order[placeOf(target)];
  }

  #build(place: number): void {
    if (this.#rows.has(place)) return;
    const row = element(
      'div',
      { class: 'list-row', role: 'row', 'aria-rowindex': String(place + 2) },
      ...PAIR_COLUMNS.map(({ kind }, at) =>
        element('div', { class: `list-cell ${kind}`, role: 'gridcell', 'aria-colindex': String(at + 1) }),
      ),
    );
    row.dataset['place'] = String(place);
    row.style.setProperty('transform', `translateY(${place * ROW}px)`);
    this.#rows.set(place, row);
    this.#mark(row, place);
    this.#paint(row, place);
    // In the order of the table, whichever way one scrolls.
    const next = [...this.#body.children].find((other) => placeOf(other) > place);
    this.#body.insertBefore(row, next ?? null);
  }

  #mark(row: HTMLElement, place: number): void {
    row.setAttribute('aria-selected', String(this.#order[place] === this.#selected));
    row.setAttribute('tabindex', place === this.#stop ? '0' : '-1');
  }

  #paint(row: HTMLElement, place: number): void {
    const [index, drawing] = [this.#order[place], this.#drawing];
    const pair = index === undefined ? undefined : drawing?.snapshot.pairs[index];
    if (!pair || !drawing) return;
    const { variables, units } = drawing.snapshot;
    const names = pairNames(pair, variables);
    PAIR_COLUMNS.forEach(({ by, kind, title, text }, at) => {
      const cell = row.children[at];
      if (!(cell instanceof HTMLElement)) return;
      const words = text(pair, names, units);
      setText(cell, words);
      if (kind === 'name') cell.title = words;
      if (by === 'nonlinear') cell.title = words === '' ? '' : title;
    });
    const position = pair.mi === null ? 0 : correlationOfInformation(pair.mi);
    row.style.setProperty('--share', `${100 * position}%`);
    row.style.setProperty('--fill', cssColour(drawing.theme.scale(position).fill));
    row.dataset['status'] = pair.status;
  }

  #focus(place: number): void {
    const clamped = Math.min(this.#order.length - 1, Math.max(0, place));
    if (clamped < 0) return;
    const { scrollTop, clientHeight } = this.#grid;
    const [top, room] = [clamped * ROW, clientHeight - this.#head.height];
    if (top < scrollTop) this.#grid.scrollTo({ top, behavior: 'instant' });
    else if (top + ROW > scrollTop + room)
      this.#grid.scrollTo({ top: top + ROW - room, behavior: 'instant' });
    this.#stop = clamped;
    this.#draw();
    for (const [at, row] of this.#rows) this.#mark(row, at);
    this.#rows.get(clamped)?.focus({ preventScroll: true });
  }

  #listen(): void {
    this.#grid.addEventListener('scroll', () => {
      if (this.#scheduled) return;
      this.#scheduled = true;
      requestAnimationFrame(() => {
        this.#draw();
      });
    });
    this.#body.addEventListener('click', ({ target }) => {
      const place = placeOf(target);
      if (place >= 0) this.#focus(place);
    });
    this.#body.addEventListener('focusin', ({ target }) => {
      const index = this.#order[placeOf(target)];
      if (index === undefined || index === this.#selected) return;
      this.#selected = index;
      for (const [at, row] of this.#rows) this.#mark(row, at);
      this.#handlers.onSelect(index);
    });
    this.#body.addEventListener('keydown', (event) => {
      const place = placeOf(event.target);
      if (place < 0 || event.altKey) return;
      if (event.key === 'Enter' || event.key === ' ') this.#handlers.onOpen();
      else if (event.key === 'ArrowUp' && place === 0) this.#head.focus();
      else {
        const next = this.#placeAfter(place, event.key);
        if (next === undefined) return;
        this.#focus(next);
      }
      event.preventDefault();
    });
    this.#head.element.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      this.#focus(Math.ceil(this.#grid.scrollTop / ROW));
    });
  }

  #placeAfter(place: number, key: string): number | undefined {
    const page = Math.max(1, Math.floor(this.#grid.clientHeight / ROW) - 2);
    switch (key) {
      case 'ArrowDown':
        return place + 1;
      case 'ArrowUp':
        return place - 1;
      case 'PageDown':
        return place + page;
      case 'PageUp':
        return place - page;
      case 'Home':
        return 0;
      case 'End':
        return this.#order.length - 1;
      default:
        return undefined;
    }
  }

  /** The same column again turns the order round. */
  #turned(by: ListColumn): Choices['sort'] {
    if (by === this.#sort.by) return { by, descending: !this.#sort.descending };
    return { by, descending: PAIR_COLUMNS.find((column) => column.by === by)?.descendsFirst ?? true };
  }
}

/** The place of the row that a node is part of; -1 for none. */
function placeOf(target: EventTarget | null): number {
  const row = target instanceof Element ? target.closest<HTMLElement>('.list-row') : null;
  return Number(row?.dataset['place'] ?? -1);
}
