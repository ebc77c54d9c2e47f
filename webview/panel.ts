import './language';
import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import { toPanel, type ToPanel } from '../src/extension/panel/panelProtocol';
import type { Choices } from './choices';
import { refreshControls } from './widgets/controls';
import { element } from './dom';
import { drawPng } from './drawing';
import { pairFilter } from './filters';
import { Inbox } from './inbox';
import { Inspection } from './inspection';
import { NextFrame, type Changes } from './nextFrame';
import { Overview, type Scene } from './overview';
import { post, restoreState, saveState } from './page';
import { PairView } from './pair/pairView';
import './panel.css';
import { PanelModel } from './panelModel';
import { RunBar } from './runBar';
import { Slices, type Sliced } from './slices';
import { SnapshotParts, type Whole } from './snapshotParts';
import { hasBegun, type Shown, type Told } from './state';
import { observeTheme, readTheme } from './theme';
import type { Ends } from './variables';

let theme = readTheme();
const model = new PanelModel(restoreState());
const frame = new NextFrame(draw);
const inbox = new Inbox(receive, (task) => requestAnimationFrame(task));
const slices = new Slices((task) => requestAnimationFrame(task));
const snapshotParts = new SnapshotParts();
const runBar = new RunBar(post);
const overview = new Overview({
  onSelect: choosePair,
  onOpen: openPair,
  onChoose: choose,
  onZoom(cell) {
    model.choose({ cell });
    save();
  },
});
const inspection = new Inspection(post);
const pairView = new PairView({
  onReveal(place) {
    post({ type: 'reveal', place });
  },
  onAxes(axes) {
    model.choose({ axes });
    save();
    drawPair();
  },
  onTrainLonger() {
    const { selected } = model;
    if (selected !== null) post({ type: 'trainLonger', index: selected });
  },
});
const problem = element('p', { class: 'problem', role: 'alert' });
problem.hidden = true;
const content = element('div', { class: 'content' }, overview.element, pairView.element);
const { toolbar, tooltip } = overview;
document
  .querySelector('#panel')
  ?.append(runBar.element, problem, toolbar.tabs, toolbar.element, content, tooltip);
pairView.element.setAttribute('tabindex', '-1');
pairView.element.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') overview.focusSelected();
});

function choosePair(index: number): void {
  model.select(index);
  frame.schedule({ kind: 'selection' });
  post({ type: 'select', index });
}

/** Leads the keyboard to the pair in detail; Escape leads back. */
function openPair(): void {
  pairView.element.focus();
}

function choose(changed: Partial<Choices>): void {
  model.choose(changed);
  const { units, target } = changed;
  if (target !== undefined) post({ type: 'prefer', indexes: model.pairsOf(target) });
  if (units && units !== 'correlation') post({ type: 'units', units });
  save();
  frame.schedule({ kind: 'everything' });
}

function save(): void {
  const { kept } = model;
  if (kept) saveState(kept);
}

function receive(message: unknown): void {
  const parsed = v.safeParse(toPanel, message);
  if (parsed.success) obey(parsed.output);
  else notUnderstood(parsed.issues[0]);
}

function notUnderstood(issue: v.BaseIssue<unknown>): void {
  report(
    l10n.t(
      'The panel received a message it does not understand, perhaps from another version of the extension. Close the panel and run the estimate again.',
    ),
    `${v.getDotPath(issue) ?? 'message'}: ${issue.message}`,
  );
}

function obey(message: ToPanel): void {
  switch (message.type) {
    case 'draw':
      void drawPng(message).then(post);
      return;
    case 'openPair':
      choosePair(message.index);
      openPair();
      return;
    case 'points':
      inspection.take(message);
      drawPair();
      return;
    case 'snapshot':
      takeSnapshot(snapshotParts.begin(message));
      return;
    case 'morePairs':
      takeSnapshot(snapshotParts.add(message.pairs));
      return;
    case 'pairs':
    case 'run':
    case 'sourceChange':
      take(message);
  }
}

/** Null: more of its pairs follow. */
function takeSnapshot(whole: Whole | null): void {
  if (!whole) return;
  const { snapshot, ends } = whole;
  inspection.forget();
  take({ type: 'snapshot', snapshot }, ends);
  const { units } = model.choices;
  // The extension's setting may be another than what was chosen here.
  if (units && units !== 'correlation' && units !== snapshot.units) post({ type: 'units', units });
}

function take(message: Told, ends?: Ends): void {
  try {
    frame.schedule(model.take(message, ends));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report(
      l10n.t('The panel and the run no longer agree. Close the panel and run the estimate again.'),
      error.message,
    );
  }
}

function draw(changes: Changes): void {
  const { snapshot, selected } = model;
  if (!snapshot) return;
  const scene = sceneOf(snapshot);
  if (changes.everything) slices.start(drawEverything());
  else {
    if (changes.pairs.size > 0) overview.update(scene, [...changes.pairs]);
    if (changes.selection) overview.select(scene);
    if (changes.selection || (selected !== null && changes.pairs.has(selected))) drawPair();
  }
  if (changes.everything || changes.run) runBar.show(snapshot);
  if (changes.everything || changes.selection) save();
}

/** A run of 500 columns takes several frames to draw. */
function* drawEverything(): Sliced<void> {
  const { ends, snapshot, choices } = model;
  if (!snapshot) return;
  content.dataset['view'] = choices.view;
  // Large heatmaps get the page's whole width sooner.
  content.dataset['size'] = snapshot.variables.length > 20 ? 'large' : 'small';
  // A run that has begun meanwhile is drawn by itself.
  yield* overview.show(() => (model.snapshot && model.ends === ends ? sceneOf(model.snapshot) : null));
  yield;
  drawPair();
}

function sceneOf(snapshot: Shown): Scene {
  const { choices, selected, ends, tally } = model;
  const { admits } = pairFilter(snapshot.variables, ends, choices);
  return { drawing: { snapshot, theme, tally, admits }, ends, choices, selected };
}

function drawPair(): void {
  const { snapshot, selected } = model;
  const pair = selected === null ? undefined : snapshot?.pairs[selected];
  if (selected === null || !pair || !snapshot) {
    pairView.showNothing();
    return;
  }
  // Before it begins, the run may still leave pairs out.
  if (hasBegun(snapshot)) inspection.look(selected, pair);
  pairView.show(pair, snapshot, { theme, inspected: inspection.answer, axes: model.choices.axes });
}

/** Tells the person in one sentence, and the extension, for its log, what exactly it was. */
function report(sentence: string, detail: string): void {
  problem.textContent = sentence;
  problem.hidden = false;
  post({ type: 'problem', message: `${sentence} (${detail})`.slice(0, 10_000) });
}

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const batch = v.safeParse(v.array(v.unknown()), data);
  if (batch.success) inbox.add(batch.output);
  else notUnderstood(batch.issues[0]);
});
addEventListener('error', ({ message }) => {
  report(l10n.t('The panel could not show this.'), message);
});
addEventListener('unhandledrejection', ({ reason }) => {
  report(l10n.t('The panel could not show this.'), String(reason));
});
new ResizeObserver(() => {
  // In a frame of its own: resizing within the observer's turn would be reported as an error.
  requestAnimationFrame(() => {
    overview.fit();
  });
}).observe(content);
observeTheme(() => {
  theme = readTheme();
  refreshControls();
  const { snapshot } = model;
  if (!snapshot) return;
  overview.restyle(sceneOf(snapshot));
  drawPair();
});
post({ type: 'ready' });
