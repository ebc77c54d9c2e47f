import type { PairState } from '../src/report/report';
import { element } from './dom';
import type { Units } from './format';
import { correlationOfInformation, cssColour, type Scale } from './scale';

const TICKS: Readonly<Record<Units, readonly number[]>> = {
  nats: [0, 0.05, 0.2, 0.5, 1],
  bits: [0, 0.1, 0.3, 0.7, 1.5],
};

const SIGNS = [
  ['waiting', 'waiting'],
  ['training', 'training'],
  ['cancelled', 'stopped early'],
  ['failed', 'failed'],
] as const;

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
    this.#bar.setAttribute('aria-label', 'Colour scale: the stronger the colour, the more information');
    for (const [status, word] of SIGNS) {
      const sign = element('span', { class: 'cell sign', 'data-status': status });
      this.#signs.append(element('span', { class: 'legend-sign', 'data-for': status }, sign, word));
    }
  }

  show(scale: Scale, units: Units): void {
    const stops = Array.from({ length: 17 }, (_, step) => cssColour(scale(step / 16).fill));
    this.#bar.style.setProperty('background-image', `linear-gradient(to right, ${stops.join(', ')})`);
    this.#ticks.replaceChildren(
      ...TICKS[units].map((value) => {
        const nats = units === 'bits' ? value * Math.LN2 : value;
        const tick = element('span', {}, String(value));
        tick.style.setProperty('left', `${100 * correlationOfInformation(nats)}%`);
        return tick;
      }),
    );
    this.#caption.textContent = `${units}; the colour shows the equivalent correlation, 0 to 1`;
    this.#caption.title =
      'The colour follows √(1 − e^(−2·MI)), with MI in nats: the correlation that a Gaussian pair with as much information would have. It runs from 0 to 1 in every run, so colours can be compared.';
  }

  /** Explains only the signs that are in the heatmap. */
  explain(pairs: readonly PairState[]): void {
    const present = new Set<string>(pairs.map(({ status }) => status));
    for (const sign of this.#signs.querySelectorAll<HTMLElement>('[data-for]')) {
      sign.hidden = !present.has(sign.dataset['for'] ?? '');
    }
  }
}
