import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/paths.mjs';
import { Workbench } from './workbench';

describe('a result', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await Workbench.open(
      'development',
      { 'mine.preset': 'quick', 'files.simpleDialog.enable': true },
      {},
      { beside: [join(ROOT, 'test/e2e/agent')] },
    );
  });
  afterAll(() => workbench.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench.screenshot(`failed-keep-${task.name.slice(0, 40)}`);
  });

  const says = (words: RegExp) =>
    expect
      .poll(() => workbench.panel.locator('.run-sentence').innerText({ timeout: 5000 }), {
        timeout: 60_000,
        interval: 200,
      })
      .toMatch(words);
  const cells = () => workbench.panel.getByRole('gridcell').filter({ visible: true });
  const button = (name: string) => workbench.panel.getByRole('button', { name, exact: true });
  const enter = () => workbench.page.keyboard.press('Enter');

  it('is kept where the window is loaded again', async () => {
    await workbench.chooseFromContextMenu(workbench.file('penguins.json'), 'Estimate Mutual Information');
    for (const words of [/Flipper Length/, /all pairs/i]) {
      await workbench.expectQuickPick(words);
      await enter();
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

  it('has a menu on each of its cells, which copies the value and the row', async () => {
    const cell = cells().nth(3);
    await cell.click({ button: 'right' });
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
    const [x, z, value] = /^(.+) with (.+): (\d\.\d\d) bits/
      .exec((await cell.getAttribute('aria-label')) ?? '')
      ?.slice(1) as [string, string, string];
    await workbench.chooseFromContextMenu(cell, 'Copy Value');
    await expect.poll(() => workbench.clipboard()).toBe(value);
    await workbench.chooseFromContextMenu(cell, 'Copy Row');
    await expect
      .poll(async () => (await workbench.clipboard()).split('\t').slice(0, 3))
      .toEqual([x, z, value]);
  });

  it('is repeated by the command line that is copied, and copied as the same table', async () => {
    await workbench.runFromPalette('MINE: Copy the Command Line That Repeats the Run');
    await expect.poll(() => workbench.clipboard()).toMatch(/cli\.js'? estimate .* -- \S*penguins\.json$/);
    const command = (await workbench.clipboard()).replace(' -- ', ' --format=markdown --units=bits -- ');
    const printed = execFileSync('sh', ['-c', command], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await workbench.runFromPalette('MINE: Copy the Table as Markdown');
    await expect.poll(() => workbench.clipboard()).toMatch(/^\| Species \|/m);
    const rows = (table: string) => table.split('\n').filter((line) => line.startsWith('|'));
    expect(rows(printed)).toHaveLength(2 + 21);
    expect(rows(await workbench.clipboard())).toEqual(rows(printed));
  });

  it.each([
    { label: 'Heatmap as SVG', paper: 'On light paper', name: 'penguins.svg', content: /^<svg [^]*Species/ },
    { label: 'Heatmap as PNG', paper: 'On dark paper', name: 'penguins.png', content: /^.PNG\r\n/ },
    { label: 'Table as CSV', name: 'penguins.csv', content: /^x,z,mi_bits,[^]*\nSpecies,/ },
    { label: 'Table as Markdown', name: 'penguins.md', content: /^\| Species \|/m },
    { label: 'Everything as one HTML file', name: 'penguins.html', content: /^<!DOCTYPE html>[^]*<svg/ },
  ])('is exported: $label', async ({ label, paper, name, content }) => {
    await button('Export').click();
    await workbench.expectQuickPick(/Training curves/);
    await workbench.picks(label).click();
    if (paper) await workbench.picks(paper).click();
    // The dialog comes where the list was, with the file's whole path.
    const path = workbench.page.locator('.quick-input-widget input.input');
    await expect.poll(() => path.inputValue(), { timeout: 20_000 }).toMatch(new RegExp(`/${name}$`));
    await enter();
    const file = join(workbench.folder, name);
    await expect
      .poll(() => existsSync(file) && readFileSync(file, 'latin1'), { timeout: 20_000 })
      .toMatch(content);
  });

  it('goes on with other columns, with other settings, and with more training for all pairs', async () => {
    const facts = () => workbench.panel.locator('.run-facts').innerText();
    await button('Change columns').click();
    await workbench.expectQuickPick(/7 of 7 columns/);
    for (const name of ['Beak Length', 'Beak Depth', 'Body Mass', 'Sex']) await workbench.picks(name).click();
    await workbench.expectQuickPick(/3 of 7 columns: 3 pairs/);
    await enter();
    await workbench.expectQuickPick(/all pairs/i);
    await enter();
    await says(/^Finished: 3 pairs/);
    expect(await facts()).toMatch(/seed 1\b/i);

    await button('Change settings').click();
    await workbench.expectQuickPick(/settings of the next run/);
    await workbench.picks(/^Seed/).click();
    await workbench.expectQuickPick(/A whole number\./);
    await workbench.page.keyboard.type('7');
    await enter();
    await workbench.expectQuickPick(/Seed\s*7/);
    await workbench.picks('Run again with these settings').click();
    await expect.poll(facts, { timeout: 30_000 }).toMatch(/seed 7\b/i);
    await says(/^Finished: 3 pairs/);

    const iterations = async () => {
      const counts = [];
      for (const cell of await cells().all()) {
        await cell.click();
        const fact = workbench.panel.locator('.facts > div').filter({ hasText: /^Iterations/ });
        counts.push(Number((await fact.locator('dd').innerText()).replaceAll(/\D/g, '')));
      }
      return counts;
    };
    expect(await iterations()).toEqual([0, 0, 0]);
    const rows = workbench.panel.getByRole('region', { name: 'Rows of the pair' });
    await rows.getByRole('img', { name: /^Box and strip plot/ }).waitFor();
    await cells().first().click();
    await rows.getByRole('img', { name: /^Mosaic plot/ }).waitFor();
    await button('Train longer').first().click();
    await expect.poll(async () => Math.min(...(await iterations())), { timeout: 60_000 }).toBeGreaterThan(0);
    await says(/^Finished: 3 pairs/);
  });

  it('is told to an agent that asks, once a person has confirmed it', async () => {
    await workbench.runFromPalette('Agent: Ask for Dependencies');
    const dialog = workbench.page.getByRole('dialog').filter({ hasText: 'Estimate mutual information' });
    await dialog.waitFor({ timeout: 20_000 });
    await workbench.screenshot('keep-agent');
    expect(await dialog.innerText()).toMatch(/penguins\.json/);
    await enter();
    const answer = workbench.page
      .locator('.monaco-editor .view-lines')
      .filter({ hasText: 'Mutual information is 0' });
    await answer.waitFor({ timeout: 60_000 });
    await workbench.screenshot('keep-agent-answer');
    expect(workbench.complaints).toEqual([]);
  });
});
