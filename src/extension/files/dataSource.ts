import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Source } from '../../process/protocol';
import { dataFileName } from './dataFile';
import type { Host } from '../host';

/** The data of a URI as they are now. */
export interface FoundData {
  readonly source: Source;
  /** Text of an editor, which is Unicode whatever the file's encoding. */
  readonly isText: boolean;
  /** Of the file, where there is one; one that cannot be looked at has none. */
  readonly stamp: FileStamp | null;
}

export interface FileStamp {
  readonly mtime: number;
  readonly size: number;
}

/**
 * Where the background finds the data: in the file, by its path, unless an editor holds newer text or the file is not
 * where it could read it; then its bytes are handed over.
 * @throws Error with a sentence for people where there is nothing to read
 */
export async function findData(host: Host, uri: vscode.Uri): Promise<FoundData> {
  const name = dataFileName(uri);
  const edited = editedDocument(uri);
  if (edited) return { source: textSource(edited), isText: true, stamp: await stampOf(uri) };
  const path = host.pathOf(uri);
  // The process says in words what it cannot read.
  if (path !== null)
    return { source: { kind: 'file', name, path }, isText: false, stamp: await stampOf(uri) };
  try {
    const stamp = await vscode.workspace.fs.stat(uri);
    if (stamp.type & vscode.FileType.Directory) throw vscode.FileSystemError.FileIsADirectory(uri);
    checkSize(name, stamp.size, host);
    const bytes = new Uint8Array(await vscode.workspace.fs.readFile(uri));
    return { source: { kind: 'bytes', name, bytes }, isText: false, stamp };
  } catch (error) {
    throw inWords(name, error);
  }
}

function checkSize(name: string, size: number, { handOver: { most, otherwise } }: Host): void {
  if (size <= most) return;
  const megabytes = most / 2 ** 20;
  throw new Error(
    l10n.t(
      '{0} is larger than the {1} MB that VS Code can hand over from where it is; {2}.',
      name,
      megabytes,
      otherwise,
    ),
  );
}

/** What an editor shows. */
export function textSource(document: vscode.TextDocument): Source {
  const bytes = new TextEncoder().encode(document.getText());
  return { kind: 'bytes', name: dataFileName(document.uri), bytes };
}

/** The open document whose text no file has. */
export function editedDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  return openDocument(uri, (document) => document.isDirty || document.isUntitled);
}

export function openDocument(
  uri: vscode.Uri,
  which: (document: vscode.TextDocument) => boolean = () => true,
): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === uri.toString() && !document.isClosed && which(document),
  );
}

/** Null where there is no file, or none that can be looked at. */
export async function stampOf(uri: vscode.Uri): Promise<FileStamp | null> {
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    return { mtime, size };
  } catch {
    // Whoever reads it says what is wrong with it.
    return null;
  }
}

function inWords(name: string, error: unknown): Error {
  if (!(error instanceof vscode.FileSystemError))
    return error instanceof Error ? error : new Error(String(error));
  return new Error(sentence(name, error), { cause: error });
}

function sentence(name: string, error: vscode.FileSystemError): string {
  switch (error.code) {
    case 'FileNotFound':
      return l10n.t('{0} does not exist (any more).', name);
    case 'FileIsADirectory':
      return l10n.t('{0} is a folder; choose a CSV or JSON file in it.', name);
    case 'NoPermissions':
      return l10n.t('{0} may not be read: its permissions do not allow it.', name);
    case 'Unavailable':
      return l10n.t('{0} cannot be reached: the file system that holds it does not answer.', name);
    default:
      return l10n.t('{0} could not be read: {1}.', name, error.message);
  }
}
