/*
 * What a person would click, done once when the window is open. The environment variable MINE_START names, as JSON,
 * the data file and the folder through which the window and `npm start` tell each other how far they are.
 */
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** @param {vscode.ExtensionContext} context */
export function activate(context) {
  const start = process.env['MINE_START'];
  if (!start) return;
  const { file, folder } = JSON.parse(start);
  writeFileSync(join(folder, 'opened'), '');
  void estimate(vscode.Uri.file(file)).then((outcome) => {
    // In one go, so that nobody reads half of it.
    writeFileSync(join(folder, 'outcome.tmp'), JSON.stringify(outcome));
    renameSync(join(folder, 'outcome.tmp'), join(folder, 'outcome.json'));
  });
  const timer = setInterval(() => {
    if (existsSync(join(folder, 'close'))) void vscode.commands.executeCommand('workbench.action.quit');
  }, 500);
  context.subscriptions.push({
    dispose: () => {
      clearInterval(timer);
    },
  });
}

/** @param {vscode.Uri} uri */
async function estimate(uri) {
  try {
    await vscode.commands.executeCommand('vscode.open', uri);
    const report = await vscode.commands.executeCommand('mine.estimate', uri, {
      columns: 'suggested',
      pairs: 'all',
    });
    return report ? { report } : { error: 'The run ended without a report.' };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
