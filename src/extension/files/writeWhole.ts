import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Pieces } from '../../report/reportJson';
import { dataFileName } from './dataFile';
import { reasonOf } from '../../dataset/reasonOf';

/** How a file of this machine's disk is written whole or not at all (process/nodeFiles.ts). */
type WriteToDisk = (path: string, content: Content, isCancelled: () => boolean) => Promise<boolean>;

/** Bytes, or text in pieces. */
export type Content = Uint8Array | Pieces;

let writeToDisk: WriteToDisk | null = null;

/**
 * VS Code writes into a file that is there, and its way of moving one over another deletes that first, be it a folder: where
 * there is a disk, it has a better one.
 */
export function writeToDiskBy(write: WriteToDisk): void {
  writeToDisk = write;
}

/**
 * Writes a file whole or not at all, where its file system allows that: what was there before stays until then, and no half
 * file is left.
 * @throws Error with a sentence for people; CancellationError where the token says so, with nothing written
 */
export async function writeWhole(
  target: vscode.Uri,
  content: Content,
  token?: vscode.CancellationToken,
): Promise<void> {
  const isCancelled = () => token?.isCancellationRequested ?? false;
  let isWritten: boolean;
  try {
    isWritten =
      writeToDisk && target.scheme === 'file'
        ? await writeToDisk(target.fsPath, content, isCancelled)
        : await writeElsewhere(target, content, isCancelled);
  } catch (error) {
    throw new Error(whyNotWritten(dataFileName(target), error), { cause: error });
  }
  if (!isWritten) throw new vscode.CancellationError();
}

/** In one piece, which the file system's provider takes or refuses. */
async function writeElsewhere(
  target: vscode.Uri,
  content: Content,
  isCancelled: () => boolean,
): Promise<boolean> {
  // It may have been cancelled while it waited for its turn.
  await Promise.resolve();
  if (isCancelled()) return false;
  await vscode.workspace.fs.writeFile(
    target,
    content instanceof Uint8Array ? content : await encoded(content),
  );
  return true;
}

/** Joined as bytes: of so many pieces no string can be made. */
async function encoded(pieces: Pieces): Promise<Uint8Array> {
  return new Uint8Array(await new Blob([...pieces]).arrayBuffer());
}

function whyNotWritten(name: string, error: unknown): string {
  const message = reasonOf(error);
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return l10n.t('{0} was not written: the disk is full.', name);
    case 'EROFS':
      return l10n.t('{0} was not written: its disk is read-only.', name);
    case 'EACCES':
    case 'EPERM':
    case 'NoPermissions':
      return l10n.t('{0} was not written: the permissions of its place do not allow it.', name);
    case 'ENOENT':
    case 'FileNotFound':
      return l10n.t('{0} was not written: its folder does not exist.', name);
    case 'EISDIR':
    case 'FileIsADirectory':
      return l10n.t('{0} was not written: there is a folder of that name.', name);
    default:
      return l10n.t('{0} was not written: {1}', name, message);
  }
}

/** The system's, or VS Code's own where it has one. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
