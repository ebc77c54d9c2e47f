import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Workbench } from './workbench';

describe('the walkthrough', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await Workbench.open('development', { 'mine.preset': 'quick' });
  });
  afterAll(() => workbench.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench.screenshot('failed-walkthrough');
  });

  it('leads from the sample to its panel, which marks what correlation does not see', async () => {
    await workbench.runFromPalette('Welcome: Open Walkthrough');
    await workbench.picks('See what depends on what').click();
    const walkthrough = workbench.page.locator('.gettingStartedContainer');
    await walkthrough.getByRole('button', { name: 'Open the sample' }).click();
    await workbench.page.getByRole('tab', { name: /^bike-rentals\.csv/ }).waitFor();
    await walkthrough.getByRole('button', { name: /^Estimate mutual information/ }).click();
    await walkthrough.getByRole('button', { name: 'Estimate', exact: true }).click();
    for (const words of [/bike-rentals\.csv, \d of 10 columns/, /all pairs/i]) {
      await workbench.expectQuickPick(words);
      await workbench.screenshot('walkthrough');
      await workbench.page.keyboard.press('Enter');
    }
    await workbench.page.getByRole('tab', { name: 'MI: bike-rentals.csv' }).waitFor({ timeout: 30_000 });
    // Its pictures are in a frame, too.
    await workbench.page.getByRole('tab', { name: 'Welcome' }).click({ button: 'middle' });
    await expect
      .poll(() => workbench.panel.locator('.run-sentence').innerText({ timeout: 5000 }), { timeout: 60_000 })
      .toMatch(/^Finished/);
    await workbench.panel.getByRole('tab', { name: 'Pairs' }).click();
    const rows = workbench.panel.locator('.list-body').getByRole('row');
    await rows.filter({ hasText: /temperature\s*discomfort[^]*nonlinear/ }).waitFor();
    await expect
      .poll(() => rows.filter({ hasText: /rentals\s*revenue/ }).innerText())
      .not.toMatch(/nonlinear/);
    await workbench.screenshot('walkthrough-pairs');
    await workbench.panel.getByRole('tab', { name: 'Heatmap' }).click();
  });

  it('has its columns put in order by strength', async () => {
    const { panel } = workbench;
    await panel.getByRole('radio', { name: '0 to 1' }).click();
    await panel.getByRole('combobox', { name: 'Order', exact: true }).press('ArrowDown');
    await panel.getByRole('combobox', { name: 'Order', exact: true }).press('ArrowDown');
    const totals = async () => {
      const names = await panel
        .getByRole('gridcell')
        .filter({ visible: true })
        .evaluateAll((all) => all.map((cell) => cell.getAttribute('aria-label') ?? ''));
      const pairs = names.map((name) => /^(\w+) with (\w+): (\d\.\d\d)/.exec(name)?.slice(1) ?? []);
      const headers = await panel.getByRole('grid').getByRole('columnheader').allTextContents();
      return headers.map((header) =>
        pairs.reduce((sum, pair) => (pair.includes(header) ? sum + Number(pair.at(-1)) : sum), 0),
      );
    };
    // Each of the others is rounded to a hundredth.
    const isDescending = (all: number[]) =>
      all.length > 1 && all.slice(1).every((total, at) => total <= (all[at] ?? 0) + all.length * 0.01);
    await expect.poll(async () => isDescending(await totals())).toBe(true);
    await workbench.screenshot('walkthrough-strength');
    expect(workbench.complaints).toEqual([]);
  });
});
