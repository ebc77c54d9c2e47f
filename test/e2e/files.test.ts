import { appendFileSync, closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Workbench } from './workbench';

const ESTIMATE = 'Estimate Mutual Information';

/** A table as spreadsheets of half of Europe write it, with a code that looks like a number and values that are missing. */
function stations(): string {
  const lines = Array.from({ length: 200 }, (_, i) => {
    const day = `${1 + (i % 28)}.${1 + (i % 12)}.2026`;
    const wind = i % 9 === 0 ? '-' : `${i % 13},${i % 10}`;
    return `${day};${(i * 37) % 31},5;${wind};${i % 4}`;
  });
  return `day;temperature;wind;station\n${lines.join('\n')}\n`;
}

/** Two columns, by no delimiter that anyone would guess. */
function slashes(): string {
  const lines = Array.from({ length: 60 }, (_, i) => `${(i * 7) % 31}/${(i * i) % 29}\n`);
  return `a/b\n${lines.join('')}`;
}

/** 2,000 columns. */
function wide(): string {
  const row = (cell: (j: number) => string | number) =>
    `${Array.from({ length: 2000 }, (_, j) => cell(j)).join()}\n`;
  const rows = Array.from({ length: 40 }, (_, i) => row((j) => (i * (2 + (j % 90))) % 97));
  return row((j) => `c${j}`) + rows.join('');
}

