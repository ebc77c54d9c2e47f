import type * as vscode from 'vscode';
import { activateIn } from './activation';

/** The extension in Node's extension host: on a desktop, or on the machine that a browser's VS Code is connected to. */
export function activate(context: vscode.ExtensionContext): void {
  activateIn(context, async () => (await import('./nodeFeatures')).nodeFeatures(context));
}
