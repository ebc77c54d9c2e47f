/*
 * Brings a clone to the state in which it runs: packages, build, VS Code, browser. Needs nothing but Node 20 and
 * npm. Each step looks first and does nothing where nothing is to be done.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './paths.mjs';
import { npm, run } from './run.mjs';
import { findChromium, installChromium } from './vscode/chromium.mjs';
import { installHost, isHostInstalled } from './vscode/install.mjs';

const OLDEST_NODE = 20;

/**
 * @param {object} needs
 * @param {boolean} [needs.tests] build the tests of the extension host too
 * @param {boolean} [needs.host] the VS Code web host
 * @param {boolean} [needs.browser] Chromium
 * @throws {Error} what is missing and what would help
 */
export async function setup({ tests = false, host = false, browser = false }) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE) {
    throw new Error(`Node ${process.versions.node} is too old: install Node ${OLDEST_NODE} or newer.`);
  }
  await step('npm packages', arePackagesInstalled, () =>
    npm(['ci', '--no-audit', '--no-fund'], { cwd: ROOT }),
  );
  // Always: it takes a second or two, and knowing whether it can be left out would need the whole import graph.
  await step(
    'build',
    () => false,
    () => run(process.execPath, ['esbuild.mjs', ...(tests ? ['--tests'] : [])], { cwd: ROOT }),
  );
  if (host) await step('VS Code web host', isHostInstalled, installHost);
  if (browser) await step('Chromium', () => !!findChromium(), installChromium);
}

/**
 * Does one step and prints one line with the time it took.
 * @param {string} name
 * @param {() => boolean} isDone
 * @param {() => Promise<unknown>} work
 */
async function step(name, isDone, work) {
  if (isDone()) {
    console.log(`set-up: ${name}: in place`);
    return;
  }
  const start = Date.now();
  await work();
  console.log(`set-up: ${name}: done in ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

/**
 * Whether node_modules holds what the lock file asks for. Optional packages do not count: a native one whose binary
 * cannot be fetched is left out by npm, and the program runs without it.
 */
function arePackagesInstalled() {
  const installed = join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const present = readPackages(installed);
  return Object.entries(readPackages(join(ROOT, 'package-lock.json'))).every(
    ([path, wanted]) =>
      path === '' || wanted.optional || wanted.devOptional || present[path]?.version === wanted.version,
  );
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>}
 */
const readPackages = (lockFile) => JSON.parse(readFileSync(lockFile, 'utf8')).packages;

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await setup({ tests: true, host: true, browser: true });
}
