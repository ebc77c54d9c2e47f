import type { PairState } from '../src/report/report';
import type { Snapshot } from '../src/extension/panelProtocol';
import { Curves } from './curves';
import { element, setText } from './dom';
import {
  formatCorrelation,
  formatCount,
  formatDuration,
  formatInformation,
  formatInterval,
  formatProbability,
  type Units,
} from './format';
import { pairNames } from './gridLayout';
import { correlationOfInformation } from './scale';
import type { Theme } from './theme';

/** How the estimate of the selected pair was reached, and how far it can be trusted. */
export class PairView {
  readonly element: HTMLElement;
  readonly #title = element('h2');
  readonly #invitation = element(
    'p',
    { class: 'invitation' },
    'Select a cell to see how its estimate was reached.',
  );
  readonly #value = element('span', { class: 'estimate-value' });
  readonly #units = element('span', { class: 'estimate-units' });
  readonly #number = element('p', { class: 'estimate-number' }, this.#value, this.#units);
  readonly #interval = element('p', {
    class: 'estimate-interval',
    title: 'The lower end is a lower bound, measured on rows the critic never trained on.',
  });
  readonly #status = element('p', { class: 'pair-status' });
  readonly #meaning = element('p', { class: 'meaning' });
  readonly #error = element('p', { class: 'error' });
  readonly #warnings = element('ul', { class: 'warnings', 'aria-label': 'Warnings' });
  readonly #facts = element('dl', { class: 'facts' });
  readonly #curves = new Curves();
  readonly #body: HTMLElement;

  constructor() {
    this.#body = element(
      'div',
      { class: 'pair-body' },
      element(
        'div',
        { class: 'estimate' },
        this.#number,
        element('div', { class: 'estimate-words' }, this.#interval, this.#status),
      ),
      this.#meaning,
      this.#error,
      this.#warnings,
      this.#curves.element,
      this.#facts,
    );
    this.element = element(
      'section',
      { class: 'pair-view', 'aria-label': 'Selected pair' },
      this.#title,
      this.#invitation,
      this.#body,
    );
    this.showNothing();
  }

  showNothing(): void {
    setText(this.#title, 'Selected pair');
    this.#invitation.hidden = false;
    this.#body.hidden = true;
  }

  show(pair: PairState, snapshot: Snapshot, theme: Theme): void {
    const { units, variables } = snapshot;
    const names = pairNames(pair, variables);
    const title = `${names.x} with ${names.z}`;
    this.#invitation.hidden = true;
    this.#body.hidden = false;
    setText(this.#title, title);
    setText(this.#value, pair.mi === null ? '–' : formatInformation(pair.mi, units));
    setText(this.#units, pair.mi === null ? '' : units);
    setText(
      this.#interval,
      pair.interval ? `90 % interval ${formatInterval(pair.interval, units)} ${units}` : 'No interval yet',
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
    this.#curves.element.hidden = pair.curve.length === 0 && pair.status !== 'training';
    if (!this.#curves.element.hidden) this.#curves.show(pair, title, units, theme);
  }

  #showWarnings({ warnings }: PairState): void {
    const items = warnings.map(({ message }) => element('li', {}, message));
    this.#warnings.replaceChildren(...items);
    this.#warnings.hidden = items.length === 0;
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

function factRow(): HTMLElement {
  return element('div', {}, element('dt'), element('dd'));
}

interface Fact {
  readonly term: string;
  readonly value: string;
  readonly title: string;
}

const UNKNOWN = '–';

function facts(pair: PairState, pairCount: number, units: Units): Fact[] {
  const { gaussian, pearson, spearman } = pair.references;
  const known = <Value>(value: Value | null | undefined, words: (value: Value) => string) =>
    value === null || value === undefined ? UNKNOWN : words(value);
  return [
    {
      term: 'p-value',
      value: known(pair.pValue, formatProbability),
      title: 'How often independent columns would give an estimate this large.',
    },
    {
      term: 'q-value',
      value: known(pair.qValue, formatProbability),
      title: `The p-value after correction for testing ${pairCount} pairs (Benjamini-Hochberg); known when the run has ended.`,
    },
    { term: 'Rows', value: formatCount(pair.n), title: 'Rows in which neither column is missing.' },
    {
      term: 'Iterations',
      value: formatCount(pair.iterations),
      title: 'Training steps taken, in each fold.',
    },
    {
      term: 'Chosen stop',
      value: known(pair.stop, formatCount),
      title: 'The iteration whose critic gave the estimate.',
    },
    {
      term: 'Time',
      value: formatDuration(pair.seconds),
      title: 'Time spent on this pair, over all its folds.',
    },
    {
      term: 'Gaussian',
      value: known(gaussian, (nats) => `${formatInformation(nats, units)} ${units}`),
      title:
        'Mutual information of a Gaussian pair with the same rank correlation. An estimate well above it tells of a relation that is not monotonic.',
    },
    { term: 'Pearson', value: known(pearson, formatCorrelation), title: 'Linear correlation.' },
    { term: 'Spearman', value: known(spearman, formatCorrelation), title: 'Rank correlation.' },
  ];
}

function statusSentence({ status, mi }: PairState): string {
  switch (status) {
    case 'waiting':
      return 'Waiting for its turn';
    case 'training':
      return 'Training, the estimate still moves';
    case 'converged':
      return 'Converged';
    case 'budget':
      return 'Stopped at its training budget';
    case 'cancelled':
      return mi === null ? 'Stopped before it began' : 'Stopped before it settled';
    case 'failed':
      return 'Failed';
  }
}

const SIGNIFICANT = 0.05;

/** The estimate in other words: how strong, and whether chance would do. */
function meaning(pair: PairState): string {
  if (pair.mi === null) return '';
  const strength = `As informative as a linear correlation of ${correlationOfInformation(pair.mi).toFixed(2)}`;
  const probability = pair.qValue ?? pair.pValue;
  if (probability === null) return `${strength}.`;
  return probability <= SIGNIFICANT
    ? `${strength}; chance alone hardly explains it.`
    : `${strength}; independent columns could give this too.`;
}
