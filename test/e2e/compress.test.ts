import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workbench } from './workbench';

describe('columns compressed for a target', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open('development', { 'files.simpleDialog.enable': true });
  });
  afterAll(() => workbench.close());

  const enter = () => workbench.page.keyboard.press('Enter');
  const tab = () => workbench.page.getByRole('tab', { name: 'Columns compressed for Species' });
  const text = () => workbench.panel.locator('body').innerText({ timeout: 5000 });
  const begin = async () => {
    await workbench.runOnFile('penguins.json', 'MINE: Compress Columns for a Target');
    await workbench.expectQuickPick(/the target, which the others are to tell/);
    await workbench.picks('Species').click();
    await workbench.expectQuickPick(/6 columns to compress for Species/);
    await enter();
    await tab().waitFor({ timeout: 30_000 });
  };

  it('keep what is there where a person cancels', async () => {
    await begin();
    const notification = workbench.notifications.filter({ hasText: /\(\d of 9\)/ });
    await notification.waitFor({ timeout: 30_000 });
    await notification.hover();
    await notification.getByRole('button', { name: 'Cancel' }).click();
    await notification.waitFor({ state: 'hidden', timeout: 30_000 });
    expect(await text()).toMatch(/\d of 9 trainings are done; there is no encoding yet/);
    await tab().click({ button: 'middle' });
    await tab().waitFor({ state: 'hidden' });
  });

  it('are drawn with what survives of them', async () => {
    await begin();
    await expect
      .poll(text, { timeout: 150_000, interval: 500 })
      .toMatch(/MINE, additive noise, β = [\d.]+\s+\d/);
    expect(await text()).toMatch(/Columns that survive: .*Beak Length/);
    const figure = workbench.panel.getByRole('img', { name: 'Columns compressed for Species' });
    for (const theme of ['Dark Modern', 'Light Modern']) {
      await workbench.chooseTheme(theme);
      await figure.scrollIntoViewIfNeeded();
      await workbench.screenshot(`compress-${theme.split(' ')[0]?.toLowerCase() ?? ''}`);
    }
  });

  it('are saved as columns of the file', async () => {
    await tab().click();
    await workbench.runFromPalette('MINE: Save Encoding as Columns…');
    await workbench.expectQuickPick(/Save the rows with their encoding/);
    await enter();
    await expect.poll(() => readdirSync(workbench.folder)).toContain('penguins.encoded.csv');
    const lines = readFileSync(join(workbench.folder, 'penguins.encoded.csv'), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(345);
    expect(lines[0]).toMatch(/,Sex,t1,t2$/);
    expect(workbench.complaints).toEqual([]);
  });
});
