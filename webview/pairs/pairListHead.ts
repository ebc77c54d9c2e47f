import type { Choices, ListColumn } from '../choices';
import { element } from '../dom';
import { PAIR_COLUMNS } from './pairColumns';

/** The head of the pair list: each column's name sorts by it. One tab stop; arrows lead from name to name. */
export class PairListHead {
  readonly element: HTMLElement;
  readonly #buttons: ReadonlyMap<ListColumn, HTMLButtonElement>;
  readonly #cells: ReadonlyMap<ListColumn, HTMLElement>;
  #stop: ListColumn = 'x';

  constructor(onSort: (by: ListColumn) => void) {
    this.#buttons = new Map(
      PAIR_COLUMNS.map(({ by, label, title }) => {
        const button = element('button', { type: 'button', tabindex: '-1', title }, label);
        button.addEventListener('click', () => {
          this.#moveStop(by);
          onSort(by);
        });
        return [by, button];
      }),
    );
    this.#cells = new Map(
      PAIR_COLUMNS.map(({ by, kind }, at) => [
        by,
        element(
          'div',
          { class: `list-cell ${kind}`, role: 'columnheader', 'aria-colindex': String(at + 1) },
          ...[this.#buttons.get(by)].filter((button) => button !== undefined),
        ),
      ]),
    );
    const row = element(
      'div',
      { class: 'list-row', role: 'row', 'aria-rowindex': '1' },
      ...this.#cells.values(),
    );
    this.element = element('div', { class: 'list-head', role: 'rowgroup' }, row);
    this.#moveStop('x');
    this.element.addEventListener('keydown', (event) => {
      const next = this.#after(event.key);
      if (next === undefined) return;
      event.preventDefault();
      this.#moveStop(next);
      this.focus();
    });
  }

  get height(): number {
    return this.element.offsetHeight;
  }

  show({ by, descending }: Choices['sort']): void {
    for (const [column, cell] of this.#cells) {
      if (column === by) cell.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    }
  }

  focus(): void {
    this.#buttons.get(this.#stop)?.focus();
  }

  #moveStop(to: ListColumn): void {
    this.#buttons.get(this.#stop)?.setAttribute('tabindex', '-1');
    this.#stop = to;
    this.#buttons.get(to)?.setAttribute('tabindex', '0');
  }

  #after(key: string): ListColumn | undefined {
    const at = PAIR_COLUMNS.findIndex(({ by }) => by === this.#stop);
    const last = PAIR_COLUMNS.length - 1;
    const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[key];
    return next === undefined ? undefined : PAIR_COLUMNS[Math.min(last, Math.max(0, next))]?.by;
  }
}
