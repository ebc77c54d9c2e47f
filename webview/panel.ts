import * as v from 'valibot';
import { toPanel, type FromPanel, type ToPanel } from '../src/extension/panelProtocol';
import { choices as choicesSchema, initialChoices, type Choices } from './choices';
import { offerContextMenu } from './contextMenu';
import { refreshControls } from './controls';
import { element } from './dom';
import { drawPng } from './drawing';
import { NO_FILTERS, pairFilter } from './filters';
import { Heatmap } from './heatmap';
import { Inspection } from './inspection';
import { PairList } from './pairList';
import { PairView } from './pairView';
import './panel.css';
import { RunBar } from './runBar';
import {
  emptyState,
  hasEnded,
  reduce,
  withSelected,
  withUnits,
  type Change,
  type Shown,
  type Told,
} from './state';
import { StrongestPairs } from './strongestPairs';
import type { Drawing, Space } from './surface';
import { strongest, Tally } from './tally';
import { observeTheme, readTheme } from './theme';
import { Toolbar } from './toolbar';
import { pairEnds, type Ends } from './variables';

/** What of the page outlives a reload: the choices a person made in it. Results come from the extension. */
const savedState = v.object({
  source: v.string(),
  /** The run, by its name in the extension's storage: the extension reads it after a restart of the window. */
  id: v.optional(v.string()),
  selected: v.nullable(v.number()),
  choices: choicesSchema,
});
type SavedState = v.InferOutput<typeof savedState>;

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: SavedState): void;
};

const host = acquireVsCodeApi();
const post = (message: FromPanel) => {
  host.postMessage(message);
};

let state = emptyState;
let theme = readTheme();
let choices = initialChoices;
let ends: Ends = { x: new Int32Array(), z: new Int32Array() };
let tally = new Tally([]);
let restored = v.safeParse(savedState, host.getState());

const runBar = new RunBar(post);
const heatmap = new Heatmap({
  onSelect: choosePair,
  onOpen: openPair,
  onZoom(cell) {
    choices = { ...choices, cell };
    save();
  },
});
const pairList = new PairList({
  onSelect: choosePair,
  onOpen: openPair,
  onSort(sort) {
    choose({ sort });
  },
});
const strongestPairs = new StrongestPairs((index) => {
  choosePair(index);
  heatmap.reveal(index);
});
const inspection = new Inspection(post);
const pairView = new PairView((place) => {
  post({ type: 'reveal', place });
});
const heatmapView = element('div', { class: 'heatmap-view' }, heatmap.element, strongestPairs.element);
const toolbar = new Toolbar(
  { heatmap: heatmapView, pairs: pairList.element },
  {
    onChoose: choose,
    onZoomIn() {
      heatmap.zoomIn();
    },
    onZoomOut() {
      heatmap.zoomOut();
    },
    onZoomToWhole() {
      heatmap.zoomToWhole();
    },
  },
);
const problem = element('p', { class: 'problem', role: 'alert' });
problem.hidden = true;
const overview = element('div', { class: 'overview' }, heatmapView, pairList.element);
const content = element('div', { class: 'content' }, overview, pairView.element);
document
  .querySelector('#panel')
  ?.append(runBar.element, problem, toolbar.tabs, toolbar.element, content, heatmap.tooltip.element);
pairView.element.setAttribute('tabindex', '-1');
pairView.element.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') shownView().focusSelected();
});

offerContextMenu(overview, (event) => shownView().pairAt(event));

function shownView(): Heatmap | PairList {
  return choices.view === 'heatmap' ? heatmap : pairList;
}

function choosePair(index: number): void {
  state = withSelected(state, index);
  schedule({ kind: 'selection' });
  post({ type: 'select', index });
}

/** Leads the keyboard to the pair in detail; Escape leads back. */
function openPair(): void {
  pairView.element.focus();
}

function choose(changed: Partial<Choices>): void {
  choices = { ...choices, ...changed };
  const { units, target } = changed;
  if (target !== undefined) post({ type: 'prefer', indexes: pairsOf(target) });
  if (units) {
    state = withUnits(state, units);
    if (units !== 'correlation') post({ type: 'units', units });
  }
  save();
  schedule({ kind: 'everything' });
}