describe('a file that has to be read another way', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    const files = {
      'stations.csv': stations(),
      'header.csv': 'a,b\n',
      'slashes.csv': slashes(),
      'wide.csv': wide(),
    };
    workbench = await Workbench.open(
      'development',
      { 'mine.preset': 'quick' },
      // There from the start: the explorer may hear late of a file that is being written.
      { ...files, 'large.csv': 'a,b\n1,2\n' },
    );
  });
  afterAll(() => workbench.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await workbench.screenshot(`failed-files-${task.name.slice(0, 40)}`);
    await workbench.page.keyboard.press('Escape');
    await workbench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  });

  async function estimate(name: string): Promise<void> {
    await workbench.file(name).waitFor({ timeout: 20_000 });
    await workbench.chooseFromContextMenu(workbench.file(name), ESTIMATE);
  }
  const description = (label: string) =>
    workbench.picks(label).first().locator('.label-description').innerText();
  /** Presses a line's button, which is there for the mouse that is on it. */
  async function pressButtonOf(label: string): Promise<void> {
    const line = workbench.picks(label).first();
    await line.hover();
    await line.locator('.quick-input-list-entry-action-bar .action-label').click();
  }

  it('shows how it was read, and reads it another way', async () => {
    await estimate('stations.csv');
    await workbench.expectQuickPick(/4 of 4 columns/);
    expect(await description('temperature')).toMatch(/^numeric · 31 distinct · decimal comma/);
    expect(await description('wind')).toMatch(/12 % missing/);
    await workbench.screenshot('files-columns');
    await workbench.page.getByRole('button', { name: 'How this file was read…' }).click();
    await workbench.expectQuickPick(/How stations\.csv was read/);
    expect(await description('Delimiter')).toBe('semicolon · inferred');
    expect(await description('Decimal mark')).toMatch(/^comma, .* · inferred$/);
    expect(await description('Compressed')).toBe('no');
    await workbench.screenshot('files-reading');
    await workbench.picks('Header').click();
    await workbench.expectQuickPick(/Does the first row name the columns/);
    await workbench.picks(/^none/).click();
    await expect.poll(() => description('Header')).toMatch(/^none: .* · chosen by you$/);
    await workbench.screenshot('files-reading-chosen');
    await workbench.picks('Forget all').click();
    await expect.poll(() => description('Header')).toMatch(/inferred$/);
    await workbench.picks('Back').click();
    await workbench.expectQuickPick(/4 of 4 columns/);
  });

  it('reads a column another way, and makes variables of it', async () => {
    await estimate('stations.csv');
    await workbench.expectQuickPick(/4 of 4 columns/);
    await pressButtonOf('station');
    await workbench.expectQuickPick(/station: how is it read\?/);
    await workbench.screenshot('files-column');
    await workbench.picks('Categories').click();
    await expect.poll(() => description('station')).toMatch(/^categorical, as you chose/);
    await pressButtonOf('wind');
    await workbench.picks('wind is missing').click();
    await workbench.expectQuickPick(/5 of 5 columns/);
    await pressButtonOf('day');
    await workbench.picks('day: weekday').click();
    await workbench.expectQuickPick(/6 of 6 columns/);
    await workbench.screenshot('files-derived');
  });

  it('remembers it for that file', async () => {
    await estimate('stations.csv');
    await workbench.expectQuickPick(/6 of 6 columns/);
    expect(
      await workbench.page.locator('.quick-input-widget input.input').getAttribute('placeholder'),
    ).toMatch(/200 rows, read as you chose for this file/);
    expect(await description('station')).toMatch(/^categorical, as you chose/);
  });

  it('is estimated by the button above its editor', async () => {
    await workbench.file('stations.csv').dblclick();
    await workbench.page
      .locator('.editor-actions')
      .getByRole('button', { name: ESTIMATE })
      .click({ timeout: 20_000 });
    await workbench.expectQuickPick(/6 of 6 columns/);
  });

  it('says in its panel that it has changed since, and runs again', async () => {
    await estimate('stations.csv');
    await workbench.expectQuickPick(/6 of 6 columns/);
    await workbench.page.keyboard.press('Enter');
    await workbench.expectQuickPick(/all pairs/i);
    await workbench.page.keyboard.press('Enter');
    const sentence = workbench.panel.locator('.run-sentence');
    const notice = workbench.panel.locator('.run-notice');
    // What was made of a column is not compared with it: of 15 pairs, day with its weekday and wind with its gaps are left out.
    await expect.poll(() => sentence.innerText(), { timeout: 60_000 }).toMatch(/^Finished: 13 pairs/);
    expect(await notice.innerText()).toBe('');
    appendFileSync(join(workbench.folder, 'stations.csv'), '1.1.2026;3,5;1,5;2\n');
    await expect
      .poll(() => notice.innerText(), { timeout: 10_000 })
      .toBe('stations.csv has changed since this run read it.');
    await workbench.screenshot('files-changed');
    await workbench.panel.getByRole('button', { name: 'Run again' }).click();
    await expect.poll(() => notice.innerText(), { timeout: 20_000 }).toBe('');
    await expect
      .poll(() => workbench.panel.locator('.run-facts').innerText(), { timeout: 20_000 })
      .toMatch(/201 rows/);
  });

  it('is refused in one sentence where it holds nothing', async () => {
    await estimate('header.csv');
    const toast = workbench.notifications.filter({ hasText: 'header.csv has a header but no rows' });
    await toast.waitFor({ timeout: 20_000 });
    await workbench.screenshot('files-refused');
  });

  it('of one column only is offered to be split elsewhere', async () => {
    await estimate('slashes.csv');
    const toast = workbench.notifications.filter({ hasText: 'fewer than two columns' });
    await toast.getByRole('button', { name: 'How this file was read' }).click({ timeout: 20_000 });
    await workbench.picks('Delimiter').click();
    await workbench.picks('Another character').click();
    await workbench.expectQuickPick(/One character/);
    await workbench.page.keyboard.type('/');
    await workbench.page.keyboard.press('Enter');
    await expect.poll(() => description('Delimiter')).toBe('“/” · chosen by you');
    await workbench.picks('Back').click();
    await workbench.expectQuickPick(/2 of 2 columns/);
  });

  it('of 2,000 columns does not freeze the picker', async () => {
    const within = async (ms: number, action: () => Promise<void>) => {
      const began = Date.now();
      await action();
      expect(Date.now() - began).toBeLessThan(ms);
    };
    // A third of it, or less, on a machine that has nothing else to do.
    await within(8000, async () => {
      await estimate('wide.csv');
      await workbench.expectQuickPick(/2,000 of 2,000 columns: 1,999,000 pairs/);
    });
    await within(3000, async () => {
      await workbench.picks('c1').first().locator('.monaco-checkbox').click();
      await workbench.expectQuickPick(/1,999 of 2,000 columns/);
    });
    await within(8000, async () => {
      await pressButtonOf('c3');
      await workbench.picks('Ignored').click();
      await workbench.expectQuickPick(/1,998 of 2,000 columns/);
    });
    await workbench.screenshot('files-wide');
  });

  it('larger than an editor can hold is read from its tab, and is left on Cancel', async () => {
    const file = openSync(join(workbench.folder, 'large.csv'), 'w');
    const chunk = '0.123456,7.891011,12.131415,161.7181,9.202122\n'.repeat(100_000);
    writeSync(file, 'a,b,c,d,e\n');
    for (let i = 0; i < 90; i++) writeSync(file, chunk);
    closeSync(file);
    await workbench.file('large.csv').dblclick();
    await workbench.page.getByRole('tab', { name: 'large.csv', selected: true }).waitFor({ timeout: 20_000 });
    await workbench.runFromPalette(`MINE: ${ESTIMATE}`);
    const toast = workbench.notifications.filter({ hasText: 'Reading large.csv' });
    await expect.poll(() => toast.innerText(), { timeout: 30_000 }).toMatch(/\d+ of 414 MB/);
    await workbench.screenshot('files-progress');
    await toast.getByRole('button', { name: 'Cancel' }).click();
    await toast.waitFor({ state: 'hidden', timeout: 3000 });
    expect(await workbench.page.locator('.quick-input-widget').isVisible()).toBe(false);
  });
});
