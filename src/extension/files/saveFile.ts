import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { settlesWithin } from '../../process/settlesWithin';
import { dataFileName } from './dataFile';
import { asSentence, showErrorSentence } from '../notices';
import { writeWhole, type Content } from './writeWhole';
import { reasonOf } from '../../dataset/reasonOf';

/** Writing that takes no longer needs no notification. */
const QUIET_MS = 500;

/**
 * Asks where to and writes; where that place cannot be written, says why and offers another.
 * @returns where it was written; undefined where a person gave up
 */
export async function saveFile(
  options: vscode.SaveDialogOptions,
  content: Content,
): Promise<vscode.Uri | undefined> {
  for (;;) {
    const target = await vscode.window.showSaveDialog(options);
    if (!target) return undefined;
    try {
      await write(target, content);
      return target;
    } catch (error) {
      if (error instanceof vscode.CancellationError) return undefined;
      const another = l10n.t('Choose Another Place…');
      const message = reasonOf(error);
      if ((await showErrorSentence(message, another)) !== another) return undefined;
    }
  }
}

async function write(target: vscode.Uri, content: Content): Promise<void> {
  const cancellation = new vscode.CancellationTokenSource();
  try {
    const writing = writeWhole(target, content, cancellation.token);
    if (await settlesWithin(writing, QUIET_MS)) {
      await writing;
      return;
    }
    const title = asSentence(l10n.t('Writing {0}', dataFileName(target)));
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (_, token) => {
        token.onCancellationRequested(() => {
          cancellation.cancel();
        });
        return writing;
      },
    );
  } finally {
    cancellation.dispose();
  }
}