/** Pairs of the target column, as indexes. */
function pairsOf(target: string | null): number[] {
  const { snapshot } = state;
  if (!snapshot || target === null) return [];
  const { variables, pairs } = snapshot;
  const place = variables.findIndex(({ name }) => name === target);
  const { x, z } = pairEnds(pairs, variables);
  return [...pairs.keys()].filter((index) => x[index] === place || z[index] === place);
}

function save(): void {
  const { snapshot, selected } = state;
  if (!snapshot) return;
  const { source, id } = snapshot;
  host.setState({ source, ...(id !== undefined && { id }), selected, choices });
}

function receive(data: unknown): void {
  const parsed = v.safeParse(toPanel, data);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const where = v.getDotPath(issue) ?? 'message';
    report(
      'The panel received a message it does not understand, perhaps from another version of the extension. Close the panel and run the estimate again.',
      `${where}: ${issue.message}`,
    );
    return;
  }
  obey(parsed.output);
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
    case 'pairs':
    case 'run':
    case 'sourceChange':
      take(message);
  }
}

function take(message: Told): void {
  if (message.type === 'snapshot') inspection.forget();
  try {
    const wasEnded = state.snapshot !== null && hasEnded(state.snapshot.run);
    const next = reduce(state, message);
    state = next.state;
    const { snapshot } = state;
    if (next.change.kind === 'everything' && snapshot) restore(snapshot);
    if (next.change.kind === 'pairs' && snapshot) tally.update(snapshot.pairs, next.change.indexes);
    const ended = snapshot !== null && hasEnded(snapshot.run);
    // Its end changes the pairs that were still at work.
    if (ended && !wasEnded) tally = new Tally(snapshot.pairs);
    if (ended && state.selected === null) selectStrongest();
    schedule(ended && !wasEnded ? { kind: 'everything' } : next.change);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report(
      'The panel and the run no longer agree. Close the panel and run the estimate again.',
      error.message,
    );
  }
}

/** A new run begins, or the page was loaded again: the pair looked at and the choices come back. */
function restore(snapshot: Shown): void {
  ends = pairEnds(snapshot.pairs, snapshot.variables);
  tally = new Tally(snapshot.pairs);
  if (restored.success) {
    const { source, selected, choices: before } = restored.output;
    const isSame = source === snapshot.source;
    // What was sought in another file is not sought in this one.
    choices = isSame ? before : { ...before, ...NO_FILTERS, target: null, cell: null };
    if (isSame && selected !== null && snapshot.pairs[selected]) state = withSelected(state, selected);
    restored = v.safeParse(savedState, undefined);
  }
  const names = new Set(snapshot.variables.map(({ name }) => name));
  if (choices.target !== null && !names.has(choices.target)) choices = { ...choices, target: null };
  const { units } = choices;
  if (units === null || units === snapshot.units) return;
  state = withUnits(state, units);
  if (units !== 'correlation') post({ type: 'units', units });
}

function selectStrongest(): void {
  const [index] = strongest(tally.estimates, 1);
  if (index !== undefined) state = withSelected(state, index);
}

/** What has to be drawn in the next frame. */
let waiting: { everything: boolean; run: boolean; selection: boolean; pairs: Set<number> } | null = null;

function schedule(change: Change | { readonly kind: 'selection' }): void {
  if (!waiting) {
    waiting = { everything: false, run: false, selection: false, pairs: new Set() };
    requestAnimationFrame(draw);
  }
  switch (change.kind) {
    case 'everything':
      waiting.everything = true;
      return;
    case 'run':
      waiting.run = true;
      return;
    case 'selection':
      waiting.selection = true;
      return;
    case 'pairs':
      for (const index of change.indexes) waiting.pairs.add(index);
  }
}

