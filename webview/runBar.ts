import * as l10n from '@vscode/l10n';
import type { FromPanel, RunState } from '../src/extension/panel/panelProtocol';
import { isComputed } from '../src/report/report';
import { createButton, createProgress, type ButtonControl } from './widgets/controls';
import { createDisclosure } from './widgets/disclosure';
import { element, setText } from './dom';
import type { Shown } from './state';
import { announcement, datasetFacts, runSentence, savedSentence, sourceChangeSentence } from './words';

type Action =
  | 'trainLonger'
  | 'changeSettings'
  | 'pause'
  | 'cancel'
  | 'retry'
  | 'saveReport'
  | 'export'
  | 'runAgain'
  | 'changeColumns';

const LABELS: Readonly<Record<Action, string>> = {
  pause: l10n.t('Pause'),
  cancel: l10n.t('Cancel'),
  retry: l10n.t('Retry'),
  saveReport: l10n.t('Save report'),
  export: l10n.t('Export'),
  runAgain: l10n.t('Run again'),
  trainLonger: l10n.t('Train longer'),
  changeColumns: l10n.t('Change columns'),
  changeSettings: l10n.t('Change settings'),
};

const TITLES: Readonly<Record<Action, string>> = {
  pause: l10n.t('Holds the training at its next checkpoint; nothing is lost.'),
  cancel: l10n.t('Ends the run; what is finished is kept.'),
  retry: l10n.t('Goes on with what broke off.'),
  saveReport: l10n.t(
    'Saves the results with all settings as a file that opens in this panel again, without the data.',
  ),
  export: l10n.t('Writes the figures, the table or the whole for others: SVG, PNG, CSV, Markdown, HTML.'),
  runAgain: l10n.t('Reads the data again, and estimates the same pairs from the start.'),
  trainLonger: l10n.t('Gives all pairs more training.'),
  changeColumns: l10n.t('Choose other columns of the same data, and run again.'),
  changeSettings: l10n.t('Choose other settings, such as the preset and the seed, and run again.'),
};

/** Where there are many, and little room, these are behind a button that says that there are more. */
const LESSER: readonly Action[] = ['trainLonger', 'changeColumns', 'changeSettings'];
const MANY = 4;

