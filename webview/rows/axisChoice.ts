import * as l10n from '@vscode/l10n';
import type { PointColumn } from '../../src/extension/panel/panelProtocol';
import { createButton, createDropdown } from '../widgets/controls';
import { element, setText } from '../dom';
import { AXIS_SCALES, hasLogarithm, isStretchable, isUneven, type AxisScale } from './axisScale';

/** How numbers are laid out along the axes, for a person to choose, with a hint where the plain way hides most rows. */
export class AxisChoice {
  readonly element: HTMLElement;
  readonly hint: HTMLElement;
  readonly #dropdown;
  readonly #words = element('span');

  constructor(onChoose: (scale: AxisScale) => void) {
    this.#dropdown = createDropdown({
      label: l10n.t('Axes'),
      title: l10n.t(
        'How numbers are laid out: as measured, with equal factors at equal distances (logarithmic, for positive numbers), or with equal room for every row (by rank).',
      ),
      onChange: (value) => {
        const scale = AXIS_SCALES.find((known) => known === value);
        if (scale) onChoose(scale);
      },
    });
    this.element = this.#dropdown.element;
    const spread = createButton({
      label: l10n.t('Show by rank'),
      appearance: 'secondary',
      onClick: () => {
        onChoose('ranks');
        // The button is gone now: the keyboard goes on where this can be taken back.
        this.element.querySelector<HTMLElement>('vscode-dropdown')?.focus();
      },
    });
    this.hint = element('div', { class: 'rows-hint' }, this.#words, spread.element);
  }

  show(columns: readonly PointColumn[], chosen: AxisScale): void {
    const offered = offeredFor(columns);
    const scale = scaleFor(columns, chosen);
    this.element.hidden = offered.length < 2;
    this.#dropdown.setOptions(offered.map((value) => ({ value, label: label(value) })));
    this.#dropdown.setValue(scale);
    const uneven = scale === 'values' ? columns.filter(isUneven).map(({ name }) => name) : [];
    this.hint.hidden = uneven.length === 0;
    setText(
      this.#words,
      l10n.t('Most values of {0} lie close together, so that their rows hide each other.', uneven.join(', ')),
    );
  }
}

/** As chosen, where these columns have such axes. */
export function scaleFor(columns: readonly PointColumn[], chosen: AxisScale): AxisScale {
  return offeredFor(columns).includes(chosen) ? chosen : 'values';
}

function offeredFor(columns: readonly PointColumn[]): AxisScale[] {
  return AXIS_SCALES.filter(
    (scale) =>
      scale === 'values' ||
      (scale === 'logarithm' ? columns.some(hasLogarithm) : columns.some(isStretchable)),
  );
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
