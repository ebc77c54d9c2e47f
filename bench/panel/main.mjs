/*
 * npm run bench:panel [-- begin|rest|scroll|zoom|keys|end]: all scenes, or those alone
 * How long the panel's frames take at 500 columns (124,750 pairs) while updates stream in, by the browser's own
 * performance trace. All together write docs/panel.md.
 */
/* global document, requestAnimationFrame, performance, window, WheelEvent, KeyboardEvent */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { format } from 'prettier';
import { openHarness } from '../../test/webview/page.mjs';
import { frameTimes, quantile } from './trace.mjs';

const SECONDS = 6;
const BATCHES_PER_SECOND = 10;
const PAIRS_PER_BATCH = 250;
/** As the extension cuts what it tells of all pairs: into messages, and these into batches (src/extension/panel/panelFeed.ts). */
const PAIRS_PER_MESSAGE = 250;
const MESSAGES_PER_BATCH = 10;
const GOAL_MS = 50;

/** What a person does meanwhile; each runs in the page, a step a frame. */
const SCENES = [
  { name: 'the run is shown for the first time', act: 'begin' },
  { name: 'heatmap, updates alone', act: 'rest' },
  { name: 'heatmap, scrolling', act: 'scroll' },
  { name: 'heatmap, values in cells, scrolling', act: 'scroll', cell: 26 },
  { name: 'heatmap, all cells in view', act: 'rest', cell: 1.3 },
  { name: 'heatmap, zooming', act: 'zoom' },
  { name: 'heatmap by cluster, scrolling', act: 'scroll', order: 'cluster' },
  { name: 'heatmap, moving with the keyboard', act: 'keys' },
  { name: 'the run ends, q-values for all pairs', act: 'end' },
  { name: 'list of pairs, updates alone', act: 'rest', view: 'pairs' },
  { name: 'list of pairs, scrolling', act: 'scroll', view: 'pairs' },
];

const only = process.argv[2];
const harness = await openHarness();
const rows = [];
try {
  for (const scene of SCENES.filter(({ act }) => only === undefined || act === only)) {
    const row = { name: scene.name, ...(await measure(scene)) };
    console.log(
      `${row.name}: ${row.frames} frames, median ${ms(row.median)}, 95 % ${ms(row.most)}, longest ${ms(row.longest)}`,
    );
    rows.push(row);
  }
} finally {
  await harness.close();
}
if (only === undefined) {
  const before = await readFile('docs/panel.md', 'utf8');
  const rest = before.slice(before.indexOf('\n## '));
  await writeFile('docs/panel.md', await format(table(rows) + rest, { parser: 'markdown', printWidth: 120 }));
}

