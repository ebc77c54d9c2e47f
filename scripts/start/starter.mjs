import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** @typedef {{ report: { pairs: { status: string }[] } } | { error: string }} Outcome */

/** The small extension that clicks for the person when the window is open. */
export const STARTER = fileURLToPath(new URL('starter', import.meta.url));

/**
 * Talks with the starter extension, wherever its window is, through files in a folder of their own.
 * @param {string} file the data file
 */
export function makeStarter(file) {
  const folder = mkdtempSync(join(tmpdir(), 'mine-start-'));
  const outcomeFile = join(folder, 'outcome.json');
  return {
    env: { MINE_START: JSON.stringify({ file, folder }) },
    /** Whether a window has been opened. */
    isOpened: () => existsSync(join(folder, 'opened')),
    /**
     * What the next run came to; undefined as soon as `signal` is aborted.
     * @param {AbortSignal} signal
     * @returns {Promise<Outcome | undefined>}
     */
    async outcome(signal) {
      while (!signal.aborted) {
        if (existsSync(outcomeFile)) {
          const outcome = JSON.parse(readFileSync(outcomeFile, 'utf8'));
          rmSync(outcomeFile);
          return outcome;
        }
        await sleep(200);
      }
      return undefined;
    },
    /** Asks the window to close, where it is a window of its own. */
    close: () => writeFileSync(join(folder, 'close'), ''),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Puts the starter among a server's installed extensions.
 * @param {string} extensionsDir
 */
export const installStarter = (extensionsDir) =>
  cpSync(STARTER, join(extensionsDir, 'starter'), { recursive: true });
