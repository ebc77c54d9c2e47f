import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workbench } from './workbench';

describe('rows like those of a file', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open('development', { 'files.simpleDialog.enable': true });
  });
  afterAll(() => workbench.close());

  const enter = () => workbench.page.keyboard.press('Enter');
  const tab = () => workbench.page.getByRole('tab', { name: 'Synthetic rows like those of penguins.json' });
  const text = () => workbench.panel.locator('body').innerText({ timeout: 5000 });
  const begin = async (rows: string, training: string) => {
    await workbench.runOnFile('penguins.json', 'MINE: Synthesize Rows');
    await workbench.expectQuickPick(/Rows with these 7 columns/);
    await enter();
    await workbench.expectQuickPick(/How many rows are to be made/);
    await workbench.page.keyboard.type(rows);
    await enter();
    await workbench.expectQuickPick(/How much training/);
    await workbench.picks(training).click();
  };

  it('are not made where a person cancels', async () => {
    await begin('100', 'Thorough');
    await tab().waitFor({ timeout: 30_000 });
    const notification = workbench.notifications.filter({ hasText: /iteration \d/ });
    await notification.waitFor({ timeout: 30_000 });
    await notification.hover();
    await notification.getByRole('button', { name: 'Cancel' }).click();
    await notification.waitFor({ state: 'hidden', timeout: 30_000 });
    expect(await text()).toMatch(/cancelled before, there are none/);
    await tab().click({ button: 'middle' });
    await tab().waitFor({ state: 'hidden' });
  });

  it('are made, and compared with the real ones side by side', async () => {
    await begin('50', 'Quick');
    await expect.poll(text, { timeout: 120_000, interval: 500 }).toMatch(/Copies: \d+ of 50 synthetic rows/);
    expect(await text()).toMatch(
      /50 rows of 7 columns, made by a generator that was trained on 275 of 344 rows/,
    );
    const figure = workbench.panel.getByRole('img', { name: /^Synthetic rows like those of penguins/ });
    await figure.waitFor();
    for (const theme of ['Dark Modern', 'Light Modern']) {
      await workbench.chooseTheme(theme);
      await figure.scrollIntoViewIfNeeded();
      await workbench.screenshot(`synthesize-${theme.split(' ')[0]?.toLowerCase() ?? ''}`);
    }
  });

  it('are saved as CSV', async () => {
    await workbench.notifications
      .filter({ hasText: '50 synthetic rows were made' })
      .getByRole('button', { name: 'Save…' })
      .click();
    await workbench.expectQuickPick(/Save the synthetic rows/);
    await enter();
    await expect.poll(() => readdirSync(workbench.folder)).toContain('penguins.synthetic.csv');
    const lines = readFileSync(join(workbench.folder, 'penguins.synthetic.csv'), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(51);
    expect(lines[0]).toBe(
      'Species,Island,Beak Length (mm),Beak Depth (mm),Flipper Length (mm),Body Mass (g),Sex',
    );
    expect(workbench.complaints).toEqual([]);
  });
});
