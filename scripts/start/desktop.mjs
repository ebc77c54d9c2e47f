import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../paths.mjs';
import { onEnding } from '../run.mjs';
import { showOutcome } from './outcome.mjs';
import { STARTER, makeStarter } from './starter.mjs';

/**
 * Opens a desktop window of its own, apart from the person's windows and settings, and ends when it is closed.
 * Ctrl+C closes it.
 * @param {string} code the `code` command
 * @param {string} file the data file
 * @returns {Promise<number>} 0; 1 where VS Code does not open
 */
export async function startDesktop(code, file) {
  const userData = mkdtempSync(join(tmpdir(), 'mine-code-'));
  const starter = makeStarter(file);
  const closed = new AbortController();
  const window = spawn(
    code,
    [
      ...['--new-window', '--wait', dirname(file)],
      ...[`--extensionDevelopmentPath=${ROOT}`, `--extensionDevelopmentPath=${STARTER}`],
      ...[`--user-data-dir=${userData}`, `--extensions-dir=${join(userData, 'extensions')}`],
      ...['--disable-workspace-trust', '--skip-welcome', '--skip-release-notes', '--disable-updates'],
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    // Detached: Ctrl+C asks the window to close, which takes its processes along; killing `code` would leave them.
    {
      detached: true,
      stdio: 'ignore',
      shell: process.platform === 'win32',
      env: { ...process.env, ...starter.env },
    },
  );
  /** @type {Promise<number>} */
  const status = new Promise((resolve, reject) => {
    window.once('error', reject);
    window.once('exit', (code) => {
      closed.abort();
      resolve(code ?? 1);
    });
  });
  const stopListening = onEnding(() => {
    starter.close();
  });
  console.log(
    'Look at the VS Code window that has opened. The result table follows here; Ctrl+C ends everything.',
  );
  try {
    for (let outcome; (outcome = await starter.outcome(closed.signal));) await showOutcome(outcome);
    return await status;
  } finally {
    stopListening();
    starter.dispose();
    rmSync(userData, { recursive: true, force: true, maxRetries: 10 });
  }
}
