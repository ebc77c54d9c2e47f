import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { panelHtml } from './panelHtml';
import { fromPanel, type FromPanel, type ToPanel } from './panelProtocol';

/** The webview panel of one run: a page that shows what it is told and says what a person wants. */
export class Panel {
  private readonly view: vscode.WebviewPanel;

  constructor(
    extensionUri: vscode.Uri,
    title: string,
    handlers: { readonly onMessage: (message: FromPanel) => void; readonly onClose: () => void },
  ) {
    const root = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false };
    this.view = vscode.window.createWebviewPanel('mine.panel', title, place, {
      enableScripts: true,
      localResourceRoots: [root],
    });
    const { webview } = this.view;
    this.view.iconPath = new vscode.ThemeIcon('graph-scatter');
    this.view.onDidDispose(handlers.onClose);
    webview.onDidReceiveMessage((data: unknown) => {
      const parsed = v.safeParse(fromPanel, data);
      if (parsed.success) handlers.onMessage(parsed.output);
      else
        void vscode.window.showErrorMessage(
          `The panel sent what could not be understood: ${parsed.issues[0].message}`,
        );
    });
    webview.html = panelHtml({
      nonce: randomBytes(16).toString('base64url'),
      cspSource: webview.cspSource,
      script: webview.asWebviewUri(vscode.Uri.joinPath(root, 'panel.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(root, 'panel.css')).toString(),
      title,
    });
  }

  /** A hidden page hears nothing; it asks for everything when it is shown again. */
  post(message: ToPanel): void {
    void this.view.webview.postMessage(message);
  }

  reveal(): void {
    this.view.reveal();
  }

  get active(): boolean {
    return this.view.active;
  }

  dispose(): void {
    this.view.dispose();
  }
}
