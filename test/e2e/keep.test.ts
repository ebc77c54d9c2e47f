import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workbench } from './workbench';

describe('a result is kept', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await Workbench.open('development', { 'mine.preset': 'quick' });
  });
  afterAll(() => workbench.close());

  const says = (words: RegExp) =>
    expect
      .poll(() => workbench.panel.locator('.run-sentence').innerText({ timeout: 5000 }), {
        timeout: 60_000,
        interval: 200,
      })
      .toMatch(words);
  const cells = () => workbench.panel.getByRole('gridcell').filter({ visible: true });

  it('where the window is loaded again', async () => {
    await workbench.chooseFromContextMenu(workbench.file('penguins.json'), 'Estimate Mutual Information');
    for (const words of [/Flipper Length/, /all pairs/i]) {
      await workbench.expectQuickPick(words);
      await workbench.page.keyboard.press('Enter');
    }
    await says(/^Finished: 21 pairs/);
    await workbench.panel.getByRole('radio', { name: 'bits' }).click();
    const first = () => cells().first().getAttribute('aria-label');
    await expect.poll(first).toMatch(/: \d\.\d\d bits/);
    const before = await first();
    // The page keeps its state a moment later.
    await workbench.page.waitForTimeout(2000);
    await workbench.page.evaluate(() => Object.assign(globalThis, { isBefore: true }));
    await workbench.runFromPalette('Developer: Reload Window');
    await workbench.page.waitForFunction(() => !('isBefore' in globalThis));
    await workbench.page.getByRole('tab', { name: 'MI: penguins.json' }).waitFor({ timeout: 60_000 });
    await says(/^Finished: 21 pairs/);
    expect(await first()).toBe(before);
    await workbench.screenshot('keep-reloaded');
  });

  it('and a cell has a menu of its own', async () => {
    await cells().nth(3).click({ button: 'right' });
    const items = workbench.page.locator('.monaco-menu').getByRole('menuitem');
    await expect
      .poll(() => items.allInnerTexts())
      .toEqual([
        'Open Pair',
        'Convergence with Rows',
        'MINE and MINE-f Side by Side',
        'Copy Value',
        'Copy Row',
        'Train the Pair Longer',
        'Exclude a Column and Run Again…',
      ]);
    await workbench.screenshot('keep-menu');
    await workbench.page.keyboard.press('Escape');
    expect(workbench.complaints).toEqual([]);
  });
});
