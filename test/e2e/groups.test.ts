import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workbench } from './workbench';

describe('columns taken together as one variable', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    // Thorough, so that there is time to leave the panel and to come back to it.
    workbench = await Workbench.open('development', { 'mine.preset': 'thorough' });
  });
  afterAll(() => workbench.close());

  const status = () => workbench.page.locator('.statusbar-item').filter({ hasText: /MI \d+ %/ });
  const cellNames = () =>
    workbench.panel
      .getByRole('gridcell')
      .filter({ visible: true })
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('aria-label') ?? ''));
  const tick = async (...names: string[]) => {
    for (const name of names) await workbench.picks(new RegExp(`^${name}$`)).click();
  };
  const enter = () => workbench.page.keyboard.press('Enter');

  it('are ticked and named in the picker', async () => {
    await workbench.chooseFromContextMenu(workbench.file('cars.json'), 'Estimate Mutual Information');
    await workbench.expectQuickPick(/of 9 columns/);
    await enter();
    await workbench.expectQuickPick(/all pairs/i);
    await workbench.picks('Groups of columns').click();
    await workbench.expectQuickPick(/Group 1: which columns/);
    await enter();
    await workbench.expectQuickPick(/A group has two columns or more/);
    await tick('Cylinders', 'Displacement');
    await workbench.screenshot('groups-columns');
    await enter();
    await workbench.expectQuickPick(/Group 1: what is it called\?/);
    await workbench.page.keyboard.type('Origin');
    await workbench.expectQuickPick(/Origin is the name of a column/);
    await workbench.page.keyboard.press('Control+A');
    await workbench.page.keyboard.type('engine');
    await enter();
  });

  it('can be several, and a wrong one is taken apart again', async () => {
    await workbench.expectQuickPick(/Take engine apart again/);
    await workbench.picks('Make another group').click();
    await workbench.expectQuickPick(/Group 2: which columns/);
    await tick('Horsepower', 'Acceleration');
    await enter();
    await workbench.expectQuickPick(/what is it called/);
    await enter();
    await workbench.picks('Take Horsepower + Acceleration apart').click();
    await expect.poll(() => workbench.picks('apart again').count()).toBe(1);
    await workbench.picks('Make another group').click();
    await workbench.expectQuickPick(/Group 2: which columns/);
    await tick('Miles_per_Gallon', 'Acceleration');
    await enter();
    await workbench.expectQuickPick(/what is it called/);
    await workbench.page.keyboard.type('driving');
    await enter();
    await workbench.expectQuickPick(/Take driving apart again/);
    await workbench.screenshot('groups-next');
    await workbench.picks('Estimate every pair that has a group').click();
  });

  it('have their mutual information with each other and with single columns', async () => {
    await expect
      .poll(async () => (await cellNames()).filter((name) => /: \d+\.\d\d nats/.test(name)), {
        timeout: 120_000,
        interval: 200,
      })
      .toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^engine with driving: \d\.\d\d nats/),
          expect.stringMatching(/^engine with Origin: \d\.\d\d nats/),
        ]),
      );
    await workbench.screenshot('groups-panel');
  });

  it('and the run is in the status bar, which leads back to it', async () => {
    await status().waitFor({ timeout: 10_000 });
    const tab = workbench.page.getByRole('tab', { name: 'MI: cars.json' });
    // In the panel's own group, where it hides the panel.
    await tab.click();
    await workbench.runFromPalette('File: New Untitled Text File');
    await expect.poll(() => tab.getAttribute('aria-selected')).toBe('false');
    await status().click();
    await expect.poll(() => tab.getAttribute('aria-selected')).toBe('true');
    await workbench.screenshot('groups-status');
    await workbench.panel.getByRole('button', { name: 'Cancel' }).click();
    await status().waitFor({ state: 'hidden', timeout: 10_000 });
    expect(workbench.complaints).toEqual([]);
  });
});
