import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workbench } from './workbench';

describe('where VS Code is Chinese', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await Workbench.open('development', { 'mine.preset': 'quick' }, {}, { language: 'zh-cn' });
  });
  afterAll(() => workbench.close());

  const textOf = (selector: string) => workbench.panel.locator(selector).innerText({ timeout: 5000 });

  it('commands, questions and the panel are', async () => {
    await workbench.chooseFromContextMenu(workbench.file('penguins.json'), '估计互信息');
    for (const words of [/数值 · 55 个不同值/, /这些列的所有列对/]) {
      await workbench.expectQuickPick(words);
      await workbench.page.keyboard.press('Enter');
    }
    await workbench.page.getByRole('tab', { name: '互信息：penguins.json' }).waitFor({ timeout: 60_000 });
    await expect
      .poll(() => textOf('.run-sentence'), { timeout: 60_000, interval: 200 })
      .toMatch(/^已完成：21 对列，用时 .+ 秒$/);
    expect(await workbench.panel.locator('html').getAttribute('lang')).toBe('zh-CN');
  });

  it('what the background process says is, too', async () => {
    const pairs = workbench.panel.getByRole('gridcell').filter({ visible: true });
    await pairs.filter({ hasText: /\d/ }).last().click();
    await expect
      .poll(() => textOf('.rows-sentence'), { timeout: 30_000 })
      .toMatch(/^无缺失值的全部 \d+ 行。/);
    await workbench.screenshot('language-chinese');
    // A pair is warned of in the process, and drawn in the page.
    const strongest = workbench.panel.locator('.strongest button');
    const warned = workbench.panel.locator('.warnings li');
    for (let at = 0; (await warned.count()) === 0 && at < (await strongest.count()); at++)
      await strongest.nth(at).click();
    expect(await warned.first().innerText()).toMatch(/^[^A-Za-z]*[\u4e00-\u9fff]{4}/);
    await workbench.screenshot('language-chinese-warned');
    expect(workbench.complaints).toEqual([]);
  });
});
