import type * as vscode from 'vscode';
import { htmlDocument } from '../../report/htmlDocument';
import { escaped } from '../../report/markup';
import { pageScript } from './pageScript';

/** Shows a page that says why there is nothing to show, and what would help. */
export function showNotice(
  { webview }: vscode.WebviewPanel,
  extensionUri: vscode.Uri,
  title: string,
  sentence: string,
  help: string,
): void {
  const body = `<h1>${escaped(title)}</h1><p role="alert">${escaped(sentence)}</p><p>${escaped(help)}</p>`;
  webview.html = htmlDocument(title, body, pageScript(webview, extensionUri));
}
