// Shows the panel's page without an editor around it: the same HTML and policy, the themes' colours, made-up runs.
// Takes screenshots into out/harness/ and fails on any policy violation, script error or accessibility finding.
//   node test/webview/harness.mjs [FILTER]     FILTER: a part of a screenshot's name, or “handling”
/* global NodeFilter, Node, URLSearchParams, MessageEvent, requestAnimationFrame, MutationObserver, dispatchEvent, document, window */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { openHarness } from './page.mjs';
import { points } from './points.mjs';
import { progress, runs, SOURCE_OF_500 } from './runs.mjs';
import { themes } from './themes.mjs';

const OUT = 'out/harness';
const filter = process.argv[2] ?? '';
const require = createRequire(import.meta.url);

const THEMES = ['light', 'dark', 'hc-dark', 'hc-light'];
const large = ({ run }) => /^(60|500)-/.test(run);

const shots = [
  ...THEMES.flatMap((theme) => [
    ...['4', '12', '60', '500'].flatMap((columns) => [
      { run: `${columns}-running`, theme, width: 1280 },
      { run: `${columns}-finished`, theme, width: 1440 },
    ]),
    { run: '12-running', theme, width: 1280, as: 'pairs', choices: { view: 'pairs' } },
    { run: '60-finished', theme, width: 1700, as: 'pairs', choices: { view: 'pairs' } },
    { run: '60-finished', theme, width: 1440, as: 'cluster', choices: { order: 'cluster' } },
    { run: 'target-finished', theme, width: 1000 },
  ]),
  ...['name', 'strength', 'cluster'].flatMap((order) => [
    { run: '12-finished', theme: 'light', width: 1280, as: order, choices: { order } },
    { run: '500-finished', theme: 'dark', width: 1440, as: order, choices: { order } },
  ]),
  { run: '500-finished', theme: 'light', width: 1440, as: 'whole', choices: { order: 'cluster', cell: 1.4 } },
  { run: '500-running', theme: 'light', width: 1440, as: 'close', choices: { cell: 40 } },
  { run: '500-running', theme: 'dark', width: 1440, as: 'pairs', choices: { view: 'pairs' } },
  { run: '60-finished', theme: 'dark', width: 1440, as: 'named', choices: { name: 'temp' } },
  { run: '60-finished', theme: 'light', width: 1440, as: 'strong', choices: { threshold: 0.7 } },
  { run: '12-running', theme: 'dark', width: 1280, as: 'significant', choices: { significant: true } },
  { run: '12-finished', theme: 'dark', width: 1280, as: 'significant', choices: { significant: true } },
  { run: '12-finished', theme: 'dark', width: 1280, as: 'correlation', choices: { units: 'correlation' } },
  { run: '12-finished', theme: 'light', width: 1280, as: 'ranked', choices: { target: 'Price' } },
  { run: '12-finished', theme: 'light', width: 1000, as: 'nothing', choices: { name: 'no such name' } },
  ...['light', 'dark'].flatMap((theme) => [
    { run: '60-running', theme, width: 700 },
    { run: '12-finished', theme, width: 480 },
  ]),
  { run: '12-finished', theme: 'light', width: 480, as: 'pairs', choices: { view: 'pairs' } },
  ...THEMES.map((theme) => ({ run: '12-paused', theme, width: 1000 })),
  { run: '12-pausing', theme: 'dark', width: 400 },
  { run: '4-starting', theme: 'dark', width: 900 },
  { run: '4-running', theme: 'light', width: 400 },
  { run: '12-finished', theme: 'dark', width: 1600, select: 'failed' },
  { run: '12-cancelled', theme: 'light', width: 1280, select: 'cancelled' },
  { run: 'target-running', theme: 'dark', width: 480 },
  { run: '60-finished', theme: 'hc-dark', width: 480 },
  { run: 'one-pair', theme: 'light', width: 1000 },
  { run: 'chosen', theme: 'dark', width: 1000 },
  { run: 'broken', theme: 'dark', width: 1000 },
  { run: '4-finished', theme: 'dark', width: 800, invalid: true },
  ...['light', 'dark', 'hc-dark', 'hc-light'].flatMap((theme) =>
    ['scatter', 'strip', 'mosaic'].map((kind) => ({ run: `rows-${kind}`, theme, width: 1100 })),
  ),
  { run: 'rows-dense', theme: 'dark', width: 1100 },
  { run: 'rows-dates', theme: 'light', width: 1100 },
  { run: 'rows-group', theme: 'dark', width: 1100 },
  { run: 'rows-plain', theme: 'light', width: 1100 },
  { run: 'rows-untold', theme: 'dark', width: 420 },
  ...[
    '4-running',
    '12-finished',
    '12-paused',
    '12-cancelled',
    '60-finished',
    'rows-scatter',
    'rows-dates',
  ].map((run) => ({ run, theme: 'light', width: 1280, as: 'chinese', language: 'zh-cn' })),
  ...['12-finished', 'rows-mosaic', 'rows-group'].map((run) => ({
    ...{ run, theme: 'dark', width: 480, as: 'chinese', language: 'zh-cn' },
  })),
  ...['protanopia', 'deuteranopia', 'tritanopia', 'achromatopsia'].flatMap((vision) =>
    ['12-finished', 'rows-scatter'].map((run) => ({ run, theme: 'light', width: 1280, as: vision, vision })),
  ),
  {
    ...{ run: '12-finished', theme: 'dark', width: 1440, as: 'chinese-pairs', language: 'zh-cn' },
    choices: { view: 'pairs', units: 'correlation' },
  },
].filter((shot) => name(shot).includes(filter));

