import type * as vscode from 'vscode';
import { activateIn } from '../activation';

/**
 * The extension in a browser, with no machine behind it. A browser's extension host loads one file: the features are in it,
 * and run when they are first asked for.
 */
export function activate(context: vscode.ExtensionContext): void {
  activateIn(context, async () => (await import('./webFeatures')).webFeatures(context));
}
