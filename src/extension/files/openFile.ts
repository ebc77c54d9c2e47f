import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ClusterAddress } from '../../process/protocol';
import { settlesWithin } from '../../process/settlesWithin';
import type { RecordedReading } from '../../report/reading';
import { asSentence } from '../notices';
import { progressWords } from '../asking/readingWords';
import { openDataset, type OpenDataset, type ReadingProgress } from '../background';
import { dataFileName } from './dataFile';
import { findData, type FoundData } from './dataSource';
import type { FileReading } from './fileReading';
import type { Host } from '../host';
import { RunQueue, type Place } from '../run/runQueue';

/** A data file that is open in a background process. */
export interface OpenFile extends OpenDataset {
  readonly uri: vscode.Uri;
  readonly reading: FileReading;
  /** What was there to read, without its bytes. */
  readonly found: Omit<FoundData, 'source'>;
  /** Whose workers compute its runs; absent: this machine does. */
  readonly cluster?: ClusterAddress | undefined;
}

/** Opens a data file, read as a report says or as is remembered of it. */
export type OpenData = (uri: vscode.Uri, recorded?: RecordedReading) => Promise<OpenFile>;

/** What is chosen to be done with an open file; its background process ends where that is nothing. */
export async function chosenFor<T>(
  file: OpenFile,
  choose: (file: OpenFile) => T | undefined | Promise<T | undefined>,
): Promise<T | undefined> {
  let chosen: T | undefined;
  try {
    chosen = await choose(file);
  } finally {
    if (chosen === undefined) await file.background.dispose();
  }
  return chosen;
}

/** Reading that takes no longer needs no notification. */
const QUIET_MS = 500;

/**
 * Reads a data file when it has its turn, with a notification only where that takes long enough to wonder.
 * @throws Error with a sentence for people; CancellationError where a person cancels it
 */
export async function openFile(
  host: Host,
  uri: vscode.Uri,
  reading: FileReading,
  queue = new RunQueue(),
): Promise<OpenFile> {
  const cancellation = new vscode.CancellationTokenSource();
  let onReading: (progress: ReadingProgress) => void = () => undefined;
  let tell: (message: string) => void = () => undefined;
  let waits = '';
  const opening = inTurn(
    queue,
    cancellation.token,
    (others) => {
      waits = others > 0 ? l10n.t('waiting, {0} before it', others) : '';
      tell(waits);
    },
    () =>
      open(host, uri, reading, cancellation.token, (progress) => {
        onReading(progress);
      }),
  );
  try {
    if (await settlesWithin(opening, QUIET_MS)) return await opening;
    return await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: asSentence(l10n.t('Reading {0}', dataFileName(uri))),
        cancellable: true,
      },
      (progress, token) => {
        token.onCancellationRequested(() => {
          cancellation.cancel();
        });
        tell = (message) => {
          progress.report({ message });
        };
        tell(waits);
        let shown = 0;
        onReading = ({ bytes, total }) => {
          const percent = total === null ? 0 : Math.floor((100 * bytes) / total);
          progress.report({ message: progressWords(bytes, total), increment: Math.max(0, percent - shown) });
          shown = Math.max(shown, percent);
        };
        return opening;
      },
    );
  } finally {
    cancellation.dispose();
  }
}

/** @param onWaiting told how many others go or wait before it; 0 when it begins */
async function inTurn<T>(
  queue: RunQueue,
  token: vscode.CancellationToken,
  onWaiting: (others: number) => void,
  action: () => Promise<T>,
): Promise<T> {
  let place: Place | undefined;
  try {
    const turn = new Promise<void>((resolve) => {
      place = queue.enter({
        onWaiting,
        onTurn: () => {
          onWaiting(0);
          resolve();
        },
      });
    });
    await unlessCancelled(turn, token);
    return await action();
  } finally {
    place?.leave();
  }
}

async function open(
  host: Host,
  uri: vscode.Uri,
  reading: FileReading,
  token: vscode.CancellationToken,
  onReading: (progress: ReadingProgress) => void,
): Promise<OpenFile> {
  const { source, ...found } = await unlessCancelled(findData(host, uri), token);
  const dataset = await openDataset(host, source, token, {
    reading: found.isText ? { ...reading, encoding: 'utf-8' } : reading,
    onReading,
  });
  return { ...dataset, uri, reading, found };
}

/** Some things cannot be stopped, VS Code's own reading for one, but nobody has to wait for them. */
function unlessCancelled<T>(promise: Promise<T>, token: vscode.CancellationToken): Promise<T> {
  return new Promise((resolve, reject) => {
    const waiting = token.onCancellationRequested(() => {
      reject(new vscode.CancellationError());
    });
    void promise.then(resolve, reject).finally(() => {
      waiting.dispose();
    });
  });
}
