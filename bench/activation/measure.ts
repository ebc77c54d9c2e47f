import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

/**
 * Runs in the extension host in place of tests: how long the extension takes from being asked for to being there, and from
 * there to the end of its first command, which loads what is behind all of them and finds no run to show.
 */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('mine.mutual-information');
  if (!extension) throw new Error('The extension is not there.');
  const activeBefore = extension.isActive;
  const start = performance.now();
  await extension.activate();
  const active = performance.now();
  await vscode.commands.executeCommand('mine.showRun');
  const done = performance.now();
  const file = process.env['EXT_TEST_RESULT'];
  const counts = { passes: 1, failures: 0, pending: 0 };
  if (file)
    writeFileSync(
      file,
      JSON.stringify({ ...counts, activation: active - start, firstCommand: done - active, activeBefore }),
    );
}
