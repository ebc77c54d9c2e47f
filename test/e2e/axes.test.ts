import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/paths.mjs';
import { Workbench } from './workbench';

const MOVIES = readFileSync(join(ROOT, 'node_modules/vega-datasets/data/movies.json'), 'utf8');

describe('the rows of columns with long tails', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open('development', { 'mine.preset': 'quick' }, { 'movies.json': MOVIES });
  });
  afterAll(() => workbench.close());

  const rows = () => workbench.panel.getByRole('region', { name: 'Rows of the pair' });
  const axisNames = () => rows().locator('.plot .axis-name').allTextContents();

  /** Another tab in the panel's place: its page is unloaded meanwhile. */
  async function leaveAndComeBack(): Promise<void> {
    const tab = workbench.page.getByRole('tab', { name: 'MI: movies.json' });
    await workbench.runFromPalette('File: New Untitled Text File');
    await expect.poll(() => tab.getAttribute('aria-selected')).toBe('false');
    await tab.click();
  }

  it('come with a hint that they hide each other', async () => {
    await workbench.chooseFromContextMenu(workbench.file('movies.json'), 'Estimate Mutual Information');
    for (const words of [/of \d+ columns/, /all pairs/i]) {
      await workbench.expectQuickPick(words);
      await workbench.page.keyboard.press('Enter');
    }
    await workbench.panel
      .getByRole('gridcell', { name: /^US Gross with Worldwide Gross/ })
      .click({ timeout: 60_000 });
    await expect
      .poll(() => rows().locator('.rows-hint').innerText(), { timeout: 60_000 })
      .toMatch(/^Most values of US Gross, Worldwide Gross lie close together/);
  });

  it('are spread by rank, also when the panel was hidden, and as before again, by keyboard alone', async () => {
    await rows().getByRole('button', { name: 'Show by rank' }).press('Enter');
    await expect.poll(axisNames).toEqual(['US Gross, by rank', 'Worldwide Gross, by rank']);
    expect(await rows().locator('.rows-hint').isVisible()).toBe(false);
    await workbench.screenshot('axes-rank', workbench.page.locator('iframe.webview'));
    await rows().screenshot({ path: join(ROOT, 'out/e2e/axes-rank-rows.png') });
    // Where the focus went with the button.
    const axes = rows().getByRole('combobox', { name: 'Axes' });
    expect(await axes.evaluate((node) => node.matches(':focus'))).toBe(true);
    await leaveAndComeBack();
    await expect
      .poll(axisNames, { timeout: 20_000 })
      .toEqual(['US Gross, by rank', 'Worldwide Gross, by rank']);
    await axes.press('ArrowUp');
    await expect.poll(axisNames).not.toContain('US Gross, by rank');
    await rows().screenshot({ path: join(ROOT, 'out/e2e/axes-next-rows.png') });
    expect(workbench.complaints).toEqual([]);
  });
});
