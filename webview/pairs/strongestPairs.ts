import * as l10n from '@vscode/l10n';
import { element, setText } from '../dom';
import { formatInterval, formatShort, UNIT_NAMES } from '../format';
import { UNIT_CAPTIONS } from '../legend';
import type { Shown } from '../state';
import type { Drawing } from '../surface';
import { strongest } from '../tally';
import { pairNames } from '../variables';

const SHOWN = 10;

const INTERVAL = l10n.t(
  'Confidence interval of the estimate; its lower end is a lower bound measured on held-out rows.',
);

/** The pairs with the largest estimates, as a table; its rows select. */
export class StrongestPairs {
  readonly element: HTMLElement;
  readonly #rows = element('tbody');
  readonly #estimate = element('th', { scope: 'col' });
  readonly #onSelect: (index: number) => void;
  #shown = '';

  constructor(onSelect: (index: number) => void) {
    this.#onSelect = onSelect;
    const table = element(
      'table',
      {},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('th', { scope: 'col' }, l10n.t('Pair')),
          this.#estimate,
          element('th', { scope: 'col', title: INTERVAL }, l10n.t('90 % interval')),
        ),
      ),
      this.#rows,
    );
    this.element = element(
      'section',
      { class: 'strongest' },
      element('h2', {}, l10n.t('Strongest pairs')),
      table,
    );
  }

  hide(): void {
    this.element.hidden = true;
  }

  show({ snapshot, tally, admits }: Drawing, selected: number | null): void {
    const { pairs, units } = snapshot;
    const indexes = strongest(tally.estimates, SHOWN, (index) => {
      const pair = pairs[index];
      return pair !== undefined && admits(index, pair);
    });
    this.element.hidden = indexes.length === 0;
    this.#estimate.title = UNIT_CAPTIONS[units];
    setText(this.#estimate, units === 'correlation' ? l10n.t('0 to 1') : UNIT_NAMES[units]);
    const content = indexes.map((index) => ({ index, cells: this.#cells(snapshot, index) }));
    const shown = JSON.stringify(content);
    // The rows are built anew only when they say something new, so that a focused row stays.
    if (shown !== this.#shown) {
      this.#shown = shown;
      const focused = this.#rows.contains(document.activeElement)
        ? indexOf(document.activeElement)
        : undefined;
      this.#rows.replaceChildren(...content.map(({ index, cells }) => this.#row(index, cells)));
      if (focused !== undefined) this.#rows.querySelector<HTMLElement>(`[data-pair="${focused}"]`)?.focus();
    }
    for (const button of this.#rows.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(indexOf(button) === String(selected)));
    }
  }

  #cells({ pairs, variables, units }: Shown, index: number): readonly [string, string, string] {
    const pair = pairs[index];
    if (!pair) return ['', '', ''];
    const { x, z } = pairNames(pair, variables);
    return [
      l10n.t('{0} with {1}', x, z),
      pair.mi === null ? '' : formatShort(pair.mi, units),
      pair.interval ? formatInterval(pair.interval, units, 2) : '',
    ];
  }

  #row(index: number, [names, value, interval]: readonly [string, string, string]): HTMLElement {
    const button = element('button', { type: 'button', 'data-pair': String(index), title: names }, names);
    const row = element(
      'tr',
      {},
      element('td', {}, button),
      element('td', { class: 'number' }, value),
      element('td', { class: 'number' }, interval),
    );
    row.addEventListener('click', () => {
      this.#onSelect(index);
    });
    return row;
  }
}

function indexOf(node: Element | null): string | undefined {
  return node instanceof HTMLElement ? node.dataset['pair'] : undefined;
}
