import * as vscode from 'vscode';
import type { Source } from '../../process/protocol';
import { editedDocument, findData, openDocument, stampOf, textSource, type FileStamp } from './dataSource';
import type { Host } from '../host';
import type { OpenFile } from './openFile';
import type { SourceChange } from '../panel/panelProtocol';

/** Editors and programs write a file in several steps; these are waited for. */
export const SETTLED_MS = 400;

/**
 * Watches whether the data that a run was made from are still what one would find there: the bytes count, not when they
 * were written. Tells each change of the answer; null: they are.
 */
export class SourceWatch implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private told: SourceChange | null = null;
  private disposed = false;
  /** The file's stamp when it was known to hold the same bytes. */
  private agreed: FileStamp | null;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly host: Host,
    private readonly file: OpenFile,
    private readonly onChange: (change: SourceChange | null) => void,
  ) {
    const { uri, found } = file;
    this.agreed = found.isText ? null : found.stamp;
    const isIt = (other: vscode.Uri) => other.toString() === uri.toString();
    const look = (other: vscode.Uri) => {
      if (isIt(other)) this.lookSoon();
    };
    this.disposables = [
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        look(document.uri);
      }),
      vscode.workspace.onDidSaveTextDocument(({ uri: saved }) => {
        look(saved);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri: closed }) => {
        look(closed);
      }),
      // Not every file system tells of its changes.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.lookSoon();
      }),
    ];
    if (uri.scheme !== 'untitled') this.disposables.push(...watchFile(uri, look));
    // What happened while it was read.
    this.lookSoon();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    for (const disposable of this.disposables) disposable.dispose();
  }

  private lookSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.looking = this.looking.then(() => this.look());
    }, SETTLED_MS);
  }

  private async look(): Promise<void> {
    if (this.disposed) return;
    const change = await this.change();
    // It was replaced while it was looked at.
    if (this.isDisposed() || change === this.told) return;
    this.told = change;
    this.onChange(change);
  }

  private isDisposed(): boolean {
    return this.disposed;
  }

  private async change(): Promise<SourceChange | null> {
    const { uri, found } = this.file;
    const edited = editedDocument(uri);
    const text = found.isText ? (edited ?? openDocument(uri)) : undefined;
    const isSameText = text !== undefined && (await this.isRead(textSource(text)));
    if (edited) return isSameText ? null : 'edited';
    const stamp = await stampOf(uri);
    if (stamp === null) return 'deleted';
    // The file may say the same in another encoding.
    if (!isSameText && !isSameStamp(stamp, this.agreed)) {
      if (this.agreed && this.agreed.size !== stamp.size) return 'changed';
      if (!(await this.hasSameBytes())) return 'changed';
    }
    this.agreed = stamp;
    return null;
  }

  private async hasSameBytes(): Promise<boolean> {
    try {
      const { source } = await findData(this.host, this.file.uri);
      return await this.isRead(source);
    } catch {
      // It cannot be read any more; running again says why.
      return false;
    }
  }

  private async isRead(source: Source): Promise<boolean> {
    return (await this.host.sha256(source)) === this.file.profile.sha256;
  }
}

/** By its folder: a name may hold what a pattern takes for a wildcard. */
export function watchFile(uri: vscode.Uri, onEvent: (uri: vscode.Uri) => void): vscode.Disposable[] {
  const folder = vscode.Uri.joinPath(uri, '..');
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*'));
  return [watcher, watcher.onDidChange(onEvent), watcher.onDidCreate(onEvent), watcher.onDidDelete(onEvent)];
}

function isSameStamp(stamp: FileStamp, other: FileStamp | null): boolean {
  return stamp.mtime === other?.mtime && stamp.size === other.size;
}
