import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';

/** What can be seen of the extension from outside. */

/** Process ids of the background processes of this extension host. */
export function backgroundProcesses(): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter(
      ([, parent, ...args]) =>
        parent === String(process.pid) && args.some((arg) => arg.endsWith('process.js')),
    )
    .map(([pid]) => Number(pid));
}

export async function until<T>(what: () => T | undefined | null | false): Promise<T> {
  for (;;) {
    const found = what();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Sets the preset, and waits until it has arrived: what was written while the window starts may be read a moment later. */
export async function usePreset(name: string | undefined): Promise<void> {
  const settings = () => vscode.workspace.getConfiguration('mine');
  await settings().update('preset', name, vscode.ConfigurationTarget.Global);
  await until(() => settings().get('preset') === (name ?? 'standard'));
}

export const panels = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('mine.panel'));
