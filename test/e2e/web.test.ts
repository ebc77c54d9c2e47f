import { execFile } from 'node:child_process';
import { existsSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/paths.mjs';
import type { Report } from '../../src/report/report';
import { Workbench } from './workbench';

const ESTIMATE = 'Estimate Mutual Information';
const RUN_MS = 120_000;
const LEFT_OUT = ['Species', 'Island', 'Beak Depth (mm)', 'Sex'];
const KEPT = ['Beak Length (mm)', 'Flipper Length (mm)', 'Body Mass (g)'];
/** Decimals: this browser's Math.log and its kin may round the last bit otherwise than Node's. */
const DIGITS = 6;

describe('in a browser with no machine behind it', () => {
  let workbench: Workbench;
  let cells: Locator;
  let inTheProcess: Promise<Report>;

  beforeAll(async () => {
    workbench = await Workbench.open('web', { 'mine.preset': 'thorough' }, { 'huge.csv': 'a,b\n1,2\n' });
    inTheProcess = estimateInProcess(join(workbench.folder, 'penguins.json'));
    // Said where it is waited for.
    inTheProcess.catch(() => undefined);
    cells = workbench.panel
      .getByRole('grid', { name: 'Mutual information heatmap' })
      .getByRole('gridcell')
      .filter({ visible: true });
  });
  afterAll(() => workbench.close());
  // The steps of one story: after one that failed, the rest would tell nothing.
  let failed = false;
  beforeEach(({ skip }) => {
    skip(failed, 'an earlier step failed');
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    failed = true;
    await workbench.screenshot(`failed-web-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  const cellNames = () =>
    cells.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('aria-label') ?? ''));
  const says = (words: RegExp, timeout = RUN_MS) =>
    expect
      .poll(() => workbench.panel.locator('.run-sentence').innerText({ timeout: 5000 }), {
        timeout,
        interval: 100,
      })
      .toMatch(words);

  it('trains in a web worker, from a right-click to a full heatmap', async () => {
    await workbench.chooseFromContextMenu(workbench.file('penguins.json'), ESTIMATE);
    await workbench.expectQuickPick(/7 of 7 columns: 21 pairs, about \d/);
    for (const name of LEFT_OUT) await workbench.picks(name).first().click();
    await workbench.expectQuickPick(/3 of 7 columns: 3 pairs/);
    await workbench.screenshot('web-columns');
    await workbench.page.keyboard.press('Enter');
    await workbench.expectQuickPick(/all pairs/i);
    await workbench.page.keyboard.press('Enter');
    await expect
      .poll(cellNames, { timeout: RUN_MS, interval: 25 })
      .toContainEqual(expect.stringMatching(/: \d+\.\d\d nats, training$/));
    await workbench.screenshot('web-training');
    await says(/^Finished: 3 pairs/);
  });

  it('shows a pair with its rows', async () => {
    await cells
      .and(workbench.panel.getByLabel(/Flipper.*Mass|Mass.*Flipper/))
      .first()
      .click();
    const rows = workbench.panel.getByRole('region', { name: 'Rows of the pair' });
    await rows.getByRole('img', { name: /^Scatter plot of .*Flipper/ }).waitFor();
    await expect.poll(() => rows.getByRole('button', { name: /^line \d+/ }).count()).toBeGreaterThan(3);
    await workbench.screenshot('web-pair');
  });

  it('saves a report that opens in its editor, with the numbers of the background process', async () => {
    const saved = join(workbench.folder, 'penguins.mine.json');
    await workbench.panel.getByRole('button', { name: 'Save report' }).click();
    await workbench.page.locator('.quick-input-widget input.input').waitFor();
    await workbench.page.keyboard.press('Enter');
    await expect.poll(() => existsSync(saved), { timeout: 10_000 }).toBe(true);
    await workbench.notifications.getByRole('button', { name: 'Open' }).click();
    await workbench.page.getByRole('tab', { name: 'penguins.mine.json' }).waitFor();
    await expect.poll(() => cells.count(), { timeout: 20_000 }).toBe(3);
    await workbench.screenshot('web-report');
    await workbench.runFromPalette('View: Revert and Close Editor');
    const inBrowser = JSON.parse(readFileSync(saved, 'utf8')) as Report;
    expect(inBrowser.engine).toMatchObject({ name: 'kernel-fused', threads: 1 });
    const inProcess = await inTheProcess;
    expect(inBrowser.dataset).toEqual(inProcess.dataset);
    expect(inBrowser.settings).toEqual(inProcess.settings);
    for (const [index, { mi, heldOut, iterations, x, z }] of inProcess.pairs.entries()) {
      const pair = inBrowser.pairs[index];
      expect(pair).toMatchObject({ x, z, iterations, status: 'converged' });
      expect(pair?.mi).toBeCloseTo(mi ?? NaN, DIGITS);
      expect(pair?.heldOut).toBeCloseTo(heldOut ?? NaN, DIGITS);
    }
  });

  it('cancels at once', async () => {
    await workbench.panel.getByRole('button', { name: 'Run again' }).click();
    await says(/^Training/);
    await workbench.panel.getByRole('button', { name: 'Cancel' }).click();
    await says(/^Cancelled/, 3000);
  });

  it('refuses what does not fit into a browser', async () => {
    truncateSync(join(workbench.folder, 'huge.csv'), 257 * 2 ** 20);
    await workbench.chooseFromContextMenu(workbench.file('huge.csv'), ESTIMATE);
    await workbench.notifications
      .filter({ hasText: 'huge.csv is larger than the 256 MB that VS Code can hand over' })
      .first()
      .waitFor();
    await workbench.screenshot('web-refused');
  });

  it('never had a problem to show, nor broke the security policy of its page', async () => {
    expect(await workbench.panel.getByRole('alert').filter({ visible: true }).allInnerTexts()).toEqual([]);
    expect(workbench.complaints).toEqual([]);
  });
});

/** What the command line gives for the same columns. */
async function estimateInProcess(file: string): Promise<Report> {
  const options = ['--preset=thorough', '--format=json', ...KEPT.map((name) => `--columns=${name}`)];
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(ROOT, 'dist/cli.js'),
    'estimate',
    file,
    ...options,
  ]);
  return JSON.parse(stdout) as Report;
}
