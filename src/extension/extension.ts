import './language';
import type * as vscode from 'vscode';
import { activateIn } from './activation';
import { writeFileWhole } from '../process/nodeFiles';
import { nodeHost } from './nodeHost';
import { writeToDiskBy } from './writeWhole';

/** The extension in Node's extension host: on a desktop, or on the machine that a browser's VS Code is connected to. */
export function activate(context: vscode.ExtensionContext): void {
  writeToDiskBy(writeFileWhole);
  activateIn(context, nodeHost(context.asAbsolutePath('dist')));
}
