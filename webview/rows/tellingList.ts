import * as l10n from '@vscode/l10n';
import type { PairPoints, PointColumn } from '../../src/extension/panel/panelProtocol';
import { element } from '../dom';
import { UNIT_NAMES } from '../format';
import { mostTelling, placeName, valueOf } from './telling';
import { formatPointwise, type RowUnits } from './words';

const MOST = 4;

/** The rows that tell most, as buttons: the plot's points for keyboards and screen readers. */
export class TellingList {
  readonly element: HTMLElement;
  readonly #highest = element('ul');
  readonly #lowest = element('ul');
  readonly #onReveal: (place: number) => void;

  constructor(onReveal: (place: number) => void) {
    this.#onReveal = onReveal;
    this.element = element(
      'div',
      { class: 'telling' },
      element('div', {}, element('h4', {}, l10n.t('What the dependence is made of')), this.#highest),
      element('div', {}, element('h4', {}, l10n.t('What goes most against it')), this.#lowest),
    );
  }

  show(
    points: PairPoints,
    pointwise: readonly number[],
    columns: readonly PointColumn[],
    units: RowUnits,
  ): void {
    const values = (row: number) => columns.map((column) => valueOf(column, row)).join(', ');
    const { highest, lowest } = mostTelling(pointwise, values, MOST);
    const item = (row: number) => {
      const button = element(
        'button',
        { class: 'telling-row', title: l10n.t('Show {0} in the editor', placeName(points, row)) },
        element('span', { class: 'telling-place' }, placeName(points, row)),
        element('span', { class: 'telling-values' }, values(row)),
        element(
          'span',
          { class: 'telling-pointwise' },
          `${formatPointwise(pointwise[row] ?? 0, units)} ${UNIT_NAMES[units]}`,
        ),
      );
      button.addEventListener('click', () => {
        this.#onReveal(points.places[row] ?? 1);
      });
      return element('li', {}, button);
    };
    this.#fill(this.#highest, highest.map(item));
    this.#fill(this.#lowest, lowest.map(item));
  }

  #fill(list: HTMLElement, items: readonly HTMLElement[]): void {
    list.replaceChildren(...items);
    list.parentElement?.toggleAttribute('hidden', items.length === 0);
  }
}
