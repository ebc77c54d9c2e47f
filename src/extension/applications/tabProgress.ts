import * as vscode from 'vscode';
import type { FromProcess } from '../../process/protocol';
import { asSentence } from '../notices';
import type { OpenFile } from '../files/openFile';

/** Work of a background process whose results a tab shows as they come in. */
export interface TabWork {
  readonly title: string;
  begin(): void;
  /**
   * Takes what the background process says.
   * @throws Error with a sentence where it cannot go on
   */
  receive(message: FromProcess): void;
  /** Of the whole, 0..1, and in words. */
  readonly progress: { readonly share: number; readonly words: string };
  readonly isDone: boolean;
  /** Settles when the tab is closed. */
  readonly closed: Promise<void>;
  /** Asks it to end, which it then says; absent: it is left as it is. */
  cancel?(): void;
}

/**
 * Shows the work in a notification until it is done, a person cancels it, or the tab is closed.
 * @throws Error with a sentence; what has been found by then stays in the tab
 */
export function withTabProgress({ listen }: Pick<OpenFile, 'listen'>, work: TabWork): Thenable<void> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: asSentence(work.title), cancellable: true },
    (progress, token) =>
      new Promise<void>((resolve, reject) => {
        let told = 0;
        const tell = () => {
          const { share, words } = work.progress;
          const percent = 100 * share;
          progress.report({ message: asSentence(words), increment: Math.max(0, percent - told) });
          told = Math.max(told, percent);
        };
        token.onCancellationRequested(() => {
          if (work.cancel) work.cancel();
          else resolve();
        });
        void work.closed.then(resolve);
        listen({
          onMessage(message) {
            if (message.type === 'refused' || message.type === 'failed') {
              reject(new Error(message.message));
              return;
            }
            try {
              work.receive(message);
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
              return;
            }
            tell();
            if (work.isDone) resolve();
          },
          onEnd(reason) {
            reject(new Error(reason));
          },
        });
        tell();
        work.begin();
      }),
  );
}

/** Settles when the view is closed. */
export function closingOf(view: vscode.WebviewPanel): Promise<void> {
  return new Promise((resolve) => {
    view.onDidDispose(() => {
      resolve();
    });
  });
}