function name({ run, theme, width, as }) {
  return [run, ...(as ? [as] : []), theme, width].join('-');
}

async function send(page, message) {
  await page.evaluate((told) => dispatchEvent(new MessageEvent('message', { data: [told] })), message);
  await drawn(page);
}

/** The page draws what was asked of it in the next frame. */
const drawn = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function open(browser, url, { run, theme, width, choices, language }) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const errors = [];
  page.on('console', (entry) => {
    if (['error', 'warning'].includes(entry.type())) errors.push(entry.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(
    `${url}/?${new URLSearchParams({
      theme,
      ...(choices && { saved: saved(run, choices) }),
      ...(language && { language }),
    }).toString()}`,
  );
  // Made in the page: a run of 500 columns is too large to be sent there.
  await page.evaluate(madeUp);
  await page.evaluate((made) => {
    const snapshot = window.madeUp.runs[made]();
    const tell = (told) => dispatchEvent(new MessageEvent('message', { data: [told] }));
    tell({ type: 'snapshot', snapshot });
    for (let round = 1; round <= 3 && snapshot.run.phase === 'training'; round++)
      tell(window.madeUp.progress(snapshot, round));
  }, run);
  await drawn(page);
  return { page, errors };
}

/** What the page would have kept of choices made before it was loaded again. */
function saved(run, choices) {
  const { source } = runs[run.replace('500', '60')]();
  return JSON.stringify({
    source: run.startsWith('500') ? SOURCE_OF_500 : source,
    selected: null,
    choices: { ...DEFAULTS, ...choices },
  });
}

const DEFAULTS = {
  view: 'heatmap',
  order: 'file',
  units: null,
  target: null,
  name: '',
  type: null,
  threshold: 0,
  significant: false,
  sort: { by: 'mi', descending: true },
  cell: null,
};

async function findings(page) {
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate(() => window.axe.run(document));
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 3)
      .map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary.replaceAll('\n', ' ')}`),
  );
}

const NO_ROWS = 'The background process has ended: run again to see the rows.';

/** What the extension answers to a page that asks for the rows of a pair. */
async function answer(page, run) {
  const asked = await page.evaluate(() => window.posted.filter(({ type }) => type === 'inspect'));
  const rows = points[run];
  for (const { index } of asked)
    await send(page, {
      type: 'points',
      index,
      points: rows ? { kind: 'rows', rows: rows() } : { kind: 'none', reason: NO_ROWS },
    });
}

/** Rows looked at by hand: with the pointer, and with the keyboard alone. */
async function handlingRows(browser, url) {
  const { page, errors } = await open(browser, url, { run: 'rows-group', theme: 'light', width: 1100 });
  const wrong = [];
  const expect = (claim, holds) => {
    if (!holds) wrong.push(`not so: ${claim}`);
  };
  const last = () => page.evaluate(() => window.posted.at(-1));
  expect('the page asks for the rows of the pair', (await last()).type === 'inspect');
  await answer(page, 'rows-group');
  const place = await page.evaluate(() => {
    const sign = document.querySelector('.plot circle').getBoundingClientRect();
    return { x: sign.left + sign.width / 2, y: sign.top + sign.height / 2 };
  });
  await page.mouse.move(place.x, place.y);
  const hover = await page.textContent('.rows .tooltip');
  expect(
    'a row under the pointer says its line and values',
    /ine \d+.*Length \(in\): [\d.]+.*nats/.test(hover),
  );
  await page.mouse.click(place.x, place.y);
  const revealed = await last();
  expect('a click asks for its line', revealed.type === 'reveal' && hover.includes(String(revealed.place)));
  const acrossName = () => page.textContent('.plot .axis-name');
  expect('the first column of the group runs across', (await acrossName()) === 'Length (in)');
  await page.click('.rows-axes vscode-dropdown >> visible=true');
  await page.click('.rows-axes vscode-option:has-text("Width (in)")');
  await drawn(page);
  expect('another column of the group can', (await acrossName()) === 'Width (in)');
  await page.focus('.telling-row');
  await page.keyboard.press('Enter');
  const words = await page.evaluate(() => document.activeElement.textContent);
  expect('a telling row can be shown by keyboard', words.includes(`line ${(await last()).place}`));
  const highest = await page.textContent('.telling-row .telling-pointwise');
  expect('the most telling row is first', highest.startsWith('+'));
  await page.close();
  return [...errors, ...wrong];
}

/** A run used by hand: what a person presses, what the page answers. Returns what went wrong. */
async function handling(browser, url) {
  const { page, errors } = await open(browser, url, { run: '12-running', theme: 'dark', width: 1000 });
  const wrong = [];
  const expect = (claim, holds) => {
    if (!holds) wrong.push(`not so: ${claim}`);
  };
  const posted = () => page.evaluate(() => window.posted);
  const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  expect('the page says that it is ready', (await posted())[0].type === 'ready');

  await page.focus('.grid [tabindex="0"]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await drawn(page);
  const name = await focused();
  expect('arrows lead through the triangle', name.startsWith('Cylinders with Horsepower'));
  const title = await page.textContent('.pair-view h2');
  expect('the focused pair is shown beside', title === 'Cylinders with Horsepower');
  expect(
    'the extension hears of it, and is asked for its rows',
    (await posted())
      .slice(-2)
      .map(({ type }) => type)
      .join() === 'select,inspect',
  );
  expect('the grid has one tab stop', (await page.locator('.grid [tabindex="0"]').count()) === 1);

  await page.evaluate(() => {
    window.cell = document.activeElement;
    window.built = 0;
    new MutationObserver(() => window.built++).observe(document.querySelector('.grid'), { childList: true });
  });
  const running = runs['12-running']();
  for (let round = 1; round <= 5; round++) await send(page, progress(running, round));
  expect('updates do not build the grid anew', await page.evaluate(() => window.built === 0));
  expect('updates leave the focus alone', await page.evaluate(() => document.activeElement === window.cell));
  await page.keyboard.press('Control+End');
  expect('Ctrl+End leads to the last pair', (await focused()).startsWith('Wheelbase with Length of the car'));

  const fill = () => page.evaluate(() => document.activeElement.style.getPropertyValue('--fill'));
  const before = await fill();
  await page.evaluate(({ kind, variables }) => window.setTheme(kind, variables), themes.light);
  await page.waitForTimeout(100);
  expect('another theme recolours the cells', (await fill()) !== before);
  await page.click('vscode-radio[value=bits]');
  await drawn(page);
  expect('bits are shown', (await page.textContent('.estimate-units')) === 'bits');
  expect(
    'the extension hears of the units',
    (await posted()).some(({ units }) => units === 'bits'),
  );

  const pauseButton = () => page.textContent('[data-action=pause]');
  await page.focus('[data-action=pause]');
  await page.keyboard.press('Enter');
  expect('Enter on Pause asks for it', (await posted()).at(-1).type === 'pause');
  const height = () => page.evaluate(() => document.querySelector('.run-bar').offsetHeight);
  const told = () => page.textContent('.run-bar .unseen');
  const high = await height();
  const state = { phase: 'paused', done: 12, total: 66, share: 0.4 };
  await send(page, { type: 'run', run: { ...state, atRest: false } });
  expect('it says that it is pausing', (await told()).startsWith('Pausing'));
  await send(page, { type: 'run', run: { ...state, atRest: true } });
  expect('and when it is paused', (await told()) === 'Paused: 12 of 66 pairs done — 40 %');
  expect('the bar keeps its height', (await height()) === high);
  expect('the button resumes now, with the focus', (await pauseButton()) === 'Resume');
  await page.keyboard.press('Enter');
  expect('Enter on Resume asks for it', (await posted()).at(-1).type === 'resume');
  await send(page, { type: 'run', run: running.run });
  expect('going on is told', (await told()) === 'The training goes on');
  expect('and can be paused again', (await pauseButton()) === 'Pause');
  await page.click('vscode-button:has-text("Cancel")');
  expect('Cancel asks for it', (await posted()).at(-1).type === 'cancel');
  await send(page, { type: 'run', run: { phase: 'cancelling' } });
  await send(page, { type: 'run', run: { phase: 'finished', cancelled: true, failedPairs: 0, seconds: 9 } });
  const next = await page.evaluate(() => document.activeElement.textContent);
  expect('the focus goes on to the next button', next === 'Save report');
  await page.keyboard.press('Enter');
  expect('Enter presses it', (await posted()).at(-1).type === 'saveReport');
  await send(page, { type: 'pairs', updates: [{ index: 9999, pair: running.pairs[0] }] });
  expect('a pair of another run is a problem, in words', await page.isVisible('.problem'));
  expect('and is reported', (await posted()).at(-1).type === 'problem');
  const violations = await page.evaluate(() => window.violations);
  await page.close();
  return [...errors, ...violations, ...wrong];
}

/** The same with the pair list, and with cells on a canvas, by keyboard alone. */
async function handlingByKeyboard(browser, url) {
  const { page, errors } = await open(browser, url, { run: '60-finished', theme: 'light', width: 1280 });
  const wrong = [];
  const expect = (claim, holds) => {
    if (!holds) wrong.push(`not so: ${claim}`);
  };
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
    await drawn(page);
  };
  const posted = () => page.evaluate(() => window.posted);
  const label = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  const active = (attribute) => page.evaluate((name) => document.activeElement.getAttribute(name), attribute);

  await page.focus('.canvas-grid [tabindex="0"]');
  await press('Control+Home');
  expect(
    'the first cell of the canvas has its name',
    (await label()).startsWith('sensor_0_temperature_celsius with s1_flow'),
  );
  await press('ArrowDown', 'ArrowDown', 'ArrowRight');
  expect('arrows lead over the canvas', (await label()).startsWith('s1_flow with s3_flow'));
  expect('the cell has its place in the grid', (await active('aria-colindex')) === '3');
  expect(
    'the extension hears of it, and is asked for its rows',
    (await posted())
      .slice(-2)
      .map(({ type }) => type)
      .join() === 'select,inspect',
  );
  await press('Control+End');
  const ring = await page.evaluate(() => {
    const [cell, frame] = [document.activeElement, document.activeElement.closest('.canvas-scroller')];
    const [inner, outer] = [cell.getBoundingClientRect(), frame.getBoundingClientRect()];
    return (
      !cell.classList.contains('out-of-view') && inner.right <= outer.right && inner.bottom <= outer.bottom
    );
  });
  expect('Ctrl+End scrolls to the last cell', ring && (await label()).startsWith('s58_flow with s59_flow'));
  const width = () => page.evaluate(() => document.activeElement.getBoundingClientRect().width);
  const before = await width();
  await press('+');
  expect('+ zooms in, and the focus stays', (await width()) > before);
  await press('-', '-', '0');
  expect('0 brings all cells into view', (await width()) < before);
  await press('Enter');
  expect(
    'Enter leads to the pair',
    await page.evaluate(() => document.activeElement.className === 'pair-view'),
  );
  await press('Escape');
  expect('Escape leads back to its cell', (await label()).startsWith('s58_flow with s59_flow'));

  await page.focus('[role=tab][tabindex="0"]');
  await press('ArrowRight');
  expect('an arrow opens the list of pairs', await page.isVisible('.pair-list'));
  expect('the heatmap is put away', !(await page.isVisible('.heatmap')));
  const first = () => page.textContent('.list-body .list-row >> nth=0');
  const strongest = await first();
  await page.focus('.list-head button[tabindex="0"]');
  await press('End', 'ArrowLeft', 'Enter');
  expect('a column’s name sorts by it', (await page.textContent('[aria-sort=descending]')) === 'Spearman');
  await press('Home', 'ArrowRight', 'ArrowRight', 'Enter', 'Enter');
  expect(
    'pressed twice it turns the order round',
    (await page.textContent('[aria-sort=ascending]')) === 'MI',
  );
  expect('and the strongest is not first', (await first()) !== strongest);
  await press('ArrowDown', 'End');
  expect('End leads to the last of all pairs', (await active('aria-rowindex')) === '1771');
  expect(
    'which is the strongest',
    (await page.evaluate(() => document.activeElement.textContent)) === strongest,
  );
  expect('only rows in view are elements', (await page.locator('.list-body .list-row').count()) < 80);
  expect('one row is the tab stop', (await page.locator('.list-body [tabindex="0"]').count()) === 1);
  await press('PageUp', 'ArrowUp', 'Enter', 'Escape');
  expect('Escape leads back to the row', (await active('role')) === 'row');

  await page.focus('vscode-text-field');
  await page.keyboard.type('s59');
  await drawn(page);
  const count = await page.textContent('.toolbar-count');
  expect('a name filters, and the count is told', count === '59 of 1,770 pairs shown');
  const kept = await page.evaluate(() => window.kept());
  expect('choices are kept', kept.choices.name === 's59' && kept.choices.view === 'pairs');
  const violations = await page.evaluate(() => window.violations);
  const found = await findings(page);
  await page.close();
  return [...errors, ...violations, ...wrong, ...found];
}

/** Words that are the same in Chinese. */
const SAME = [
  ...[
    'MINE(-f)?',
    'Pearson',
    'Spearman',
    'Benjamini-Hochberg',
    'Kraskov',
    'Ross',
    'Miller-Madow',
    'MI',
    'Ctrl',
    'SVG',
    'PNG',
    'CSV',
    'Markdown',
    'HTML',
  ],
  // As the settings have them.
  ...['standard', 'quick', 'thorough', 'paper', 'kernel', 'wasm'],
].join('|');

/** English in a page that speaks Chinese: seen, read out or shown when pointed at, and not part of the run's own data. */
async function untranslated(page, run) {
  const said = await page.evaluate(
    ([made, answered, same]) => {
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      const texts = [];
      for (let node = walk.nextNode(); node; node = walk.nextNode())
        if (node.nodeType === Node.ELEMENT_NODE)
          texts.push(
            ...['aria-label', 'title', 'placeholder', 'data-interval'].map(
              (name) => node.getAttribute(name) ?? '',
            ),
          );
        else if (!node.parentElement.closest('script, style, .plot, .telling-values')) texts.push(node.data);
      const { variables, pairs, source, run: state } = window.madeUp.runs[made]();
      // Headers may be broken after the signs that join words.
      const names = variables
        .flatMap(({ name, columns }) => [name, ...columns])
        .flatMap((name) => [name, ...name.split(/(?<=[_.\- /])/)]);
      const sentences = pairs.flatMap(({ error, warnings }) => [
        error ?? '',
        ...warnings.map(({ message }) => message),
      ]);
      const own = [source, state.message ?? '', answered, ...sentences, ...names].filter(
        (text) => text !== '',
      );
      own.sort((one, other) => other.length - one.length);
      const foreign = new RegExp(same, 'g');
      return texts.map((text) =>
        own.reduce((rest, name) => rest.replaceAll(name, ''), text.replaceAll(foreign, '')),
      );
    },
    [run, NO_ROWS, SAME],
  );
  const english = said.filter((text) => /[a-z]{2,}/i.test(text));
  return [...new Set(english)].map((text) => `not Chinese: ${text}`);
}

/** A run that has ended, and goes on by the buttons for it. */
async function handlingLonger(browser, url) {
  const { page, errors } = await open(browser, url, { run: '12-finished', theme: 'light', width: 1280 });
  const wrong = [];
  const expect = (claim, holds) => {
    if (!holds) wrong.push(`not so: ${claim}`);
  };
  const last = () => page.evaluate(() => window.posted.at(-1));
  await page.focus('[data-action=trainLonger]');
  await page.keyboard.press('Enter');
  const all = await last();
  expect('the bar trains all pairs longer', all.type === 'trainLonger' && all.index === null);
  await page.focus('[data-action=changeSettings]');
  await page.keyboard.press('Enter');
  expect('and has the settings changed', (await last()).type === 'changeSettings');
  await page.click('.grid .cell[data-status=converged]');
  await drawn(page);
  await page.focus('.pair-view vscode-button:has-text("Train longer")');
  await page.keyboard.press('Enter');
  const one = await last();
  expect('the pair view trains its pair', one.type === 'trainLonger' && Number.isInteger(one.index));
  const shown = () => page.isVisible('.pair-view vscode-button:has-text("Train longer")');
  expect('it is offered', await shown());
  await send(page, { type: 'run', run: { ...runs['12-running']().run } });
  await send(page, { type: 'pairs', updates: [{ index: one.index, pair: runs['12-running']().pairs[0] }] });
  expect('but not while a run is going', !(await shown()));
  const violations = await page.evaluate(() => window.violations);
  await page.close();
  return [...errors, ...violations, ...wrong];
}

/** Shows the page as eyes with this deficiency see it. */
async function seeWith(page, type) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setEmulatedVisionDeficiency', { type });
}

async function take(browser, url, shot) {
  const { page, errors } = await open(browser, url, shot);
  const trains = runs[shot.run.replace('500', '60')]().run.phase === 'training';
  if (shot.select) await page.click(`.grid .cell[data-status=${shot.select}]`);
  else if (trains && !large(shot) && !shot.choices) await page.click('.grid .cell[data-status=training]');
  await answer(page, shot.run);
  if (shot.invalid) await send(page, { type: 'snapshot', snapshot: { source: 7 } });
  await page.waitForTimeout(150);
  if (shot.vision) await seeWith(page, shot.vision);
  await page.screenshot({ path: `${OUT}/${name(shot)}.png`, fullPage: true });
  const scrolls = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  // Read before axe comes in: its own styles are refused too.
  const violations = await page.evaluate(() => window.violations);
  const problems = [
    ...errors,
    ...violations.map((violation) => `policy: ${violation}`),
    ...(scrolls ? ['the page scrolls sideways'] : []),
    ...(shot.language ? await untranslated(page, shot.run) : []),
    ...(await findings(page)),
  ];
  await page.close();
  return problems;
}

await mkdir(OUT, { recursive: true });
const { browser, url, madeUp, close } = await openHarness();
function tell(what, problems) {
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${what}`);
  for (const problem of problems) console.log(`     ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}
try {
  for (const shot of shots) tell(name(shot), await take(browser, url, shot));
  if ('handling'.includes(filter)) {
    tell('handling', await handling(browser, url));
    tell('handling by keyboard', await handlingByKeyboard(browser, url));
    tell('handling more training', await handlingLonger(browser, url));
    tell('handling rows', await handlingRows(browser, url));
  }
} finally {
  await close();
}
