import '../language';
import type * as vscode from 'vscode';
import { featuresOf, type Features } from '../features';
import { webHost } from './webHost';

/** All that the extension does in a browser. */
export function webFeatures(context: vscode.ExtensionContext): Features {
  return featuresOf(context, webHost(context));
}
