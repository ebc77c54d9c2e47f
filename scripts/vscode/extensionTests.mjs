import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from './browser.mjs';
import { startServer } from './server.mjs';
import { openWorkbench } from './workbench.mjs';

/** @import { Page } from 'playwright-core' */
/** @typedef {{ passes: number, failures: number, pending: number }} Counts */

const TIMEOUT_MS = 600_000;

/** Lines of the workbench itself that say nothing about the extension; MINE_VERBOSE shows them. */
const NOISE = [
  /^\[(Service Worker|AgentHost|AccountPolicy|reconnection)/,
  /^(Resolv(ing|ed) connection token|Creating a socket|Ignoring fetching additional|Updating additional builtin)/,
  /^Canceled: Canceled/,
  /^Error: Could not locate the bindings file\. Tried:[^]*spdlog\.node/,
  /Cannot find module '\.\/build\/Release\/watchdog'/,
  /^Error while fetching the extension under development .* not a web extension/,
];

/**
 * Runs a suite of tests inside the extension host of a web host made for it.
 *
 * The suite must write its counts as JSON to the file that the environment variable EXT_TEST_RESULT names: the
 * exit status alone does not tell failed tests from an extension host that never came up.
 * @param {object} options
 * @param {readonly string[]} options.extensions folders of extensions under development
 * @param {string} options.tests module exporting run()
 * @param {string} options.folder folder to open
 * @param {number} [options.timeoutMs]
 * @returns {Promise<number>} 0 all passed; 1 a test failed; 70 the page crashed; 71 the server ended; 72 the suite
 * never ran; 73 it held no test; 124 it took longer than that, or than ten minutes
 */
export async function runExtensionTests({ extensions, tests, folder, timeoutMs = TIMEOUT_MS }) {
  const scratch = mkdtempSync(join(tmpdir(), 'mine-tests-'));
  const resultFile = process.env['EXT_TEST_RESULT'] ?? join(scratch, 'result.json');
  const server = await startServer({ env: { EXT_TEST_RESULT: resultFile } });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const verdict = endOfTests(page, server.exited, timeoutMs);
    await openWorkbench(page, server, { folder, extensions, tests });
    const status = await verdict;
    if (existsSync(resultFile)) return judge(status, JSON.parse(readFileSync(resultFile, 'utf8')));
    console.error(`The suite never ran (${status}).\n${readFileSync(server.logFile, 'utf8').slice(-3000)}`);
    return status >= 70 ? status : 72;
  } finally {
    await browser.close();
    await server.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * Resolves to the status the test run in the page ends with, and shows what it prints.
 * @param {Page} page
 * @param {Promise<void>} serverExited
 * @param {number} timeoutMs
 * @returns {Promise<number>}
 */
async function endOfTests(page, serverExited, timeoutMs) {
  /** @type {(status: number) => void} */
  let end = () => undefined;
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => (end = resolve));
  await page.exposeFunction(
    'codeAutomationLog',
    (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
      const text = args.map(String).join(' ');
      if (!process.env['MINE_VERBOSE'] && NOISE.some((noise) => noise.test(text))) return;
      if (type === 'error' || type === 'warn') console.error(...args);
      else console.log(...args);
    },
  );
  await page.exposeFunction('codeAutomationExit', end);
  page.once('crash', () => {
    end(70);
  });
  void serverExited.then(() => {
    end(71);
  });
  const timer = setTimeout(() => {
    end(124);
  }, timeoutMs);
  return ended.finally(() => {
    clearTimeout(timer);
  });
}

/**
 * @param {number} status
 * @param {Counts} counts
 */
function judge(status, { passes, failures }) {
  if (passes + failures === 0) {
    console.error('The suite ran without executing a test.');
    return 73;
  }
  return failures > 0 ? 1 : status;
}
