import * as l10n from '@vscode/l10n';
import type * as v from 'valibot';
import * as vscode from 'vscode';
import type { Units } from '../../report/format';
import { visible } from '../../report/markup';
import type { Paper } from '../../report/paper';
import { units } from '../configuration';
import type { RestoredView } from '../contributions';
import { showAgain, showDrawn, type DrawOptions } from './drawnTab';
import { currentPaper } from '../reports/exportReport';
import { KeptFiles } from '../files/keptFiles';
import { tabIcon } from '../panel/tabIcon';

/** What tabs of one kind show. */
export interface DrawnKind<C> {
  /** Of the webviews. */
  readonly view: RestoredView;
  readonly schema: v.GenericSchema<unknown, C>;
  readonly title: (content: C) => string;
  readonly html: (content: C, options: DrawOptions) => string;
  /** The figure, or its numbers, to be saved; absent: there is no saving it. */
  readonly figure?: (content: C, format: 'svg' | 'json', units: Units, paper: Paper) => string;
  /** Name of the command that makes one. */
  readonly command: () => string;
}

/** A tab with a figure, which may still be coming in. */
export interface DrawnTab<C> {
  readonly view: vscode.WebviewPanel;
  readonly shown: C;
  show(content: C): void;
  /** Keeps what is shown for after a restart of the window. */
  keep(): Promise<void>;
}

/** Tabs of one kind; they come back after a restart of the window. */
export class DrawnTabs<C> implements vscode.WebviewPanelSerializer {
  private readonly kept: KeptFiles<v.GenericSchema<unknown, C>>;
  private readonly tabs = new Set<DrawnTab<C>>();

  constructor(
    readonly kind: DrawnKind<C>,
    private readonly extensionUri: vscode.Uri,
    folder: vscode.Uri,
  ) {
    this.kept = new KeptFiles(folder, kind.schema);
  }

  /** What the tab shows that a person is at. */
  get active(): C | undefined {
    return [...this.tabs].find(({ view }) => view.active)?.shown;
  }

  /** Draws the figure of the tab a person is at; undefined where there is none. */
  get activeFigure(): ((format: 'svg' | 'json') => string) | undefined {
    const { figure } = this.kind;
    const shown = this.active;
    return shown && figure && ((format) => figure(shown, format, units(), currentPaper()));
  }

  open(first: C): DrawnTab<C> {
    const view = vscode.window.createWebviewPanel(
      this.kind.view,
      visible(this.kind.title(first)),
      vscode.ViewColumn.Active,
      { enableFindWidget: true },
    );
    return this.fill(view, first, this.kept.newId());
  }

  async deserializeWebviewPanel(view: vscode.WebviewPanel, state: unknown): Promise<void> {
    await showAgain(
      view,
      this.extensionUri,
      state,
      this.kept,
      (kept, id) => {
        this.fill(view, kept, id);
      },
      [
        l10n.t('What this figure showed is no longer kept.'),
        l10n.t('Close this tab and run {0} again.', this.kind.command()),
      ],
    );
  }

  private fill(view: vscode.WebviewPanel, first: C, id: string): DrawnTab<C> {
    view.iconPath = tabIcon(this.extensionUri, 'panel');
    let shown = first;
    const draw = showDrawn(view, this.extensionUri, id, (options) => this.kind.html(shown, options));
    const tab: DrawnTab<C> = {
      view,
      get shown() {
        return shown;
      },
      show(content) {
        shown = content;
        draw();
      },
      keep: () => this.kept.keep(id, shown),
    };
    this.tabs.add(tab);
    view.onDidDispose(() => {
      this.tabs.delete(tab);
    });
    return tab;
  }
}
