import { join } from 'node:path';
import { ROOT } from '../paths.mjs';
import { CommandError, run } from '../run.mjs';

/** What was asked for cannot be used. */
export class UsageError extends Error {}

/**
 * Looks at a data file before a window is opened on it.
 * @param {string} file
 * @throws {UsageError} where it holds nothing to estimate
 */
export async function checkDataFile(file) {
  const profile = await inspect(file);
  const useful = profile.columns.filter(({ reason }) => reason === undefined);
  if (useful.length < 2) {
    throw new UsageError(
      `${profile.source} has fewer than two columns that can be compared. Give the path of a CSV or JSON file.`,
    );
  }
}

/**
 * @param {string} file
 * @returns {Promise<{ source: string, columns: { reason?: string }[] }>}
 */
async function inspect(file) {
  try {
    return JSON.parse(
      await run(process.execPath, [join(ROOT, 'dist/cli.js'), 'inspect', file, '--format', 'json']),
    );
  } catch (error) {
    if (error instanceof CommandError && error.status === 2) throw new UsageError(error.output);
    throw error;
  }
}
