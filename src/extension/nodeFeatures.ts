import './language';
import type * as vscode from 'vscode';
import { writeFileWhole } from '../process/nodeFiles';
import { featuresOf, type Features } from './features';
import { nodeHost } from './nodeHost';
import { writeToDiskBy } from './files/writeWhole';

/** All that the extension does in Node's extension host: a bundle of its own (esbuild.mjs). */
export function nodeFeatures(context: vscode.ExtensionContext): Features {
  writeToDiskBy(writeFileWhole);
  return featuresOf(context, nodeHost(context.asAbsolutePath('dist')));
}
