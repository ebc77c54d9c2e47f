import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OUT, ROOT } from '../../scripts/paths.mjs';
import { HOSTS, Workbench } from './workbench';

const ESTIMATE = 'Estimate Mutual Information';
const RUN_MS = 120_000;
/** Of these four columns, flipper and mass share by far the most (0.7 nats by nearest neighbours, the next 0.4). */
const LEFT_OUT = ['Species', 'Island', 'Beak Depth (mm)'];
const PAIRS = 6;

describe.each(HOSTS)('from a right-click to a live heatmap, %s extension', (host) => {
  let workbench: Workbench;
  let grid: Locator;
  let cells: Locator;
  let sentence: Locator;

  beforeAll(async () => {
    // Thorough, so that there is time to watch it train and to cancel it.
    workbench = await Workbench.open(host, { 'mine.preset': 'thorough' });
    grid = workbench.panel.getByRole('grid', { name: 'Mutual information heatmap' });
    cells = grid.getByRole('gridcell').filter({ visible: true });
    sentence = workbench.panel.locator('.run-sentence');
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
    await workbench.screenshot(`failed-${host}-${task.name.replaceAll(/\W+/g, '-')}`);
  });

  const cellNames = () =>
    cells.evaluateAll((nodes) => nodes.map((node) => node.getAttribute('aria-label') ?? ''));
  const says = (words: RegExp, timeout = RUN_MS) =>
    expect.poll(() => sentence.innerText(), { timeout, interval: 200 }).toMatch(words);

  it('asks for columns and pairs after a right-click on a file', async () => {
    await workbench.chooseFromContextMenu(workbench.file('penguins.json'), ESTIMATE);
    await workbench.expectQuickPick(/Flipper Length/);
    await workbench.expectQuickPick(/7 of 7 columns: 21 pairs, about \d/);
    await workbench.screenshot(`${host}-columns`);
    for (const name of LEFT_OUT) await workbench.picks(name).first().click();
    await workbench.expectQuickPick(/4 of 7 columns: 6 pairs, about \d/);
    await workbench.page.keyboard.press('Enter');
    await workbench.expectQuickPick(/all pairs/i);
    await workbench.screenshot(`${host}-pairs`);
    await workbench.page.keyboard.press('Enter');
  });

  it('opens the panel at once and fills the heatmap while it trains', async () => {
    await grid.waitFor({ timeout: 30_000 });
    await expect.poll(() => cells.count(), { timeout: 30_000 }).toBe(PAIRS);
    await expect
      .poll(cellNames, { timeout: RUN_MS, interval: 25 })
      .toContainEqual(expect.stringMatching(/: \d+\.\d\d nats, training$/));
    await workbench.screenshot(`${host}-training`);
    await workbench.panel.getByRole('button', { name: 'Pause' }).click();
    await says(/^Paused/, 10_000);
    await workbench.screenshot(`${host}-paused`);
    await workbench.panel.getByRole('button', { name: 'Resume' }).click();
    await says(new RegExp(`^Finished: ${PAIRS} pairs`));
    for (const name of await cellNames()) expect(name).toMatch(/^.+ with .+: \d+\.\d\d nats$/);
  });

  it('shows flipper length and body mass as the strongest pair', async () => {
    const byStrength = (await cellNames())
      .map((name) => ({ name, mi: Number(/: ([\d.]+) nats/.exec(name)?.[1]) }))
      .sort((a, b) => b.mi - a.mi);
    expect(byStrength[0]?.name).toMatch(
      /Flipper Length \(mm\).*Body Mass \(g\)|Body Mass \(g\).*Flipper Length \(mm\)/,
    );
    expect(byStrength[0]?.mi).toBeGreaterThan(0.5);
  });

  it('opens the training curves of a cell', async () => {
    await cells
      .filter({ hasText: /\d/ })
      .and(grid.getByLabel(/Flipper.*Mass|Mass.*Flipper/))
      .first()
      .click();
    const view = workbench.panel.getByRole('region', { name: 'Selected pair' });
    await expect
      .poll(() => view.getByRole('heading', { level: 2 }).innerText())
      .toMatch(/Flipper.* with .*|.* with .*Flipper/);
    const curves = view.getByRole('img', { name: /^Training curves/ });
    await curves.waitFor();
    await expect.poll(() => curves.evaluate(coloursIn)).toBeGreaterThan(2);
  });

  it('shows the rows of the pair, and selects the line of one that is clicked in the editor', async () => {
    const rows = workbench.panel.getByRole('region', { name: 'Rows of the pair' });
    await rows.getByRole('img', { name: /^Scatter plot of .*Flipper/ }).waitFor();
    await workbench.screenshot(`${host}-rows`);
    const telling = rows.getByRole('button', { name: /^line \d+/ });
    await expect.poll(() => telling.count()).toBeGreaterThan(3);
    const row = rows.locator('.plot circle').last();
    // A ring has nothing in its middle.
    await row.hover({ force: true });
    const told = await rows.locator('.tooltip').innerText();
    const line = Number(/line (\d+)/i.exec(told)?.[1]);
    await row.click({ force: true });
    const position = workbench.page.locator('.statusbar-item').filter({ hasText: /^Ln \d+, Col \d+/ });
    await expect.poll(() => position.innerText()).toMatch(new RegExp(`^Ln ${line}, Col .*selected`));
    await workbench.screenshot(`${host}-row-in-editor`);
    await workbench.runFromPalette('View: Revert and Close Editor');
    await position.waitFor({ state: 'hidden' });
  });

  it.runIf(host === 'development')(
    'orders and filters the heatmap, and ranks it for one column',
    async () => {
      const { panel, page } = workbench;
      const press = (name: string, key: string) =>
        panel.getByRole('combobox', { name, exact: true }).press(key);
      const count = () => panel.locator('.toolbar-count').innerText();
      const headers = () =>
        grid.getByRole('columnheader').evaluateAll((nodes) => nodes.map(({ textContent }) => textContent));
      await press('Order', 'ArrowDown'); // by name
      await expect.poll(headers).toEqual(['Beak Length (mm)', 'Body Mass (g)', 'Flipper Length (mm)']);
      await press('Order', 'End'); // by cluster
      await panel.locator('.grid-tree path').waitFor();
      await press('Order', 'Home');
      await panel.locator('.grid-tree').waitFor({ state: 'hidden' });
      await press('Show', 'End');
      await panel.getByRole('heading', { name: 'Mutual information with Sex' }).waitFor();
      await expect.poll(() => cells.count()).toBe(3);
      await workbench.screenshot('ranked');
      await press('Show', 'Home');
      await expect.poll(() => cells.count()).toBe(PAIRS);

      await press('Type', 'End');
      await expect.poll(count).toMatch(/^0 of 6 pairs shown/);
      await press('Type', 'Home');
      await panel.getByRole('textbox', { name: /name contains/ }).fill('flipper');
      await expect.poll(count).toBe('3 of 6 pairs shown');
      await panel.getByRole('button', { name: 'Clear filters' }).press('Enter');
      await panel.getByRole('checkbox', { name: 'Only significant' }).press(' ');
      await expect.poll(count).toMatch(/^[1-6] of 6 pairs shown$/);
      await panel.getByRole('slider', { name: 'At least' }).press('End');
      await panel.getByText('No pair passes the filters.').filter({ visible: true }).waitFor();
      await panel.getByRole('button', { name: 'Clear filters' }).press('Enter');
      await expect.poll(() => cells.count()).toBe(PAIRS);

      await panel.getByRole('radio', { name: '0 to 1' }).click();
      await expect.poll(async () => (await cellNames())[0]).toMatch(/: 0\.\d\d (?!nats)/);
      await panel.getByRole('radio', { name: 'nats' }).click();
      const width = () => cells.first().evaluate((node) => node.getBoundingClientRect().width);
      // Cells that are being built anew have no width.
      await expect.poll(async () => (await cellNames())[0]).toMatch(/: \d\.\d\d nats/);
      await expect.poll(width).toBeGreaterThan(0);
      const fitting = await width();
      await cells.first().focus();
      await page.keyboard.press('-');
      await expect.poll(width).toBeLessThan(fitting);
      await panel.getByRole('button', { name: /^Fit/ }).press('Enter');
      await expect.poll(width).toBe(fitting);
    },
  );

  it.runIf(host === 'development')(
    'lists its pairs by strength beside their correlations, by keyboard',
    async () => {
      const { panel, page } = workbench;
      await panel.getByRole('tab', { name: 'Heatmap' }).press('ArrowRight');
      const list = panel.getByRole('grid', { name: 'Pairs' });
      const rows = () => list.locator('.list-body').getByRole('row').allInnerTexts();
      await expect.poll(async () => (await rows()).length).toBe(PAIRS);
      expect(await list.getByRole('columnheader').allInnerTexts()).toEqual([
        'x',
        'z',
        'MI',
        '90 % interval',
        'p',
        'q',
        'n',
        'Status',
        'Pearson',
        'Spearman',
        'Beyond r',
      ]);
      const [strongest = ''] = await rows();
      expect(strongest).toMatch(/Flipper[^]*0\.\d\d/);
      await list.getByRole('button').filter({ hasText: /^MI$/ }).press('Enter');
      await expect.poll(async () => (await rows()).at(-1)).toBe(strongest);
      await list.locator('.list-body [tabindex="0"]').focus();
      const focused = () => list.locator('.list-row:focus').innerText();
      await page.keyboard.press('Home');
      expect(await focused()).not.toBe(strongest);
      await page.keyboard.press('End');
      expect(await focused()).toBe(strongest);
      await page.keyboard.press('Enter');
      const view = panel.getByRole('region', { name: 'Selected pair' });
      await expect.poll(() => view.evaluate((node) => node.matches(':focus'))).toBe(true);
      await page.keyboard.press('Escape');
      expect(await focused()).toBe(strongest);
      await panel.getByRole('tab', { name: 'Pairs' }).press('ArrowLeft');
      await cells.first().waitFor();
    },
  );

  it.runIf(host === 'development')('trains the pair longer, and it has taken more steps', async () => {
    const view = workbench.panel.getByRole('region', { name: 'Selected pair' });
    const steps = async () => {
      const fact = view.locator('.facts > div').filter({ hasText: /^Iterations/ });
      return Number((await fact.locator('dd').innerText()).replaceAll(/\D/g, ''));
    };
    const before = await steps();
    await view.getByRole('button', { name: 'Train longer' }).click();
    await expect.poll(steps, { timeout: RUN_MS }).toBeGreaterThan(before);
    await says(new RegExp(`^Finished: ${PAIRS} pairs`));
    expect(await steps()).toBeGreaterThan(before);
    await workbench.screenshot('trained-longer');
  });

  it.runIf(host === 'development')('looks right in a light and in a dark theme', async () => {
    for (const [theme, name] of [
      ['Light 2026', 'light'],
      ['Dark 2026', 'dark'],
    ] as const) {
      await workbench.chooseTheme(theme);
      await expect
        .poll(() => workbench.panel.locator('body').getAttribute('class'), { timeout: 10_000 })
        .toContain(`vscode-${name}`);
      await workbench.page.waitForTimeout(500); // colours fade over
      await workbench.panel.locator('h1').scrollIntoViewIfNeeded();
      await workbench.screenshot(`panel-${name}`, workbench.page.locator('iframe.webview'));
      await workbench.screenshot(`window-${name}`);
    }
    if (process.env['UPDATE_SCREENSHOTS'])
      copyFileSync(join(OUT, 'e2e/panel-light.png'), join(ROOT, 'docs/panel.png'));
  });

  it.runIf(host === 'development')(
    'has an answer in every cell of ten columns before any pair is trained to its end',
    async () => {
      await workbench.chooseFromContextMenu(workbench.file('ten-columns.csv'), ESTIMATE);
      await workbench.expectQuickPick(/10 of 10 columns/);
      await workbench.page.keyboard.press('Enter');
      await workbench.expectQuickPick(/all pairs/i);
      await workbench.page.keyboard.press('Enter');
      // The browser waits for the last of them by itself: to ask all the time holds up the page.
      const answered = grid.getByRole('gridcell', { name: /: \d+\.\d\d nats/ });
      await answered.nth(44).waitFor({ timeout: RUN_MS });
      await says(/^Training: 0 of 45 pairs/);
      await workbench.screenshot('ten-columns');
      await workbench.panel.getByRole('button', { name: 'Cancel' }).click();
      await says(/^Cancelled/);
      await workbench.page.getByRole('tab', { name: 'MI: penguins.json' }).click();
      await says(/^Finished/);
    },
  );

  it('cancels a second run from its notification and keeps what was finished', async () => {
    await workbench.panel.getByRole('button', { name: 'Run again' }).click();
    const toast = workbench.page
      .locator('.notification-toast')
      .filter({ hasText: 'Estimating mutual information' });
    await toast.getByRole('button', { name: 'Cancel' }).click({ timeout: 20_000 });
    await says(/^Cancelled/, 5_000);
  });

  it('opens again from the command palette, on the file in the editor', async () => {
    await workbench.file('penguins.json').dblclick();
    await workbench.page.getByRole('tab', { name: 'penguins.json', exact: true }).click();
    await workbench.runFromPalette(`MINE: ${ESTIMATE}`);
    await workbench.expectQuickPick(/Flipper Length/);
    await workbench.page.keyboard.press('Enter');
    await workbench.expectQuickPick(/all pairs/i);
    await workbench.page.keyboard.press('Enter');
    await says(/^Training: \d+ of 21 pairs/, 30_000);
  });

  it('never had a problem to show, nor broke the security policy of its page', async () => {
    expect(await workbench.panel.getByRole('alert').filter({ visible: true }).allInnerTexts()).toEqual([]);
    expect(workbench.complaints).toEqual([]);
  });
});

/** How many different opaque colours a canvas shows; runs in the page. */
function coloursIn(canvas: SVGElement | HTMLElement): number {
  if (!(canvas instanceof HTMLCanvasElement)) return 0;
  const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  const colours = new Set<string>();
  for (let pixel = 0; pixel < data.length; pixel += 4) {
    if (data[pixel + 3] === 255) colours.add(data.slice(pixel, pixel + 3).join());
  }
  return colours.size;
}
