import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import type { Report } from '../../src/report/report';

/** MB after a run. */
export interface Use {
  /** Of the extension host, once all that is no longer used has been given back. */
  readonly heap: number;
  readonly resident: number;
  /** Resident memory of the run's background process. */
  readonly background: number;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Runs in the extension host in place of tests: one run after the other in the file's panel. */
export async function run(): Promise<void> {
  const [file] = await vscode.workspace.findFiles('soak.csv');
  if (!file) throw new Error('There is no file to read.');
  await vscode.workspace
    .getConfiguration('mine')
    .update('preset', 'quick', vscode.ConfigurationTarget.Global);
  const uses: Use[] = [];
  let report: Report | undefined;
  for (let i = 0; i < Number(process.env['MINE_SOAK_RUNS']); i++) {
    report = await vscode.commands.executeCommand<Report>('mine.estimate', file, { columns: 'suggested' });
    const background = backgroundMemory();
    collectGarbage();
    const { heapUsed, external, rss } = process.memoryUsage();
    uses.push({ heap: (heapUsed + external) / 1e6, resident: rss / 1e6, background });
  }
  const counts = { passes: 1, failures: 0, pending: 0 };
  const reportBytes = JSON.stringify(report).length;
  writeFileSync(process.env['EXT_TEST_RESULT'] ?? '', JSON.stringify({ ...counts, uses, reportBytes }));
}

function backgroundMemory(): number {
  const processes = execFileSync('ps', ['-eo', 'ppid=,rss=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .filter(
      ([parent, , ...args]) =>
        parent === String(process.pid) && args.some((arg) => arg.endsWith('process.js')),
    );
  return processes.reduce((sum, [, kilobytes]) => sum + (Number(kilobytes) * 1024) / 1e6, 0);
}
