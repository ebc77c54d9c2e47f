import * as v from 'valibot';
import { toPanel, type FromPanel, type ToPanel } from '../src/extension/panelProtocol';
import { refreshControls } from './controls';
import { element } from './dom';
import type { Units } from './format';
import { Heatmap } from './heatmap';
import { PairView } from './pairView';
import './panel.css';
import { RunBar } from './runBar';
import { emptyState, hasEnded, reduce, strongest, withSelected, withUnits, type Change } from './state';
import { StrongestPairs } from './strongestPairs';
import { observeTheme, readTheme } from './theme';

/** What of the page outlives a reload: the choices a person made in it. Results come from the extension. */
const savedState = v.object({
  source: v.string(),
  selected: v.nullable(v.number()),
  units: v.picklist(['nats', 'bits']),
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
let restored = v.safeParse(savedState, host.getState());

const runBar = new RunBar(post, chooseUnits);
const heatmap = new Heatmap(choosePair);
const strongestPairs = new StrongestPairs(choosePair);
const pairView = new PairView();
const problem = element('p', { class: 'problem', role: 'alert' });
problem.hidden = true;
const overview = element('div', { class: 'overview' }, heatmap.element, strongestPairs.element);
const content = element('div', { class: 'content' }, overview, pairView.element);
document.querySelector('#panel')?.append(runBar.element, problem, content, heatmap.tooltip.element);

function choosePair(index: number): void {
  state = withSelected(state, index);
  save();
  drawSelection();
  post({ type: 'select', index });
}

function chooseUnits(units: Units): void {
  state = withUnits(state, units);
  save();
  restyle();
  post({ type: 'units', units });
}

function save(): void {
  const { snapshot, selected } = state;
  if (snapshot) host.setState({ source: snapshot.source, selected, units: snapshot.units });
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
  take(parsed.output);
}

function take(message: ToPanel): void {
  try {
    const wasEnded = state.snapshot !== null && hasEnded(state.snapshot.run);
    const next = reduce(state, message);
    state = next.state;
    if (next.change.kind === 'everything') restore();
    const ended = state.snapshot !== null && hasEnded(state.snapshot.run);
    if (ended && state.selected === null) selectStrongest();
    draw(ended && !wasEnded ? { kind: 'everything' } : next.change);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report(
      'The panel and the run no longer agree. Close the panel and run the estimate again.',
      error.message,
    );
  }
}

/** After a reload, the pair looked at and the units come back; the extension learns of the units. */
function restore(): void {
  const { snapshot } = state;
  if (!restored.success || !snapshot) return;
  const { source, selected, units } = restored.output;
  restored = v.safeParse(savedState, undefined);
  if (source === snapshot.source && selected !== null && snapshot.pairs[selected]) {
    state = withSelected(state, selected);
  }
  if (units !== snapshot.units) {
    state = withUnits(state, units);
    post({ type: 'units', units });
  }
}

function selectStrongest(): void {
  const [index] = strongest(state.snapshot?.pairs ?? [], 1);
  if (index !== undefined) state = withSelected(state, index);
}

function draw(change: Change): void {
  const { snapshot, selected } = state;
  if (!snapshot) return;
  switch (change.kind) {
    case 'everything':
      // Large heatmaps get the page's whole width sooner.
      content.dataset['size'] = snapshot.variables.length > 20 ? 'large' : 'small';
      heatmap.fit(availableWidth());
      heatmap.show(snapshot, selected, theme.scale);
      runBar.show(snapshot);
      drawSelection();
      save();
      return;
    case 'pairs':
      heatmap.update(snapshot, change.indexes);
      drawStrongest();
      if (selected !== null && change.indexes.includes(selected)) drawPair();
      return;
    case 'run':
      runBar.show(snapshot);
  }
}

/** In a narrow window the overview has no box of its own. */
function availableWidth(): number {
  return overview.clientWidth || content.clientWidth;
}

function drawStrongest(): void {
  const { snapshot, selected } = state;
  if (snapshot && !heatmap.isRanked) strongestPairs.show(snapshot, selected);
  else strongestPairs.hide();
}

function drawSelection(): void {
  const { snapshot, selected } = state;
  if (!snapshot) return;
  heatmap.select(selected);
  drawStrongest();
  drawPair();
}

function drawPair(): void {
  const { snapshot, selected } = state;
  const pair = selected === null ? undefined : snapshot?.pairs[selected];
  if (pair && snapshot) pairView.show(pair, snapshot, theme);
  else pairView.showNothing();
}

function restyle(): void {
  const { snapshot } = state;
  if (!snapshot) return;
  heatmap.restyle(snapshot, theme.scale);
  runBar.show(snapshot);
  drawSelection();
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
    heatmap.fit(availableWidth());
  });
}).observe(content);
observeTheme(() => {
  theme = readTheme();
  refreshControls();
  restyle();
});
post({ type: 'ready' });
