/*
 * npm start [-- FILE] [--once]
 * Sets up, opens a real VS Code with the extension on the data file, runs "Estimate Mutual Information" on it and
 * prints the result table. Ctrl+C ends everything. With --once, or CI=true, it looks at the window itself, leaves
 * the panel's picture and the report in out/, and exits: 0 done, 1 a pair or the run failed, 2 bad input.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './paths.mjs';
import { setup } from './setup.mjs';
import { checkDataFile, UsageError } from './start/dataFile.mjs';
import { canInstallChromium } from './vscode/chromium.mjs';
import { findDesktop } from './vscode/desktop.mjs';

const USAGE = 'usage: npm start [-- FILE] [--once]';
const SAMPLE = join(ROOT, 'samples/bike-rentals.csv');

try {
  process.exit(await main());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(error instanceof UsageError ? 2 : 1);
}

/** @returns {Promise<number>} the exit status */
async function main() {
  const { file, once } = parseCommandLine();
  if (!existsSync(file)) throw new UsageError(`${file}: no such file. Give the path of a CSV or JSON file.`);
  const desktop = once ? undefined : findDesktop();
  await setup({ host: !desktop, browser: once || (!desktop && canInstallChromium()) });
  await checkDataFile(file);
  if (desktop) return (await import('./start/desktop.mjs')).startDesktop(desktop, file);
  const { startOnce, startServing } = await import('./start/webHost.mjs');
  return once ? startOnce(file) : startServing(file);
}

function parseCommandLine() {
  const { values, positionals } = readArguments();
  if (positionals.length > 1) throw new UsageError(`${USAGE}: one file at a time.`);
  // npm runs scripts in the project's folder; a relative path is meant from where the person is.
  const from = process.env['INIT_CWD'] ?? process.cwd();
  return {
    file: positionals[0] ? resolve(from, positionals[0]) : SAMPLE,
    once: values.once || process.env['CI'] === 'true',
  };
}

function readArguments() {
  try {
    return parseArgs({
      options: { once: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
  } catch {
    throw new UsageError(`${USAGE}. Other options are not known.`);
  }
}
