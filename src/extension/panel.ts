import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { panelHtml } from './panelHtml';
import { fromPanel, type FromPanel, type ToPanel } from './panelProtocol';

/** The webview panel of one run: a page that shows what it is told and says what a person wants. */
export class Panel {
  private readonly view: vscode.WebviewPanel;
  /** The page is there and has asked for everything; while hidden it is gone. */
  private ready = false;

  constructor(
    extensionUri: vscode.Uri,
    title: string,
    viewColumn: vscode.ViewColumn,
    handlers: { readonly onMessage: (message: FromPanel) => void; readonly onClose: () => void },
  ) {
    const root = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    const place = { viewColumn, preserveFocus: false };
    this.view = vscode.window.createWebviewPanel('mine.panel', title, place, {
      enableScripts: true,
      localResourceRoots: [root],
    });
    const { webview } = this.view;
    this.view.iconPath = new vscode.ThemeIcon('graph-scatter');
    this.view.onDidDispose(handlers.onClose);
    this.view.onDidChangeViewState(() => {
      this.ready &&= this.view.visible;
    });
    webview.onDidReceiveMessage((data: unknown) => {
      const parsed = v.safeParse(fromPanel, data);
      if (parsed.success) this.receive(parsed.output, handlers.onMessage);
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

  private receive(message: FromPanel, onMessage: (message: FromPanel) => void): void {
    this.ready ||= message.type === 'ready';
    onMessage(message);
  }

  /** A page that is not there yet, or hidden, is told nothing: it asks for everything as soon as it is. */
  post(message: ToPanel): void {
    if (this.ready) void this.view.webview.postMessage(message);
  }

  reveal(): void {
    this.view.reveal();
  }

  get active(): boolean {
    return this.view.active;
  }

  get viewColumn(): vscode.ViewColumn | undefined {
    return this.view.viewColumn;
  }

  dispose(): void {
    this.view.dispose();
  }
}
