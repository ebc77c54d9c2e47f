import * as l10n from '@vscode/l10n';
import { initialChoices, type Choices } from './choices';
import {
  createButton,
  createCheckbox,
  createChoice,
  createDropdown,
  createTextField,
} from './widgets/controls';
import { createDisclosure } from './widgets/disclosure';
import { element, setText } from './dom';
import { filterCount, isFiltered, NO_FILTERS } from './filters';
import { counted, formatCount, formatInformation, UNIT_NAMES, type Units } from './format';
import { ORDERS, type Order } from './ordering';
import { informationOfCorrelation } from './scale';
import { createSlider } from './widgets/slider';
import { hasEnded, type Shown } from './state';
import { createTabs } from './widgets/tabs';
import { typeWords } from './words';

const ORDER_LABELS: Readonly<Record<Order, string>> = {
  file: l10n.t('as in the file'),
  name: l10n.t('by name'),
  strength: l10n.t('by strength'),
  cluster: l10n.t('by cluster'),
};

/** What of the run is shown, and how: order, filters, scale, one column alone. */
export class Toolbar {
  readonly tabs: HTMLElement;
  readonly element: HTMLElement;
  readonly #tabs;
  readonly #order;
  readonly #again;
  readonly #target;
  readonly #name;
  readonly #type;
  readonly #threshold;
  readonly #significant;
  readonly #units;
  readonly #clear;
  readonly #filters;
  readonly #count = element('p', { class: 'toolbar-count', role: 'status' });
  #shownUnits: Units = 'nats';

