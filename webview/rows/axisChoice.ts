import * as l10n from '@vscode/l10n';
import type { PointColumn } from '../../src/extension/panelProtocol';
import { createButton, createDropdown } from '../controls';
import { element, setText } from '../dom';
import { AXIS_SCALES, hasLogarithm, isStretchable, isUneven, type AxisScale } from './axisScale';

/** How numbers are laid out along the axes, for a person to choose, with a hint where the plain way hides most rows. */
export class AxisChoice {
  readonly element: HTMLElement;
  readonly hint: HTMLElement;
  readonly #dropdown;
  readonly #words = element('span');
  #chosen: AxisScale = 'values';
  #columns: readonly PointColumn[] = [];

  constructor(onChange: () => void) {
    const choose = (scale: AxisScale) => {
      this.#chosen = scale;
      onChange();
    };
    this.#dropdown = createDropdown({
      label: l10n.t('Axes'),
      title: l10n.t(
        'How numbers are laid out: as measured, with equal factors at equal distances (logarithmic, for positive numbers), or with equal room for every row (by rank).',
      ),
      onChange: (value) => {
        const scale = AXIS_SCALES.find((known) => known === value);
        if (scale) choose(scale);
      },
    });
    this.element = this.#dropdown.element;
    const spread = createButton({
      label: l10n.t('Show by rank'),
      appearance: 'secondary',
      onClick: () => {
        choose('ranks');
        // The button is gone now: the keyboard goes on where this can be taken back.
        this.element.querySelector<HTMLElement>('vscode-dropdown')?.focus();
      },
    });
    this.hint = element('div', { class: 'rows-hint' }, this.#words, spread.element);
  }

  /** As chosen, where these columns have such axes. */
  get scale(): AxisScale {
    return this.#offered.includes(this.#chosen) ? this.#chosen : 'values';
  }

  show(columns: readonly PointColumn[]): void {
    this.#columns = columns;
    const offered = this.#offered;
    this.element.hidden = offered.length < 2;
    this.#dropdown.setOptions(offered.map((value) => ({ value, label: label(value) })));
    this.#dropdown.setValue(this.scale);
    const uneven = this.scale === 'values' ? columns.filter(isUneven).map(({ name }) => name) : [];
    this.hint.hidden = uneven.length === 0;
    setText(
      this.#words,
      l10n.t('Most values of {0} lie close together, so that their rows hide each other.', uneven.join(', ')),
    );
  }

  get #offered(): AxisScale[] {
    const columns = this.#columns;
    return AXIS_SCALES.filter(
      (scale) =>
        scale === 'values' ||
        (scale === 'logarithm' ? columns.some(hasLogarithm) : columns.some(isStretchable)),
    );
  }
}

function label(scale: AxisScale): string {
  switch (scale) {
    case 'values':
      return l10n.t('as measured');
    case 'logarithm':
      return l10n.t('logarithmic');
    case 'ranks':
      return l10n.t('by rank');
  }
}
