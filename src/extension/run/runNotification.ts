import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { LiveRun } from './liveRun';
import { asSentence } from '../notices';

/** Between two looks at how far the run has come. */
const LOOK_EVERY_MS = 250;

/** A notification that is there until the run is over, and can cancel it. */
export async function notifyOfRun(run: LiveRun): Promise<void> {
  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: asSentence(l10n.t('Estimating mutual information in {0}', run.name)),
      cancellable: true,
    },
    (progress, token) => follow(run, progress, token),
  );
}

async function follow(
  run: LiveRun,
  progress: vscode.Progress<{ message: string; increment: number }>,
  token: vscode.CancellationToken,
): Promise<void> {
  const cancelling = token.onCancellationRequested(() => {
    run.cancel();
  });
  let shown = 0;
  const timer = setInterval(() => {
    const state = run.model.run;
    if (state.phase === 'queued') progress.report({ message: waitingWords(state.others), increment: 0 });
    if (state.phase !== 'training' && state.phase !== 'paused') return;
    const percent = Math.floor(100 * state.share);
    const message =
      state.phase === 'paused'
        ? l10n.t('paused, {0} of {1} pairs', state.done, state.total)
        : (state.halted ?? l10n.t('{0} of {1} pairs', state.done, state.total));
    progress.report({ message, increment: percent - shown });
    shown = percent;
  }, LOOK_EVERY_MS);
  try {
    await run.ended;
  } finally {
    clearInterval(timer);
    cancelling.dispose();
  }
}

function waitingWords(others: number): string {
  return others === 1 ? l10n.t('waiting for 1 other run') : l10n.t('waiting for {0} other runs', others);
}
