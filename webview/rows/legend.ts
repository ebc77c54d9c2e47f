import * as l10n from '@vscode/l10n';
import { element } from '../dom';
import { UNIT_NAMES } from '../format';
import { cssColour } from '../scale';
import type { Theme } from '../theme';
import { signOf, type Signs } from './signs';
import { svg } from './svg';
import { formatPointwise, type RowUnits } from './words';

/** What the rows' colours and shapes say, in words at both ends. */
export class RowsLegend {
  readonly element: HTMLElement;
  readonly #bar = element('div', { class: 'rows-legend-bar', 'aria-hidden': 'true' });
  readonly #ticks = element('div', { class: 'rows-legend-ticks', 'aria-hidden': 'true' });
  readonly #below = element('span', { class: 'rows-legend-end' });
  readonly #above = element('span', { class: 'rows-legend-end' });

  constructor() {
    this.element = element(
      'div',
      { class: 'rows-legend' },
      element('div', { class: 'rows-legend-words' }, this.#below, this.#above),
      this.#bar,
      this.#ticks,
      element(
        'p',
        { class: 'rows-legend-caption' },
        l10n.t(
          'Pointwise mutual information of each row, from a critic that never saw it. Its mean over all rows is the held-out bound.',
        ),
      ),
    );
  }

  show(signs: Signs, theme: Theme, units: RowUnits, isMosaic: boolean): void {
    const stops = Array.from({ length: 17 }, (_, step) => cssColour(theme.diverging(step / 8 - 1)));
    this.#bar.style.setProperty('background-image', `linear-gradient(to right, ${stops.join(', ')})`);
    const { limit } = signs;
    const marks = [-limit, -limit / 2, 0, limit / 2, limit];
    this.#ticks.replaceChildren(...marks.map((nats) => element('span', {}, tickWords(nats, units, limit))));
    const sign = (nats: number) =>
      isMosaic
        ? []
        : [
            svg(
              'svg',
              { width: 14, height: 14, 'aria-hidden': 'true' },
              signOf({ x: 7, y: 7, rows: [0, 1, 2, 3], pointwise: nats }, signs),
            ),
          ];
    this.#below.replaceChildren(...sign(-limit), l10n.t('rarer together than by chance'));
    this.#above.replaceChildren(l10n.t('more often together'), ...sign(limit));
  }
}

/** The colours end at the limit, the values need not. */
function tickWords(nats: number, units: RowUnits, limit: number): string {
  if (nats === 0) return '0';
  const words = formatPointwise(nats, units).replace(/\.?0+$/, '');
  if (Math.abs(nats) < limit) return words;
  return `${nats < 0 ? '≤ ' : '≥ '}${words}${nats > 0 ? ` ${UNIT_NAMES[units]}` : ''}`;
}
