import * as l10n from '@vscode/l10n';
import type { PairState } from '../../src/report/report';
import { nextTraining } from '../../src/extension/panel/panelProtocol';
import { createButton, type ButtonControl } from '../widgets/controls';
import { Curves } from './curves';
import { element, setText } from '../dom';
import { facts } from './facts';
import { UNIT_CAPTIONS } from '../legend';
import { RowsView, type RowsDrawing, type RowsHandlers } from '../rows/rowsView';
import { formatInformation, formatInterval, UNIT_NAMES, type Units } from '../format';
import { correlationOfInformation } from '../scale';
import { hasEnded, type Shown } from '../state';
import { pairNames, sameColumns } from '../variables';

export interface PairViewHandlers extends RowsHandlers {
  /** Gives the pair shown more training. */
  readonly onTrainLonger: () => void;
}

type RowsLook = Pick<RowsDrawing, 'theme' | 'inspected' | 'axes'>;

/** How the estimate of the selected pair was reached, and how far it can be trusted. */
export class PairView {
  readonly element: HTMLElement;
  readonly #title = element('h2');
  readonly #groups = element('p', { class: 'pair-groups' });
  readonly #invitation = element(
    'p',
    { class: 'invitation' },
    l10n.t('Select a pair to see how its estimate was reached.'),
  );
  readonly #value = element('span', { class: 'estimate-value' });
  readonly #units = element('span', { class: 'estimate-units' });
  readonly #number = element('p', { class: 'estimate-number' }, this.#value, this.#units);
  readonly #interval = element('p', {
    class: 'estimate-interval',
    title: l10n.t('The lower end is a lower bound, measured on rows the critic never trained on.'),
  });
  readonly #status = element('p', { class: 'pair-status' });
  readonly #meaning = element('p', { class: 'meaning' });
  readonly #error = element('p', { class: 'error' });
  readonly #warnings = element('ul', { class: 'warnings', 'aria-label': l10n.t('Warnings') });
  readonly #facts = element('dl', { class: 'facts' });
  readonly #rows: RowsView;
  readonly #training = element('h3', {}, l10n.t('Training'));
  readonly #untrained = element('p', { class: 'untrained' });
  readonly #curves = new Curves();
  readonly #body: HTMLElement;

  readonly #longer: ButtonControl;

  constructor({ onTrainLonger, ...handlers }: PairViewHandlers) {
    this.#rows = new RowsView(handlers);
    this.#longer = createButton({
      label: l10n.t('Train longer'),
      appearance: 'secondary',
      onClick: onTrainLonger,
    });
    this.#body = element(
      'div',
      { class: 'pair-body' },
      this.#groups,
      element(
        'div',
        { class: 'estimate' },
        this.#number,
        element('div', { class: 'estimate-words' }, this.#interval, this.#status),
      ),
      this.#meaning,
      this.#error,
      this.#warnings,
      this.#rows.element,
      this.#training,
      this.#untrained,
      this.#curves.element,
      this.#longer.element,
      this.#facts,
    );
    this.element = element(
      'section',
      { class: 'pair-view', 'aria-label': l10n.t('Selected pair') },
      this.#title,
      this.#invitation,
      this.#body,
    );
    this.showNothing();
  }

  showNothing(): void {
    setText(this.#title, l10n.t('Selected pair'));
    this.#invitation.hidden = false;
    this.#body.hidden = true;
  }

  show(pair: PairState, snapshot: Shown, { theme, inspected, axes }: RowsLook): void {
    const { units, variables } = snapshot;
    const names = pairNames(pair, variables);
    const title = l10n.t('{0} with {1}', names.x, names.z);
    this.#invitation.hidden = true;
    this.#body.hidden = false;
    setText(this.#title, title);
    const groups = groupWords(pair, snapshot);
    setText(this.#groups, groups);
    this.#groups.hidden = groups === '';
    setText(this.#value, pair.mi === null ? '–' : formatInformation(pair.mi, units));
    this.#number.title = UNIT_CAPTIONS[units];
    setText(this.#units, pair.mi === null ? '' : UNIT_NAMES[units]);
    setText(
      this.#interval,
      pair.interval
        ? l10n.t(
            '90 % interval {0}',
            units === 'correlation'
              ? formatInterval(pair.interval, units)
              : `${formatInterval(pair.interval, units)} ${UNIT_NAMES[units]}`,
          )
        : l10n.t('No interval yet'),
    );
    const hasNothing = pair.status === 'failed' && pair.mi === null;
    this.#number.hidden = hasNothing;
    this.#interval.hidden = hasNothing;
    setText(this.#status, statusSentence(pair));
    this.#status.dataset['status'] = pair.status;
    setText(this.#meaning, meaning(pair));
    setText(this.#error, pair.error ?? '');
    this.#error.hidden = pair.error === undefined;
    this.#showWarnings(pair);
    this.#showFacts(pair, snapshot.pairs.length, units);
    this.#rows.show({ pair, title, inspected, units, theme, axes });
    const untrained = untrainedSentence(pair, snapshot.settings.preset);
    setText(this.#untrained, untrained);
    this.#untrained.hidden = untrained === '';
    // A pair's curve comes when it is asked for, before its rows: until then its place is kept.
    const comes = pair.status === 'training' || (inspected === null && pair.iterations > 0);
    this.#curves.element.hidden = untrained !== '' || (pair.curve.length === 0 && !comes);
    this.#offerLonger(pair, snapshot);
    this.#training.hidden = untrained === '' && this.#curves.element.hidden;
    if (!this.#curves.element.hidden)
      this.#curves.show(pair, title, units === 'bits' ? 'bits' : 'nats', theme);
  }

  #showWarnings({ warnings }: PairState): void {
    const items = warnings.map(({ message }) => element('li', {}, message));
    this.#warnings.replaceChildren(...items);
    this.#warnings.hidden = items.length === 0;
  }

  #offerLonger(pair: PairState, { run, saved, settings }: Shown): void {
    const training = hasEnded(run) && !saved ? nextTraining(pair, settings.preset) : null;
    this.#longer.element.hidden = training === null;
    if (training)
      this.#longer.element.title =
        training.times === 1
          ? l10n.t(
              'Trains this pair as the {0} preset does, whatever the instant critic says.',
              training.preset,
            )
          : l10n.t(
              'Trains this pair again, with up to {0} times the steps of the {1} preset.',
              training.times,
              training.preset,
            );
  }

  #showFacts(pair: PairState, pairCount: number, units: Units): void {
    for (const [position, fact] of facts(pair, pairCount, units).entries()) {
      const row = this.#facts.children[position] ?? this.#facts.appendChild(factRow());
      const [term, value] = row.children;
      if (!term || !value) continue;
      setText(term, fact.term);
      setText(value, fact.value);
      row.setAttribute('title', fact.title);
    }
  }
}

/** Which columns the groups are made of; empty where both sides are single columns. */
function groupWords({ x, z }: PairState, { variables }: Shown): string {
  return variables
    .filter(({ columns }) => columns.length > 1 && (sameColumns(columns, x) || sameColumns(columns, z)))
    .map(({ name, columns }) => l10n.t('{0}: the columns {1} taken together.', name, columns.join(', ')))
    .join(' ');
}

/** Why a pair that has ended was never trained; empty where it was, or has not ended. */
function untrainedSentence(pair: PairState, preset: Shown['settings']['preset']): string {
  if (pair.status !== 'converged' || pair.iterations > 0) return '';
  if (preset === 'quick')
    return l10n.t(
      'The quick preset trains no network: the instant critic’s bound has one maximum, found exactly. Another preset trains a network beside it where that can add to it.',
    );
  const { ksg, ross } = pair.references;
  const isChecked = ksg !== undefined || ross !== undefined;
  if (pair.instantShare === 0)
    return isChecked
      ? l10n.t(
          'Settled by the Gaussian critic that training starts from; training could not add to it, and nearest neighbours find no more either.',
        )
      : l10n.t('Settled by the Gaussian critic that training starts from; training could not add to it.');
  return isChecked
    ? l10n.t(
        'Settled by the instant critic; training could not add to it, and nearest neighbours find no more either.',
      )
    : l10n.t('Settled by the instant critic; training could not add to it.');
}

function factRow(): HTMLElement {
  return element('div', {}, element('dt'), element('dd'));
}

function statusSentence({ status, mi }: PairState): string {
  switch (status) {
    case 'waiting':
      return l10n.t('Waiting for its turn');
    case 'training':
      return l10n.t('Training, the estimate still moves');
    case 'converged':
      return l10n.t('Converged');
    case 'budget':
      return l10n.t('Stopped at its training budget');
    case 'cancelled':
      return mi === null ? l10n.t('Stopped before it began') : l10n.t('Stopped before it settled');
    case 'failed':
      return l10n.t('Failed');
  }
}

const SIGNIFICANT = 0.05;
/** Information correlation that is shown as 0.00 nats. */
const UNMEASURED = 0.1;

/** The estimate in other words: how strong, and whether chance would do. */
function meaning(pair: PairState): string {
  if (pair.mi === null) return '';
  const strength = correlationOfInformation(pair.mi).toFixed(2);
  // In a time series with a long memory chance could well explain it: the warning beside this says so.
  const isTold = pair.warnings.every(({ code }) => code !== 'long-memory');
  const probability = isTold ? (pair.qValue ?? pair.pValue) : null;
  if (probability === null) return l10n.t('As informative as a linear correlation of {0}.', strength);
  if (probability <= SIGNIFICANT && correlationOfInformation(pair.mi) < UNMEASURED)
    return l10n.t(
      'Chance alone hardly explains what the columns share, but it is too little to be measured with these rows.',
    );
  return probability <= SIGNIFICANT
    ? l10n.t('As informative as a linear correlation of {0}; chance alone hardly explains it.', strength)
    : l10n.t(
        'As informative as a linear correlation of {0}; independent columns could give this too.',
        strength,
      );
}
