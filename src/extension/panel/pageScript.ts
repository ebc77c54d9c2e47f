import * as vscode from 'vscode';
import type { PageScript } from '../../report/htmlDocument';
import { newNonce } from './nonce';

/**
 * Lets a webview load the script that gives a page its looks, and nothing else.
 * @param id name that the page leaves for the next window
 */
export function pageScript(webview: vscode.Webview, extensionUri: vscode.Uri, id?: string): PageScript {
  const root = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  webview.options = { enableScripts: true, localResourceRoots: [root] };
  const address = webview.asWebviewUri(vscode.Uri.joinPath(root, 'drawnPage.js')).toString();
  return { nonce: newNonce(), address, ...(id !== undefined && { id }) };
}