async function measure({ act, cell = null, order = 'file', view = 'heatmap' }) {
  const choices = { units: null, target: null, name: '', type: null, threshold: 0, significant: false };
  const saved = JSON.stringify({
    source: 'plant-2024-all.parquet',
    selected: 0,
    choices: { ...choices, view, order, cell, sort: { by: 'mi', descending: true } },
  });
  const page = await harness.browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${harness.url}/?theme=dark&saved=${encodeURIComponent(saved)}`);
  await page.evaluate(harness.madeUp);
  await page.evaluate(() => {
    window.run = window.madeUp.runs['500-running']();
  });
  if (act !== 'begin') {
    await page.evaluate(() => {
      window.postMessage([{ type: 'snapshot', snapshot: window.run }], '*');
    });
    await page.waitForSelector(view === 'pairs' ? '.list-body .list-row' : '.canvas-cell', {
      timeout: 180_000,
    });
    await page.waitForTimeout(1500);
  }
  const trace = await tracing(page, () =>
    page.evaluate(stream, {
      act,
      seconds: SECONDS,
      perSecond: BATCHES_PER_SECOND,
      pairs: PAIRS_PER_BATCH,
      part: PAIRS_PER_MESSAGE,
      parts: MESSAGES_PER_BATCH,
    }),
  );
  await page.close();
  const times = frameTimes(trace);
  return {
    frames: times.length,
    median: quantile(times, 0.5),
    most: quantile(times, 0.95),
    longest: quantile(times, 1),
  };
}

/** Runs in the page: streams updates as the extension sends them and does, a step a frame, what a person would do. */
async function stream({ act, seconds, perSecond, pairs, part, parts }) {
  const { run } = window;
  const post = (...batch) => window.postMessage(batch, '*');
  const queue = [];
  const inParts = (send) => {
    for (let from = 0; from < run.pairs.length; from += part)
      queue.push(send(from, run.pairs.slice(from, from + part)));
  };
  if (act === 'begin')
    inParts((from, slice) =>
      from === 0
        ? { type: 'snapshot', snapshot: { ...run, pairs: slice }, pairCount: run.pairs.length }
        : { type: 'morePairs', pairs: slice },
    );
  if (act === 'end') {
    inParts((from, slice) => ({
      type: 'pairs',
      updates: slice.map((pair, at) => ({
        index: from + at,
        pair: { ...pair, status: 'converged', qValue: 0.01 },
      })),
    }));
    queue.push({ type: 'run', run: { phase: 'finished', cancelled: false, failedPairs: 0, seconds: 60 } });
  }
  let sent = 0;
  const timer = setInterval(() => {
    if (act === 'begin' || act === 'end') {
      if (queue.length > 0) post(...queue.splice(0, parts));
      return;
    }
    const updates = Array.from({ length: pairs }, (_, at) => {
      const index = (sent * 7919 + at * 499) % run.pairs.length;
      const pair = run.pairs[index];
      const mi = Math.max(0, (pair.mi ?? 0.1) * (0.9 + 0.2 * Math.random()));
      return { index, pair: { ...pair, mi, status: 'training', iterations: pair.iterations + 25 } };
    });
    sent += 1;
    const now = { ...run.run, done: run.run.done + sent, share: 0.4 + sent / 1000 };
    post({ type: 'pairs', updates }, { type: 'run', run: now });
  }, 1000 / perSecond);
  const target = [...document.querySelectorAll('.canvas-scroller, .list-scroller')].find(
    (node) => node.offsetHeight > 0,
  );
  const steps = {
    begin: () => {},
    end: () => {},
    rest: () => {},
    scroll: (frame) =>
      target.scrollBy({
        left: frame % 240 < 120 ? 20 : -20,
        top: frame % 400 < 200 ? 24 : -24,
        behavior: 'instant',
      }),
    zoom: (frame) => {
      const { left, top } = target.getBoundingClientRect();
      const at = { clientX: left + 400, clientY: top + 300, bubbles: true, cancelable: true, ctrlKey: true };
      if (frame % 3 === 0)
        target.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY: frame % 60 < 30 ? -100 : 100 }));
    },
    keys: (frame) => {
      const cell = document.querySelector('.canvas-cell');
      cell.focus({ preventScroll: true });
      const key = ['ArrowDown', 'ArrowDown', 'ArrowRight'][frame % 3];
      if (frame % 2 === 0)
        document
          .querySelector('.canvas-cell')
          .dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    },
  };
  const end = performance.now() + 1000 * seconds;
  for (let frame = 0; performance.now() < end; frame++) {
    await new Promise((next) => requestAnimationFrame(next));
    steps[act](frame);
  }
  clearInterval(timer);
}

async function tracing(page, act) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: [
        'toplevel',
        'devtools.timeline.frame',
        'disabled-by-default-devtools.timeline.frame',
        'devtools.timeline',
        'disabled-by-default-devtools.timeline',
        '__metadata',
      ],
    },
  });
  await act();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return events;
}

function ms(time) {
  return `${time.toFixed(1)} ms`;
}

function table(found) {
  const line = ({ name, frames, median, most, longest }) =>
    `| ${name} | ${frames} | ${ms(median)} | ${ms(most)} | ${ms(longest)} | ${most < GOAL_MS ? 'met' : 'missed'} |`;
  return `# How smoothly the panel runs

500 columns, 124,750 pairs, while a run streams: ${BATCHES_PER_SECOND} batches a second with ${PAIRS_PER_BATCH} pairs each; its first
snapshot and its end come in as many batches a second with ${MESSAGES_PER_BATCH * PAIRS_PER_MESSAGE} pairs each. Time that the page's
main thread worked for each frame (everything from one frame's drawing to the next: messages, parsing, scripts, style,
layout, painting; not the time in which it waited for a core that others used), by the
browser's performance trace, Chromium without a graphics card, a window of 1440 × 900. Made by \`npm run bench:panel\`,
${SECONDS} s a row, on ${cpus().length} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}, Node ${process.version}. Goal: 95 % of frames under ${GOAL_MS} ms.

| what is done | frames | median | 95 % under | longest | goal |
| --- | ---: | ---: | ---: | ---: | --- |
${found.map(line).join('\n')}
`;
}
