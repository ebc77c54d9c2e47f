import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/paths.mjs';
import { Workbench } from './workbench';

/** A report of four columns of the penguins: six pairs. */
function penguins(seed: number): { pairs: { x: string[]; z: string[] }[] } {
  const columns = ['Species', 'Beak Length (mm)', 'Flipper Length (mm)', 'Body Mass (g)'];
  const args = [
    'estimate',
    'node_modules/vega-datasets/data/penguins.json',
    '--preset=quick',
    '--format=json',
  ];
  const named = columns.map((name) => `--columns=${name}`);
  const text = execFileSync(process.execPath, ['dist/cli.js', ...args, ...named, `--seed=${seed}`], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(text) as ReturnType<typeof penguins>;
}

describe('a saved report', () => {
  const report = penguins(1);
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open(
      'development',
      {},
      { 'one.mine.json': JSON.stringify(report), 'two.mine.json': JSON.stringify(penguins(2)) },
    );
  });
  afterAll(() => workbench.close());

  const write = (content: string) => {
    writeFileSync(join(workbench.folder, 'one.mine.json'), content);
  };
  const cells = () => workbench.panel.getByRole('gridcell').filter({ visible: true });
  const title = () => workbench.panel.locator('.pair-view h2').innerText();
  const notice = () => workbench.panel.locator('.run-notice').innerText();

  it('opens by a double click', async () => {
    // A window that does not know the extension yet opens it as text.
    await workbench.chooseFromContextMenu(workbench.file('penguins.json'), 'Estimate Mutual Information');
    await workbench.expectQuickPick(/columns/);
    await workbench.page.keyboard.press('Escape');
    await workbench.file('one.mine.json').dblclick();
    await expect.poll(() => cells().count(), { timeout: 60_000 }).toBe(6);
    await workbench.panel.getByRole('gridcell', { name: /^Flipper.*Body|^Body.*Flipper/ }).click();
    await expect.poll(title).toMatch(/Flipper.* with |with Flipper/);
  });

  it('follows its file, and the pair looked at stays', async () => {
    const before = await title();
    write(JSON.stringify({ ...report, pairs: report.pairs.slice(3) }));
    await expect.poll(() => cells().count(), { timeout: 20_000 }).toBe(3);
    expect(await title()).toBe(before);
    expect(await notice()).toBe('');
  });

  it('says in one sentence when its file is no report any more, and shows what it was', async () => {
    write('{"schema": ');
    await expect
      .poll(notice, { timeout: 20_000 })
      .toMatch(/^one\.mine\.json .*Shown is what it said before\.$/);
    expect(await cells().count()).toBe(3);
    await workbench.screenshot('reports-invalid');
    write(JSON.stringify(report));
    await expect.poll(notice, { timeout: 20_000 }).toBe('');
    expect(await cells().count()).toBe(6);
  });

  it('is compared with another, in a tab that comes back when the window is loaded again', async () => {
    await workbench.runFromPalette('View: Close All Editor Groups');
    await workbench.runFromPalette('MINE: Compare Reports');
    for (const [words, name] of [
      [/Compare: the first report/, 'one.mine.json'],
      [/Compare: the second report/, 'two.mine.json'],
    ] as const) {
      await workbench.expectQuickPick(words);
      await workbench.picks(name).first().click();
    }
    const heading = () => workbench.panel.getByRole('heading', { level: 1 }).innerText({ timeout: 5000 });
    const isShown = () =>
      expect.poll(heading, { timeout: 60_000 }).toMatch(/^one\.mine\.json and two\.mine\.json$/);
    await isShown();
    await workbench.screenshot('reports-compared');
    // The page keeps its state a moment later.
    await workbench.page.waitForTimeout(2000);
    await workbench.page.evaluate(() => Object.assign(globalThis, { isBefore: true }));
    await workbench.runFromPalette('Developer: Reload Window');
    await workbench.page.waitForFunction(() => !('isBefore' in globalThis));
    await isShown();
    expect(await workbench.panel.locator('figure svg').count()).toBe(1);
    expect(workbench.complaints).toEqual([]);
  });
});
