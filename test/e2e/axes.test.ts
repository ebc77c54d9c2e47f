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

  it('are spread by rank, and laid out as measured again, by keyboard alone', async () => {
    await rows().getByRole('button', { name: 'Show by rank' }).press('Enter');
    await expect.poll(axisNames).toEqual(['US Gross, by rank', 'Worldwide Gross, by rank']);
    expect(await rows().locator('.rows-hint').isVisible()).toBe(false);
    await workbench.screenshot('axes-rank', workbench.page.locator('iframe.webview'));
    await rows().screenshot({ path: join(ROOT, 'out/e2e/axes-rank-rows.png') });
    // Where the focus went with the button.
    await workbench.page.keyboard.press('ArrowUp');
    await expect.poll(axisNames).not.toContain('US Gross, by rank');
    await rows().screenshot({ path: join(ROOT, 'out/e2e/axes-next-rows.png') });
    expect(workbench.complaints).toEqual([]);
  });
});
