import '../language';
import type * as vscode from 'vscode';
import { activateIn } from '../activation';
import { webHost } from './webHost';

/** The extension in a browser, with no machine behind it. */
export function activate(context: vscode.ExtensionContext): void {
  activateIn(context, webHost(context));
}
