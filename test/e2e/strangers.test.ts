import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Workbench } from './workbench';

const LINK = '[free](command:mine.openSample)';
const FILE = `${LINK} <img src=x onerror=alert(1)> $(alert).csv`;
const ONE_COLUMN = `${LINK} one.csv`;

/** Names as nobody well-meaning gives them; the first two are the strongest pair. */
const NAMES = [
  '<img src=x onerror=alert(1)>',
  'turned\u202egnp.exe',
  '$(alert) =1+1',
  LINK,
  '__proto__',
  'x'.repeat(10_000),
];

function table(): string {
  const lines = Array.from({ length: 200 }, (_, i) => {
    const first = (i * 37) % 101;
    return [first, first * 2 + (i % 3), (i * 17) % 89, (i * 29) % 97, (i * 41) % 83, (i * 53) % 79].join();
  });
  return `${NAMES.map((name) => `"${name}"`).join()}\n${lines.join('\n')}\n`;
}

describe('a file whose name and columns come from a stranger', () => {
  let workbench: Workbench;
  let dialogs = 0;
  beforeAll(async () => {
    workbench = await Workbench.open(
      'development',
      { 'mine.preset': 'quick' },
      { [FILE]: table(), [ONE_COLUMN]: 'a\n1\n2\n3\n' },
    );
    workbench.page.on('dialog', (dialog) => {
      dialogs++;
      void dialog.dismiss();
    });
  });
  afterAll(() => workbench.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail')
      await workbench.screenshot(`failed-strangers-${task.name.slice(0, 40)}`);
  });
  const panelText = () => workbench.panel.locator('body').innerText();

  it('has its names in the list of columns as text', async () => {
    await workbench.chooseFromContextMenu(
      workbench.file('<img src=x onerror=alert(1)>'),
      'Estimate Mutual Information',
    );
    await workbench.expectQuickPick(/6 of 6 columns/);
    const list = workbench.page.locator('.quick-input-list');
    const words = await list.innerText();
    for (const name of [NAMES[0], 'turned\\u202egnp.exe', '$(alert) =1+1', LINK, '__proto__'])
      expect(words).toContain(name);
    expect(await list.locator('.monaco-list-row .codicon-alert').count()).toBe(0);
    expect(await list.locator('a[href], img').count()).toBe(0);
    await workbench.screenshot('strangers-columns');
    await workbench.page.keyboard.press('Enter');
    await workbench.expectQuickPick(/all pairs/i);
    await workbench.page.keyboard.press('Enter');
  });

  it('has them in the heatmap, the list and the view of a pair as text', async () => {
    await expect
      .poll(() => workbench.panel.locator('.run-sentence').innerText({ timeout: 5000 }), {
        timeout: 60_000,
        interval: 200,
      })
      .toMatch(/^Finished: 15 pairs/);
    const cell = workbench.panel.getByRole('gridcell', { name: /onerror=.*turned|turned.*onerror=/ }).first();
    expect(await cell.getAttribute('aria-label')).toMatch(/turned\\u202egnp\.exe/);
    await cell.click();
    const view = workbench.panel.getByRole('region', { name: 'Selected pair' });
    await expect
      .poll(() => view.getByRole('heading', { level: 2 }).innerText())
      .toMatch(/<img src=x onerror=alert\(1\)>/);
    await workbench.panel
      .getByRole('region', { name: 'Rows of the pair' })
      .getByRole('img')
      .first()
      .waitFor();
    await workbench.screenshot('strangers-heatmap');
    await workbench.panel.getByRole('tab', { name: 'Pairs' }).click();
    await expect.poll(() => workbench.panel.getByRole('row').count()).toBeGreaterThan(10);
    await workbench.screenshot('strangers-pairs');
    const text = await panelText();
    expect(text).toContain('<img src=x onerror=alert(1)>');
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(await workbench.panel.locator('img, iframe, a[href]').count()).toBe(0);
  });

  it('has them in a notification as text, without a link that runs a command', async () => {
    await workbench.chooseFromContextMenu(workbench.file('one.csv'), 'Estimate Mutual Information');
    const toast = workbench.notifications.filter({ hasText: 'fewer than two columns' });
    await toast.waitFor({ timeout: 30_000 });
    expect(await toast.innerText()).toContain('[free] (command:mine.openSample)');
    expect(await toast.locator('.notification-list-item-message a').count()).toBe(0);
    await workbench.screenshot('strangers-notification');
  });

  it('makes nothing run, and breaks no policy', () => {
    expect(dialogs).toBe(0);
    expect(workbench.complaints).toEqual([]);
  });
});