  constructor(
    panels: { readonly heatmap: HTMLElement; readonly pairs: HTMLElement },
    onChoose: (changed: Partial<Choices>) => void,
  ) {
    this.#tabs = createTabs<Choices['view']>({
      label: l10n.t('View'),
      tabs: [
        { value: 'heatmap', label: l10n.t('Heatmap'), panel: panels.heatmap },
        { value: 'pairs', label: l10n.t('Pairs'), panel: panels.pairs },
      ],
      onChange: (view) => {
        onChoose({ view });
      },
    });
    this.#order = createDropdown({
      label: l10n.t('Order'),
      title: l10n.t(
        'Order of rows and columns. By strength: columns that share most with all others come first. By cluster: columns alike stand together (average linkage on 1 − information correlation), with their tree at the edge. Made from the estimates of the moment, and again when the run ends.',
      ),
      onChange: (value) => {
        const order = ORDERS.find((known) => known === value);
        if (order) onChoose({ order });
      },
    });
    this.#order.setOptions(ORDERS.map((value) => ({ value, label: ORDER_LABELS[value] })));
    this.#again = createButton({
      label: l10n.t('Order again'),
      appearance: 'secondary',
      onClick: () => {
        onChoose({});
      },
    });
    this.#again.element.title = l10n.t('Puts all in order by the estimates of the moment.');
    this.#target = createDropdown({
      label: l10n.t('Show'),
      title: l10n.t(
        'All columns against each other, or one column with the others ranked by what they tell about it.',
      ),
      onChange: (value) => {
        onChoose({ target: value === '' ? null : value.slice(1) });
      },
    });
    this.#name = createTextField({
      label: l10n.t('Only pairs with a column whose name contains this'),
      placeholder: l10n.t('Column name'),
      onInput: (name) => {
        onChoose({ name });
      },
    });
    this.#type = createDropdown({
      label: l10n.t('Type'),
      title: l10n.t('Only pairs of columns of this type.'),
      onChange: (value) => {
        onChoose({ type: value === '' ? null : value.slice(1) });
      },
    });
    this.#threshold = createSlider({
      label: l10n.t('At least'),
      title: l10n.t('Only pairs whose estimate is at least this.'),
      words: (position) => this.#thresholdWords(position),
      onInput: (threshold) => {
        onChoose({ threshold });
      },
    });
    this.#significant = createCheckbox({
      label: l10n.t('Only significant'),
      title: l10n.t(
        'Only pairs with q < 0.05: among them, at most about one in twenty would be independent (Benjamini-Hochberg). The q-values come when the run ends; until then nothing is hidden by this.',
      ),
      onChange: (significant) => {
        onChoose({ significant });
      },
    });
    this.#units = createChoice<Units>({
      label: l10n.t('Scale'),
      value: 'nats',
      options: [
        {
          value: 'nats',
          label: UNIT_NAMES.nats,
          title: l10n.t('Information counted with the natural logarithm'),
        },
        {
          value: 'bits',
          label: UNIT_NAMES.bits,
          title: l10n.t('Information in yes-or-no questions: 1 bit = 0.69 nats'),
        },
        {
          value: 'correlation',
          label: l10n.t('0 to 1'),
          title: l10n.t(
            'Information correlation √(1 − e^(−2·MI)): the correlation of a Gaussian pair that holds as much information',
          ),
        },
      ],
      onChange: (units) => {
        onChoose({ units });
      },
    });
    this.#clear = createButton({
      label: l10n.t('Clear filters'),
      appearance: 'secondary',
      onClick: () => {
        onChoose(NO_FILTERS);
      },
    });
    const filters = element(
      'div',
      { class: 'filters', id: 'filters', role: 'group', 'aria-label': l10n.t('Filters') },
      this.#name.element,
      this.#type.element,
      this.#threshold.element,
      this.#significant.element,
      this.#clear.element,
    );
    this.#filters = createDisclosure({ label: l10n.t('Filters'), content: filters, isMenu: false });
    this.tabs = element('div', { class: 'view-bar' }, this.#tabs.element, this.#units.element);
    this.element = element(
      'div',
      { class: 'toolbar', role: 'group', 'aria-label': l10n.t('Order and filters') },
      this.#target.element,
      this.#order.element,
      this.#again.element,
      this.#filters.element,
      filters,
      this.#count,
    );
  }

  /** `isMatrix`: the heatmap shows cells, not the bars of one column. */
  show({ variables, units, run }: Shown, choices: Choices, isMatrix: boolean): void {
    const isHeatmap = choices.view === 'heatmap';
    this.#shownUnits = units;
    this.#tabs.setValue(choices.view);
    this.#order.setValue(choices.order);
    // The bars of one column are ranked.
    this.#order.element.hidden = !isHeatmap || !isMatrix;
    const follows = choices.order === 'strength' || choices.order === 'cluster' || !isMatrix;
    this.#again.element.hidden = hasEnded(run) || !isHeatmap || !follows;
    this.#target.element.hidden = !isHeatmap || variables.length < 3;
    // A mark before each name, so that a column may be called anything, even nothing.
    this.#target.setOptions([
      { value: '', label: l10n.t('all columns') },
      ...variables.map(({ name }) => ({ value: `=${name}`, label: name })),
    ]);
    this.#target.setValue(choices.target === null ? '' : `=${choices.target}`);
    this.#name.setValue(choices.name);
    const types = [...new Set(variables.map(({ type }) => type))];
    this.#type.element.hidden = types.length < 2;
    this.#type.setOptions([
      { value: '', label: l10n.t('any') },
      ...types.map((type) => ({ value: `=${type}`, label: typeWords(type) })),
    ]);
    this.#type.setValue(choices.type === null ? '' : `=${choices.type}`);
    this.#threshold.setValue(choices.threshold);
    this.#significant.setChecked(choices.significant);
    this.#units.setValue(units);
    this.#clear.element.hidden = !isFiltered(choices);
    const filters = filterCount(choices);
    this.#filters.setLabel(filters === 0 ? l10n.t('Filters') : l10n.t('Filters: {0}', filters));
  }

  /** How many pairs pass, and what keeps them from being judged. */
  count(shown: number, { pairs, run }: Shown, choices: Choices): void {
    if (!isFiltered(choices)) {
      setText(this.#count, '');
      return;
    }
    const [some, all] = [formatCount(shown), counted(pairs.length, 'pair')];
    setText(
      this.#count,
      choices.significant && !hasEnded(run)
        ? l10n.t('{0} of {1} shown; q-values come when the run ends', some, all)
        : l10n.t('{0} of {1} shown', some, all),
    );
  }

  #thresholdWords(position: number): string {
    if (position <= initialChoices.threshold) return l10n.t('any');
    const units = this.#shownUnits;
    const value = formatInformation(informationOfCorrelation(position), units);
    return units === 'correlation' ? value : `${value} ${UNIT_NAMES[units]}`;
  }
}
