import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Paper } from '../../report/paper';
import type { Units } from '../../report/format';
import type { PageScript } from '../../report/htmlDocument';
import { units } from '../configuration';
import { currentPaper } from '../reports/exportReport';
import type { KeptFiles } from '../files/keptFiles';
import { showNotice } from '../panel/noticePage';
import { pageScript } from '../panel/pageScript';

export interface DrawOptions {
  readonly units: Units;
  readonly paper: Paper;
  readonly style: PageScript;
}

/**
 * Shows a page that leaves its name for the next window; it is drawn anew for another theme or unit.
 * @param id name under which its content is kept
 * @returns draws it anew
 */
export function showDrawn(
  view: vscode.WebviewPanel,
  extensionUri: vscode.Uri,
  id: string,
  html: (options: DrawOptions) => string,
): () => void {
  const draw = () => {
    const style = pageScript(view.webview, extensionUri, id);
    view.webview.html = html({ units: units(), paper: currentPaper(), style });
  };
  const listening = vscode.Disposable.from(
    vscode.window.onDidChangeActiveColorTheme(draw),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('mine.units')) draw();
    }),
  );
  view.onDidDispose(() => {
    listening.dispose();
  });
  draw();
  return draw;
}

const pageState = v.object({ id: v.string() });

/** The name that a page left for the next window; undefined where it left none. */
export function nameIn(state: unknown): string | undefined {
  const parsed = v.safeParse(pageState, state);
  return parsed.success ? parsed.output.id : undefined;
}

/**
 * Shows again what a tab showed before a restart of the window, or says that it is no longer kept.
 * @param otherwise what is gone, and what to do about it
 */
export async function showAgain<S extends v.GenericSchema>(
  view: vscode.WebviewPanel,
  extensionUri: vscode.Uri,
  state: unknown,
  kept: KeptFiles<S>,
  show: (content: v.InferOutput<S>, id: string) => void,
  otherwise: readonly [gone: string, help: string],
): Promise<void> {
  const id = nameIn(state);
  const content = id === undefined ? undefined : await kept.restore(id);
  if (id !== undefined && content !== undefined) show(content, id);
  else showNotice(view, extensionUri, view.title, ...otherwise);
}
