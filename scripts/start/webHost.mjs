import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OUT, ROOT } from '../paths.mjs';
import { onEnding } from '../run.mjs';
import { launchBrowser } from '../vscode/browser.mjs';
import { findChromium } from '../vscode/chromium.mjs';
import { makeDataDir, startServer } from '../vscode/server.mjs';
import { workbenchUrl } from '../vscode/workbench.mjs';
import { showOutcome } from './outcome.mjs';
import { installStarter, makeStarter } from './starter.mjs';

/** Seconds a person has to open the page before the run goes on without eyes. */
const PATIENCE = 20;
/** Seconds a browser may need from the address to the running extension. */
const OPENING = 90;

/**
 * Opens the window in a headless browser, waits for the run, keeps the panel's picture and the report in out/.
 * @param {string} file the data file
 * @returns {Promise<number>} 0 done, 1 a pair or the run failed
 */
export const startOnce = (file) =>
  withWindow(file, async ({ url, starter, ending }) => {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
      await page.goto(url);
      await opened(starter, ending, OPENING);
      if (!starter.isOpened()) throw new Error(`The extension did not start within ${OPENING} s.`);
      const outcome = await starter.outcome(ending);
      if (!outcome) return 130;
      mkdirSync(OUT, { recursive: true });
      await sleep(500); // the last numbers are being painted
      const panel = page.locator('iframe.webview').last();
      const picture = (await panel.isVisible()) ? panel : page;
      await picture.screenshot({ path: join(OUT, 'panel.png') });
      const status = await showOutcome(outcome);
      console.log(`Panel: ${join(OUT, 'panel.png')}`);
      return status;
    } finally {
      await browser.close();
    }
  });

/**
 * Serves the window until Ctrl+C. A run starts in every browser window that opens the address; where none comes, in
 * a headless one, so that the table is printed in any case.
 * @param {string} file the data file
 * @returns {Promise<number>} 0
 */
export const startServing = (file) =>
  withWindow(file, async ({ url, starter, ending }) => {
    console.log(
      `\n  Look here: ${url}\n\nThe result table follows when the run is done. Ctrl+C ends everything.`,
    );
    await opened(starter, ending, PATIENCE);
    const unseen = !starter.isOpened() && !ending.aborted && findChromium() !== undefined;
    const browser = unseen ? await launchBrowser() : undefined;
    try {
      if (browser) {
        console.log('No browser has opened the page yet, so the run starts without one to look at.');
        await (await browser.newPage()).goto(url);
      }
      for (let outcome; (outcome = await starter.outcome(ending));) {
        await showOutcome(outcome);
        await browser?.close();
        console.log(`\n  Look here: ${url}   (Ctrl+C ends everything)`);
      }
      return 0;
    } finally {
      await browser?.close();
    }
  });

/**
 * @typedef {object} Window
 * @property {string} url
 * @property {ReturnType<typeof makeStarter>} starter
 * @property {AbortSignal} ending aborted by Ctrl+C, and when the server ends by itself
 */

/**
 * Starts a server that has the extension and the starter installed, and ends it after `use`.
 * @param {string} file
 * @param {(window: Window) => Promise<number>} use
 */
async function withWindow(file, use) {
  const dataDir = makeDataDir();
  const extensionsDir = join(dataDir, 'extensions');
  mkdirSync(extensionsDir);
  // Installed rather than injected, so that any browser that opens the address has them. A link, so that a new build
  // is there after a reload of the page.
  symlinkSync(ROOT, join(extensionsDir, 'mutual-information'));
  installStarter(extensionsDir);
  const starter = makeStarter(file);
  const ending = new AbortController();
  onEnding(() => {
    ending.abort();
  });
  const server = await startServer({ dataDir, env: starter.env });
  void server.exited.then(() => {
    ending.abort();
  });
  try {
    return await use({ url: workbenchUrl(server, dirname(file)), starter, ending: ending.signal });
  } catch (error) {
    const log = readFileSync(server.logFile, 'utf8').slice(-3000);
    throw new Error(`${error instanceof Error ? error.message : error}\nServer log:\n${log}`, {
      cause: error,
    });
  } finally {
    await server.stop();
    starter.dispose();
  }
}

/**
 * Waits until the window is opened, the time is over, or the end has come.
 * @param {Window['starter']} starter
 * @param {AbortSignal} ending
 * @param {number} seconds
 */
async function opened(starter, ending, seconds) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end && !ending.aborted; await sleep(200)) {
    if (starter.isOpened()) return;
  }
}
