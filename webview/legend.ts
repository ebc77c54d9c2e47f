import * as l10n from '@vscode/l10n';
import { element } from './dom';
import type { Units } from './format';
import { correlationOfInformation, cssColour, type Scale } from './scale';
import type { Tally } from './tally';
import { SETTLEDNESS, type Settledness } from './words';

const TICKS: Readonly<Record<Units, readonly number[]>> = {
  nats: [0, 0.05, 0.2, 0.5, 1],
  bits: [0, 0.1, 0.3, 0.7, 1.5],
  correlation: [0, 0.2, 0.4, 0.6, 0.8, 1],
};

/** Each scale, explained where it stands. */
export const UNIT_CAPTIONS: Readonly<Record<Units, string>> = {
  nats: l10n.t(
    'nats: mutual information with the natural logarithm. 0 means independent; there is no upper end.',
  ),
  bits: l10n.t(
    'bits: mutual information in yes-or-no questions, 1 bit = 0.69 nats. 0 means independent; there is no upper end.',
  ),
  correlation: l10n.t(
    'information correlation √(1 − e^(−2·MI)), MI in nats: the correlation of a Gaussian pair that holds as much information. 0 means independent, 1 determined.',
  ),
};

/** What each sign says; an estimate that has converged has none. */
const SIGNS: Readonly<Record<Exclude<Settledness, 'converged'>, string>> = {
  none: l10n.t('no estimate yet'),
  instant: l10n.t('instant answer, not trained yet'),
  training: l10n.t('in training, still moving'),
  stopped: l10n.t('stopped before it converged'),
  failed: l10n.t('failed'),
};

/** The colour bar, and the signs of pairs that are not settled. */
export class Legend {
  readonly element: HTMLElement;
  readonly #bar = element('div', { class: 'legend-bar' });
  readonly #ticks = element('div', { class: 'legend-ticks', 'aria-hidden': 'true' });
  readonly #signs = element('div', { class: 'legend-signs' });
  readonly #caption = element('p', { class: 'legend-caption' });

  constructor() {
    this.element = element(
      'div',
      { class: 'legend' },
      element('div', { class: 'legend-scale' }, this.#bar, this.#ticks),
      this.#caption,
      this.#signs,
    );
    this.#bar.setAttribute('role', 'img');
    this.#bar.setAttribute(
      'aria-label',
      l10n.t('Colour scale: the stronger the colour, the more information'),
    );
    for (const [sign, words] of Object.entries(SIGNS)) {
      const cell = element('span', { class: 'cell sign', 'data-settled': sign });
      this.#signs.append(element('span', { class: 'legend-sign', 'data-for': sign }, cell, words));
    }
    this.#signs.append(
      element('span', { class: 'legend-sign', 'data-for': 'unmarked' }, l10n.t('no sign: converged')),
    );
  }

  show(scale: Scale, units: Units): void {
    const stops = Array.from({ length: 17 }, (_, step) => cssColour(scale(step / 16).fill));
    this.#bar.style.setProperty('background-image', `linear-gradient(to right, ${stops.join(', ')})`);
    this.#ticks.replaceChildren(
      ...TICKS[units].map((value) => {
        const tick = element('span', {}, String(value));
        tick.style.setProperty('left', `${100 * placeOf(value, units)}%`);
        return tick;
      }),
    );
    this.#caption.textContent = UNIT_CAPTIONS[units];
    this.#caption.title = l10n.t(
      'The colour follows the information correlation in every scale and every run, from 0 to 1, so colours can be compared.',
    );
  }

  /** Explains only the signs that are in the heatmap. */
  explain(tally: Tally): void {
    const signs = SETTLEDNESS.filter((sign) => tally.has(sign));
    const present = new Set<string>(signs);
    if (signs.length > 1 && tally.has('converged')) present.add('unmarked');
    for (const sign of this.#signs.querySelectorAll<HTMLElement>('[data-for]')) {
      sign.hidden = !present.has(sign.dataset['for'] ?? '');
    }
  }
}

/** Where on the bar, 0..1. */
function placeOf(value: number, units: Units): number {
  switch (units) {
    case 'nats':
      return correlationOfInformation(value);
    case 'bits':
      return correlationOfInformation(value * Math.LN2);
    case 'correlation':
      return value;
  }
}