function draw(): void {
  const changes = waiting;
  waiting = null;
  const { snapshot } = state;
  if (!snapshot || !changes) return;
  if (changes.everything) drawEverything(snapshot);
  else {
    if (changes.pairs.size > 0) drawPairs(snapshot, [...changes.pairs]);
    if (changes.run) runBar.show(snapshot);
    if (changes.selection) {
      drawSelection();
      save();
    }
  }
}

function drawEverything(snapshot: Shown): void {
  const { selected } = state;
  const drawing = drawingOf(snapshot);
  content.dataset['view'] = choices.view;
  // Large heatmaps get the page's whole width sooner.
  content.dataset['size'] = snapshot.variables.length > 20 ? 'large' : 'small';
  heatmapView.hidden = choices.view !== 'heatmap';
  pairList.element.hidden = choices.view !== 'pairs';
  if (choices.view === 'heatmap') {
    heatmap.fit(space());
    heatmap.show(drawing, ends, choices, selected);
  } else pairList.show(drawing, ends, choices, selected);
  toolbar.show(snapshot, choices, !heatmap.isRanked);
  toolbar.count(countOf(drawing), snapshot, choices);
  runBar.show(snapshot);
  drawSelection();
  save();
}

function drawPairs(snapshot: Shown, indexes: readonly number[]): void {
  const { selected } = state;
  const drawing = drawingOf(snapshot);
  if (choices.view === 'heatmap') heatmap.update(drawing, indexes);
  else pairList.update(drawing, indexes);
  drawStrongest(drawing);
  if (selected !== null && indexes.includes(selected)) drawPair();
}

function drawingOf(snapshot: Shown): Drawing {
  const { admits } = pairFilter(snapshot.variables, ends, choices);
  return { snapshot, theme, tally, admits };
}

function countOf({ snapshot, admits }: Drawing): number {
  return snapshot.pairs.reduce((count, pair, index) => count + Number(admits(index, pair)), 0);
}

/** Height of what stands above and below the cells: they shrink, within limits, to fit all into the window. */
const REST_OF_PAGE = 330;

/** In a narrow window the overview has no box of its own. */
function space(): Space {
  return { width: overview.clientWidth || content.clientWidth, height: innerHeight - REST_OF_PAGE };
}

function drawStrongest(drawing: Drawing): void {
  if (choices.view !== 'heatmap') return;
  if (heatmap.isRanked) strongestPairs.hide();
  else strongestPairs.show(drawing, state.selected);
}

function drawSelection(): void {
  const { snapshot, selected } = state;
  if (!snapshot) return;
  shownView().select(selected);
  drawStrongest(drawingOf(snapshot));
  drawPair();
}

function drawPair(): void {
  const { snapshot, selected } = state;
  const pair = selected === null ? undefined : snapshot?.pairs[selected];
  if (selected === null || !pair || !snapshot) {
    pairView.showNothing();
    return;
  }
  // Before it begins, the run may still leave pairs out.
  if (snapshot.run.phase !== 'starting') inspection.look(selected, pair);
  pairView.show(pair, snapshot, theme, inspection.answer);
}

/** Tells the person in one sentence, and the extension, for its log, what exactly it was. */
function report(sentence: string, detail: string): void {
  problem.textContent = sentence;
  problem.hidden = false;
  post({ type: 'problem', message: `${sentence} (${detail})`.slice(0, 10_000) });
}

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  receive(data);
});
addEventListener('error', ({ message }) => {
  report('The panel could not show this.', message);
});
addEventListener('unhandledrejection', ({ reason }) => {
  report('The panel could not show this.', String(reason));
});
new ResizeObserver(() => {
  // In a frame of its own: resizing within the observer's turn would be reported as an error.
  requestAnimationFrame(() => {
    if (choices.view === 'heatmap') heatmap.fit(space());
  });
}).observe(content);
observeTheme(() => {
  theme = readTheme();
  refreshControls();
  const { snapshot } = state;
  if (!snapshot) return;
  if (choices.view === 'heatmap') heatmap.restyle(drawingOf(snapshot));
  else pairList.show(drawingOf(snapshot), ends, choices, state.selected);
  drawPair();
});
post({ type: 'ready' });
