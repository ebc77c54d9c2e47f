import type * as vscode from 'vscode';
import { htmlDocument } from '../report/htmlDocument';
import { escaped } from '../report/markup';
import { newNonce } from './nonce';

/** Shows a page that says why there is nothing to show, and what would help. */
export function showNotice(
  { webview }: vscode.WebviewPanel,
  title: string,
  sentence: string,
  help: string,
): void {
  const body = `<h1>${escaped(title)}</h1><p role="alert">${escaped(sentence)}</p><p>${escaped(help)}</p>`;
  webview.options = { localResourceRoots: [] };
  webview.html = htmlDocument(title, body, { nonce: newNonce() });
}
