import * as vscode from 'vscode';

/** An icon of a tab: files, because older editors take no icon of the theme's there. */
export function tabIcon(extensionUri: vscode.Uri, name: 'panel' | 'comparison') {
  const file = (theme: string) => vscode.Uri.joinPath(extensionUri, 'media', `${name}-${theme}.svg`);
  return { light: file('light'), dark: file('dark') };
}
