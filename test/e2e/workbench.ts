import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errors, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { OUT, ROOT } from '../../scripts/paths.mjs';
import { launchBrowser } from '../../scripts/vscode/browser.mjs';
import { packageExtension } from '../../scripts/vscode/package.mjs';
import { installExtension, makeDataDir, startServer } from '../../scripts/vscode/server.mjs';
import { openWebWorkbench, openWorkbench } from '../../scripts/vscode/workbench.mjs';
import { makeWorkspace } from '../workspace.mjs';
import { startSite } from './site/site';

/** The two ways a person comes by the extension: from its sources, and from the package. */
export const HOSTS = ['development', 'installed'] as const;
/** Those, and VS Code in a browser with no machine behind it, which has the extension from a web site. */
export type Host = (typeof HOSTS)[number] | 'web';

const SHOTS = join(OUT, 'e2e');
const STARTUP_MS = 60_000;

/** A VS Code window with the datasets' folder open, and what a person does in it. */
export class Workbench {
  /** What the browser said against the extension's own page: policy violations and uncaught errors. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    readonly host: Host,
    /** The folder that is open. */
    readonly folder: string,
    /** What the window's extension host and all that it starts descend from. */
    readonly pid: number,
    readonly close: () => Promise<void>,
  ) {
    page.on('console', (message) => {
      const text = message.text();
      if (/Content Security Policy|violates the following/i.test(text)) this.complaints.push(text);
    });
  }

  /**
   * @param files content of further files in the folder, by name
   * @param packed package to be installed; without it, one is made of what is in dist/
   * @param machineSettings settings that a machine alone has, as no user's or workspace's do
   * @param language VS Code's display language; its own words stay English, as no language pack is there
   * @param beside folders of further extensions under development
   */
  static async open(
    host: Host,
    settings: Record<string, unknown> = {},
    files: Readonly<Record<string, string>> = {},
    {
      packed,
      language = 'en',
      machineSettings = {},
      beside = [],
    }: {
      readonly packed?: string;
      readonly language?: string;
      readonly machineSettings?: Record<string, unknown>;
      readonly beside?: readonly string[];
    } = {},
  ): Promise<Workbench> {
    mkdirSync(SHOTS, { recursive: true });
    const folder = makeWorkspace();
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const dataDir = makeDataDir();
    if (host === 'installed') {
      const vsix = packed ?? join(dataDir, 'mutual-information.vsix');
      if (packed === undefined) await packageExtension(vsix);
      await installExtension(dataDir, vsix);
    }
    const server = await startServer({ dataDir, settings, machineSettings });
    const browser = await launchBrowser();
    const site = host === 'web' ? await startSite(server, folder) : null;
    const close = async () => {
      await browser.close();
      await site?.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    };
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const workbench = new Workbench(page, host, folder, server.pid, close);
      if (site)
        await openWebWorkbench(page, site.url, {
          folder: 'site:/',
          extensions: ['/folder', '/extension'],
          settings,
        });
      else {
        const extensions = [...(host === 'development' ? [ROOT] : []), ...beside];
        await openWorkbench(page, server, { folder, extensions, language });
      }
      await workbench.file('penguins.json').waitFor({ timeout: STARTUP_MS });
      return workbench;
    } catch (error) {
      await close();
      throw error;
    }
  }

  /** A file's line in the explorer. */
  file(name: string): Locator {
    return this.page.getByRole('treeitem', { name });
  }

  /** The page of the panel: a frame of the extension in a frame of VS Code. */
  get panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
  }

  /** Right-clicks and chooses. The extension's own items come a moment after the window: opens the menu anew till then. */
  async chooseFromContextMenu(target: Locator, label: string): Promise<void> {
    const item = this.page.getByRole('menuitem', { name: label });
    await expect
      .poll(
        async () => {
          await this.page.keyboard.press('Escape');
          await target.click({ button: 'right' });
          await this.page.locator('.monaco-menu').first().waitFor();
          return item.isVisible();
        },
        { timeout: 20_000, interval: 500, message: `"${label}" in the context menu` },
      )
      .toBe(true);
    await item.hover();
    await item.click();
  }

  /** What the notifications say that are shown. */
  get notifications(): Locator {
    return this.page.locator('.notification-toast');
  }

  /**
   * Runs the command that the palette shows under this title, category included. What takes the focus a moment later,
   * as an editor does that is still opening, closes the palette: it is opened anew then.
   */
  async runFromPalette(title: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input');
    const command = this.picks(new RegExp(`^${title}`));
    const soon = { timeout: 3000 };
    await expect
      .poll(
        async () => {
          try {
            await this.page.keyboard.press('F1');
            await input.fill(`>${title}`, soon);
            await command.click(soon);
            return true;
          } catch (error) {
            if (error instanceof errors.TimeoutError) return false;
            throw error;
          }
        },
        { timeout: 30_000, interval: 500, message: `"${title}" in the palette` },
      )
      .toBe(true);
  }

  /** Runs a command from the palette on a file in the editor. */
  async runOnFile(name: string, title: string): Promise<void> {
    await this.file(name).dblclick();
    await this.page.getByRole('tab', { name, exact: true }).waitFor();
    // The extension's commands come a moment after the window.
    await this.page
      .getByRole('button', { name: 'Estimate Mutual Information' })
      .first()
      .waitFor({ timeout: 60_000 });
    await this.runFromPalette(title);
  }

  async chooseTheme(label: string): Promise<void> {
    await this.runFromPalette('Preferences: Color Theme');
    await this.page.getByPlaceholder(/^Select Color Theme/).fill(label);
    await this.picks(label).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Lines of the open Quick Pick, filtered by what they begin with. */
  picks(label: string | RegExp = /./): Locator {
    return this.page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: label });
  }

  /** Waits for the Quick Pick that asks for this. */
  async expectQuickPick(words: RegExp): Promise<void> {
    await expect
      .poll(
        () =>
          this.page
            .locator('.quick-input-widget')
            // One that is gone keeps its text.
            .filter({ visible: true })
            .innerText({ timeout: 500 })
            .catch(() => ''),
        {
          timeout: 30_000,
          message: `a Quick Pick that says ${words.source}`,
        },
      )
      .toMatch(words);
  }

  /** What was copied last. */
  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** A picture for people, in out/e2e/. */
  screenshot(name: string, of: Page | Locator = this.page): Promise<Buffer> {
    return of.screenshot({ path: join(SHOTS, `${name}.png`) });
  }
}
