import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workbench } from './workbench';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const THEMES = [
  { theme: 'Light 2026', kind: 'vscode-light', name: 'light' },
  { theme: 'Dark 2026', kind: 'vscode-dark', name: 'dark' },
  { theme: 'Dark High Contrast', kind: 'vscode-high-contrast', name: 'hc-dark' },
  { theme: 'Light High Contrast', kind: 'vscode-high-contrast-light', name: 'hc-light' },
] as const;

describe('the panel in every kind of theme', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open('development', { 'mine.preset': 'quick' });
  });
  afterAll(() => workbench.close());

  it('is there with a finished run', async () => {
    await workbench.chooseFromContextMenu(workbench.file('cars.json'), 'Estimate Mutual Information');
    for (const words of [/of 9 columns/, /all pairs/i]) {
      await workbench.expectQuickPick(words);
      await workbench.page.keyboard.press('Enter');
    }
    await expect
      .poll(() => workbench.panel.locator('.run-sentence').innerText({ timeout: 5000 }), { timeout: 60_000 })
      .toMatch(/^Finished/);
    await workbench.panel
      .getByRole('region', { name: 'Rows of the pair' })
      .getByRole('img')
      .first()
      .waitFor();
  });
  afterAll(() => workbench.close());

  /** What axe finds against the page as it is shown now. */
  async function findings(): Promise<string[]> {
    const body = await workbench.panel.locator('body').elementHandle();
    const frame = await body.ownerFrame();
    if (!frame) throw new Error('The panel is not shown.');
    // Not as a script of the page, which its policy would refuse.
    await frame.evaluate(await readFile(AXE, 'utf8'));
    return frame.evaluate<string[]>(
      `axe.run(document).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
        nodes.slice(0, 3).map(({ target, failureSummary }) => id + ': ' + target.join(' ') + ' ' + failureSummary)))`,
    );
  }

  it.each(THEMES)('has no accessibility finding in $theme', async ({ theme, kind, name }) => {
    await workbench.chooseTheme(theme);
    await expect
      .poll(() => workbench.panel.locator('body').getAttribute('class'), { timeout: 10_000 })
      .toContain(kind);
    await workbench.page.waitForTimeout(500); // colours fade over
    for (const view of ['Heatmap', 'Pairs']) {
      await workbench.panel.getByRole('tab', { name: view }).click();
      await workbench.screenshot(
        `theme-${name}-${view.toLowerCase()}`,
        workbench.page.locator('iframe.webview'),
      );
      expect(await findings(), view).toEqual([]);
    }
  });

  it('does not move where the system, or VS Code’s own setting, says so', async () => {
    const body = workbench.panel.locator('body');
    const isReduced = () => body.evaluate((node) => node.classList.contains('vscode-reduce-motion'));
    expect(await body.evaluate(moving)).not.toEqual([]);
    // VS Code's setting follows the system.
    await workbench.page.emulateMedia({ reducedMotion: 'reduce' });
    await expect.poll(isReduced).toBe(true);
    expect(await body.evaluate(moving)).toEqual([]);
    // Each by itself.
    await body.evaluate((node) => {
      node.classList.remove('vscode-reduce-motion');
    });
    expect(await body.evaluate(moving)).toEqual([]);
    await workbench.page.emulateMedia({ reducedMotion: 'no-preference' });
    await expect.poll(() => body.evaluate(moving)).not.toEqual([]);
    await body.evaluate((node) => {
      node.classList.add('vscode-reduce-motion');
    });
    expect(await body.evaluate(moving)).toEqual([]);
  });

  it('has the lesser actions and the filters behind a button each where it is narrow', async () => {
    await workbench.page.setViewportSize({ width: 960, height: 900 });
    const button = (name: string) => workbench.panel.getByRole('button', { name, exact: true });
    const field = workbench.panel.getByRole('textbox', { name: /name contains/ });
    await button('Change settings').waitFor({ state: 'hidden' });
    await button('More').press('Enter');
    await button('Change settings').waitFor();
    expect(await findings()).toEqual([]);
    await workbench.page.keyboard.press('Tab');
    await workbench.page.keyboard.press('Escape');
    await button('Change settings').waitFor({ state: 'hidden' });
    expect(await button('More').evaluate((node) => node.matches(':focus'))).toBe(true);
    expect(await field.isVisible()).toBe(false);
    await button('Filters').press('Enter');
    await field.fill('Weight');
    await button('Filters: 1').waitFor();
    await workbench.screenshot('narrow');
  });
});

/** What of the page, shadow trees included, is or may be in motion; runs in the page. */
function moving(body: Element): string[] {
  const found = new Set<string>();
  const look = (root: Element | ShadowRoot) => {
    for (const node of root.querySelectorAll('*')) {
      for (const part of [null, '::before', '::after']) {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(node, part);
        const isStill =
          /^(0s(, )?)+$/.test(transitionDuration) && animationName === 'none' && scrollBehavior === 'auto';
        if (!isStill) found.add(`${node.localName}${part ?? ''}`);
      }
      if (node.shadowRoot) look(node.shadowRoot);
    }
  };
  look(body);
  return [...found];
}
