// Shows the panel's page without an editor around it: the same HTML and policy, the themes' colours, made-up runs.
// Takes screenshots into out/harness/ and fails on any policy violation, script error or accessibility finding.
//   node test/webview/harness.mjs [FILTER]     FILTER: a part of a screenshot's name, or “handling”
/* global Buffer, MessageEvent, requestAnimationFrame, MutationObserver, dispatchEvent, document, window */
import { build } from 'esbuild';
import { createServer } from 'node:http';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { progress, runs } from './runs.mjs';
import { themes } from './themes.mjs';

const OUT = 'out/harness';
const filter = process.argv[2] ?? '';
const require = createRequire(import.meta.url);

const shots = [
  ...['light', 'dark', 'hc-dark', 'hc-light'].flatMap((theme) => [
    { run: '4-finished', theme, width: 1280 },
    { run: '12-running', theme, width: 1280 },
  ]),
  ...['light', 'dark'].flatMap((theme) => [
    { run: '60-finished', theme, width: 1440 },
    { run: '60-running', theme, width: 700 },
    { run: '12-finished', theme, width: 480 },
    { run: 'target-finished', theme, width: 1000 },
  ]),
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
].filter((shot) => name(shot).includes(filter));

function name({ run, theme, width }) {
  return `${run}-${theme}-${width}`;
}

async function bundle() {
  const options = { bundle: true, write: false, logLevel: 'warning', outdir: 'out' };
  const page = await build({
    ...options,
    platform: 'browser',
    target: 'chrome130',
    format: 'iife',
    entryPoints: { panel: 'webview/panel.ts' },
  });
  const html = await build({ ...options, format: 'esm', entryPoints: ['src/extension/panelHtml.ts'] });
  const files = Object.fromEntries(page.outputFiles.map((file) => [file.path.split('/').at(-1), file.text]));
  const source = Buffer.from(html.outputFiles[0].text).toString('base64');
  const { panelHtml } = await import(`data:text/javascript;base64,${source}`);
  return { files, panelHtml };
}

/** What VS Code does before the page's own script runs: the API, the theme's variables, its body class. */
function stub(theme) {
  const { kind, variables } = themes[theme];
  return `
    window.posted = []; window.violations = [];
    addEventListener('securitypolicyviolation', (event) =>
      violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
    let kept;
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => posted.push(message), getState: () => kept, setState: (state) => { kept = state; } });
    window.setTheme = (kind, variables) => {
      document.documentElement.removeAttribute('style');
      for (const [key, value] of Object.entries(variables))
        document.documentElement.style.setProperty('--vscode-' + key, value);
      document.body.className = kind; document.body.dataset.vscodeThemeKind = kind.split(' ')[0];
    };
    setTheme(${JSON.stringify(kind)}, ${JSON.stringify(variables)});`;
}

async function serve({ files, panelHtml }) {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://127.0.0.1');
    const file = files[pathname.slice(1)];
    const types = { js: 'text/javascript', css: 'text/css' };
    if (file !== undefined) {
      response.writeHead(200, { 'content-type': types[pathname.split('.').at(-1)] });
      response.end(file);
      return;
    }
    if (pathname !== '/') {
      response.writeHead(404).end();
      return;
    }
    const nonce = 'dGVzdA';
    const page = panelHtml({
      nonce,
      cspSource: "'self'",
      script: '/panel.js',
      style: '/panel.css',
      title: 'Mutual information',
    });
    const before = `<script nonce="${nonce}">${stub(searchParams.get('theme'))}</script>`;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page.replace('<main', () => `${before}<main`));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return server;
}

async function send(page, message) {
  await page.evaluate((data) => dispatchEvent(new MessageEvent('message', { data })), message);
  await drawn(page);
}

/** The page draws what was asked of it in the next frame. */
const drawn = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function open(browser, url, { run, theme, width }) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const errors = [];
  page.on('console', (entry) => {
    if (['error', 'warning'].includes(entry.type())) errors.push(entry.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${url}/?theme=${theme}`);
  const snapshot = runs[run]();
  await send(page, { type: 'snapshot', snapshot });
  for (let round = 1; round <= 3 && snapshot.run.phase === 'training'; round++) {
    await send(page, progress(snapshot, round));
  }
  return { page, errors };
}

async function findings(page) {
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate(() => window.axe.run(document));
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 3)
      .map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary.replaceAll('\n', ' ')}`),
  );
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
  const name = await focused();
  expect('arrows lead through the triangle', name.startsWith('Cylinders with Horsepower'));
  const title = await page.textContent('.pair-view h2');
  expect('the focused pair is shown beside', title === 'Cylinders with Horsepower');
  expect('the extension hears of it', (await posted()).at(-1).type === 'select');
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

async function take(browser, url, shot) {
  const { page, errors } = await open(browser, url, shot);
  if (shot.select) await page.click(`.grid .cell[data-status=${shot.select}]`);
  else if (
    runs[shot.run]().run.phase === 'training' &&
    !shot.run.startsWith('60') &&
    !shot.run.startsWith('500')
  )
    await page.click('.grid .cell[data-status=training]');
  if (shot.invalid) await send(page, { type: 'snapshot', snapshot: { source: 7 } });
  await page.waitForTimeout(150);
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
    ...(await findings(page)),
  ];
  await page.close();
  return problems;
}

const launch = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  ],
};

await mkdir(OUT, { recursive: true });
const server = await serve(await bundle());
const browser = await chromium.launch(launch);
const url = `http://127.0.0.1:${server.address().port}`;
function tell(what, problems) {
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${what}`);
  for (const problem of problems) console.log(`     ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}
try {
  for (const shot of shots) tell(name(shot), await take(browser, url, shot));
  if ('handling'.includes(filter)) tell('handling', await handling(browser, url));
} finally {
  await browser.close();
  server.close();
}
