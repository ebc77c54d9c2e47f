import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { language } from '../../report/format';
import type { Figure } from '../../report/heatmapSvg';
import type { PairState } from '../../report/report';
import { visible } from '../../report/markup';
import { texts } from '../language';
import { showErrorSentence } from '../notices';
import { newNonce } from './nonce';
import { PanelBatches } from './panelBatches';
import { PanelFeed } from './panelFeed';
import { panelHtml } from './panelHtml';
import { fromPanel, type FromPanel, type ToPanel } from './panelProtocol';
import { tabIcon } from './tabIcon';

/** What a panel passes on; drawings are its own affair. */
export type PanelRequest = Exclude<FromPanel, { type: 'drawn' }>;

interface PanelHandlers {
  readonly onMessage: (message: PanelRequest) => void;
  /** A pair of what is shown. */
  readonly pair: (index: number) => PairState | undefined;
  /** A person has come to the panel, or left it. */
  readonly onActive?: () => void;
  readonly onClose: () => void;
}

/** What a person waits for. */
const ANSWERS: readonly ToPanel['type'][] = ['points', 'openPair', 'draw'];

/** Time in which the page has drawn a figure. */
const DRAWING_MS = 30_000;

export function createPanelView(title: string, viewColumn: vscode.ViewColumn): vscode.WebviewPanel {
  const place = { viewColumn, preserveFocus: false };
  return vscode.window.createWebviewPanel('mine.panel', visible(title), place);
}

/** The page of a run or a report: it shows what it is told and says what a person wants. */
export class Panel {
  /** The page is there and has asked for everything; while hidden it is gone. */
  private ready = false;
  private readonly feed = new PanelFeed();
  private readonly batches = new PanelBatches((batch) => {
    void this.view.webview.postMessage(batch);
  });
  private readonly drawings = new Map<number, (png: string) => void>();
  private drawingCount = 0;

  /** @param view a new tab, one restored after a restart, or one of a custom editor */
  constructor(
    private readonly view: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    title: string,
    handlers: PanelHandlers,
  ) {
    const root = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
    const { webview } = view;
    webview.options = { enableScripts: true, localResourceRoots: [root] };
    view.iconPath = tabIcon(extensionUri, 'panel');
    view.onDidDispose(() => {
      this.leave();
      handlers.onClose();
    });
    view.onDidChangeViewState(() => {
      if (!view.visible) this.leave();
      handlers.onActive?.();
    });
    webview.onDidReceiveMessage((data: unknown) => {
      const parsed = v.safeParse(fromPanel, data);
      if (parsed.success) this.receive(parsed.output, handlers);
      else
        void showErrorSentence(
          l10n.t('The panel sent what could not be understood: {0}', parsed.issues[0].message),
        );
    });
    webview.html = panelHtml({
      nonce: newNonce(),
      cspSource: webview.cspSource,
      script: webview.asWebviewUri(vscode.Uri.joinPath(root, 'panel.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(root, 'panel.css')).toString(),
      title,
      language: language(),
      texts,
    });
  }

  private receive(message: FromPanel, { onMessage, pair }: PanelHandlers): void {
    if (message.type === 'drawn') {
      this.drawings.get(message.drawing)?.(message.png);
      return;
    }
    if (message.type === 'ready') {
      // A new page.
      this.leave();
      this.ready = true;
    }
    if (message.type === 'inspect') this.batches.answer(this.feed.look(message.index, pair(message.index)));
    onMessage(message);
  }

  /** A page that is not there yet, or hidden, is told nothing: it asks for everything as soon as it is. */
  post(message: ToPanel): void {
    if (!this.ready) return;
    if (ANSWERS.includes(message.type)) this.batches.answer([message]);
    else this.batches.add(this.feed.messages(message));
  }

  private leave(): void {
    this.ready = false;
    this.batches.forget();
  }

  /** @throws Error with a sentence where the page cannot draw it */
  async toPng({ svg, width, height }: Figure): Promise<Uint8Array> {
    if (!this.ready) throw new Error(l10n.t('The panel has to be visible to draw a PNG.'));
    const drawing = this.drawingCount++;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const png = await new Promise<string>((resolve, reject) => {
        this.drawings.set(drawing, resolve);
        timer = setTimeout(reject, DRAWING_MS, new Error(l10n.t('The panel did not draw the PNG in time.')));
        this.post({ type: 'draw', drawing, svg, width, height });
      });
      if (!png) throw new Error(l10n.t('The figure is too large for a PNG; an SVG has no such limit.'));
      return Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
    } finally {
      clearTimeout(timer);
      this.drawings.delete(drawing);
    }
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
}