/** The top of the page: which data, how the run goes, and what can be done about it. */
export class RunBar {
  readonly element: HTMLElement;
  readonly #title = element('h1');
  readonly #facts = element('p', {
    class: 'run-facts',
    title: l10n.t(
      'Rows: used, of those in the file. MINE or MINE-f: the bound that the critics maximise. Preset: how much they are trained. Seed: the same seed gives the same numbers. Engine: what computes the training.',
    ),
  });
  readonly #sentence = element('p', { class: 'run-sentence' });
  readonly #notice = element('p', { class: 'run-notice', role: 'status' });
  readonly #announcer = element('p', { class: 'unseen', role: 'status' });
  readonly #progress = createProgress(l10n.t('Training progress'));
  readonly #buttons: ReadonlyMap<Action, ButtonControl>;
  readonly #actions: HTMLElement;
  #phase = '';
  #stage = '';
  #isStale = false;

  constructor(post: (message: FromPanel) => void) {
    const actions = Object.keys(LABELS) as Action[];
    this.#buttons = new Map(
      actions.map((type) => {
        const button = createButton({
          label: LABELS[type],
          appearance: type === 'retry' ? 'primary' : 'secondary',
          onClick: () => {
            post(messageOf(type, this.#phase));
          },
        });
        button.element.dataset['action'] = type;
        button.element.title = TITLES[type];
        return [type, button];
      }),
    );
    const buttons = (isLesser: boolean) =>
      [...this.#buttons]
        .filter(([action]) => LESSER.includes(action) === isLesser)
        .map(([, button]) => button.element);
    const lesser = element('div', { class: 'run-lesser', id: 'run-lesser' }, ...buttons(true));
    const more = createDisclosure({ label: l10n.t('More'), content: lesser, isMenu: true });
    this.#actions = element(
      'div',
      { class: 'run-actions' },
      ...buttons(false),
      element('div', { class: 'run-more' }, more.element, lesser),
    );
    this.element = element(
      'header',
      { class: 'run-bar' },
      element('div', { class: 'run-title' }, this.#title, this.#facts),
      this.#sentence,
      this.#actions,
      this.#notice,
      this.#progress.element,
      this.#announcer,
    );
    this.#offer([]);
  }

  show(snapshot: Shown): void {
    const { run, pairs, sourceChange } = snapshot;
    setText(this.#title, snapshot.source);
    this.#title.title = snapshot.source;
    setText(this.#facts, datasetFacts(snapshot).join(' · '));
    setText(this.#sentence, snapshot.saved ? savedSentence(snapshot.saved, pairs) : runSentence(run, pairs));
    this.#progress.setShare(share(run));
    this.element.dataset['phase'] = run.phase;
    const notice = sourceChange ? sourceChangeSentence(sourceChange, snapshot.source) : '';
    setText(this.#notice, snapshot.saved?.problem ?? notice);
    const isStale = sourceChange !== undefined;
    const stage = stageOf(run);
    if (stage === this.#stage && isStale === this.#isStale) return;
    if (stage !== this.#stage) setText(this.#announcer, announcement(run, pairs, this.#stage));
    this.#phase = run.phase;
    this.#stage = stage;
    this.#isStale = isStale;
    const hasEstimates = pairs.some(({ mi }) => mi !== null);
    const hasFinished = pairs.some(isComputed);
    this.#offer(snapshot.saved ? ['export', 'runAgain'] : actionsIn(run, hasEstimates, hasFinished, isStale));
    this.#buttons.get('retry')?.setLabel(hasFinished ? l10n.t('Resume') : l10n.t('Retry'));
    // One button, so that neither its place nor the focus changes.
    const pause = this.#buttons.get('pause');
    const isPaused = run.phase === 'paused';
    pause?.setLabel(isPaused ? l10n.t('Resume') : l10n.t('Pause'));
    if (pause) pause.element.title = isPaused ? l10n.t('Goes on with the training.') : TITLES.pause;
    this.#buttons.get('cancel')?.setDisabled(run.phase === 'cancelling');
  }

  #offer(actions: readonly Action[]): void {
    const held = this.element.contains(document.activeElement) ? document.activeElement : null;
    for (const [action, button] of this.#buttons) button.element.hidden = !actions.includes(action);
    this.#actions.toggleAttribute('data-many', actions.length > MANY);
    // A button that goes away hands the focus on, so that the keyboard does not start at the top again.
    if (held instanceof HTMLElement && held.hidden) {
      const [next] = actions;
      if (next) this.#buttons.get(next)?.element.focus();
    }
  }
}

/**
 * @param hasFinished whether a run that broke can go on from some pairs
 * @param isStale whether the data are no longer what the run read
 */
function actionsIn(
  { phase }: RunState,
  hasEstimates: boolean,
  hasFinished: boolean,
  isStale: boolean,
): Action[] {
  switch (phase) {
    case 'queued':
      return ['cancel'];
    case 'starting':
    case 'training':
    case 'paused':
      return isStale ? ['pause', 'cancel', 'runAgain'] : ['pause', 'cancel'];
    case 'cancelling':
      return ['cancel'];
    case 'finished':
      return hasEstimates
        ? ['saveReport', 'export', 'runAgain', 'trainLonger', 'changeColumns', 'changeSettings']
        : ['runAgain', 'changeColumns', 'changeSettings'];
    case 'failed':
      return hasFinished
        ? ['retry', 'saveReport', 'export', 'runAgain', 'changeColumns', 'changeSettings']
        : ['retry', 'changeColumns', 'changeSettings'];
  }
}

function messageOf(action: Action, phase: string): FromPanel {
  if (action === 'trainLonger') return { type: action, index: null };
  return { type: action === 'pause' && phase === 'paused' ? 'resume' : action };
}

/** What is told aloud, once, when it changes. */
function stageOf(run: RunState): string {
  if (run.phase === 'training' && run.halted !== undefined) return 'halted';
  return run.phase === 'paused' && !run.atRest ? 'pausing' : run.phase;
}

function share(run: RunState): number {
  switch (run.phase) {
    case 'training':
    case 'paused':
      return run.share;
    case 'finished':
      return 1;
    case 'queued':
    case 'starting':
    case 'cancelling':
    case 'failed':
      return 0;
  }
}
