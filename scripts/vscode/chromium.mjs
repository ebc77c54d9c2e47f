import { existsSync } from 'node:fs';
import { run, which } from '../run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const HOW_TO = 'Install Chromium, or set CHROMIUM to the path of a Chromium or Chrome browser.';

/**
 * Path of the browser the runs use: what CHROMIUM names, else the first known one on the PATH.
 * @returns {string | undefined}
 */
export function findChromium() {
  const named = process.env['CHROMIUM'];
  return named ? (existsSync(named) ? named : which([named])) : which(NAMES);
}

/** Whether the system's package manager can be asked for Chromium without a question. */
export const canInstallChromium = () => process.getuid?.() === 0 && which(['apt-get']) !== undefined;

/**
 * Installs Chromium where the system's package manager can be asked without a question.
 * @throws {Error} one sentence that says what to install
 */
export async function installChromium() {
  if (process.env['CHROMIUM'])
    throw new Error(`CHROMIUM names ${process.env['CHROMIUM']}, which is not there.`);
  if (!canInstallChromium()) throw new Error(`No Chromium found. ${HOW_TO}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const packages = ['chromium', 'fonts-dejavu-core'];
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
  if (!findChromium()) throw new Error(`The system's package "chromium" brought no browser. ${HOW_TO}`);
}
