import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUT, ROOT } from '../paths.mjs';
import { runHere } from '../run.mjs';

/** @import { Outcome } from './starter.mjs' */

/**
 * Keeps the report in out/report.json and prints its table.
 * @param {Outcome} outcome
 * @returns {Promise<number>} the run's status: 0 done, 1 a pair or the run failed
 */
export async function showOutcome(outcome) {
  if ('error' in outcome) {
    console.error(`The run failed: ${outcome.error}`);
    return 1;
  }
  mkdirSync(OUT, { recursive: true });
  const reportFile = join(OUT, 'report.json');
  writeFileSync(reportFile, JSON.stringify(outcome.report, null, 2));
  await runHere(process.execPath, [join(ROOT, 'dist/cli.js'), 'show', reportFile, '--format', 'table']);
  console.log(`Report: ${reportFile}`);
  return outcome.report.pairs.some((pair) => pair.status === 'failed') ? 1 : 0;
}
