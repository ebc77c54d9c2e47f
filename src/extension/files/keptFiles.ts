import * as v from 'valibot';
import * as vscode from 'vscode';
import { writeWhole } from './writeWhole';

/** A folder holds so many files and bytes; the oldest go first. */
const MOST_FILES = 20;
const MOST_BYTES = 256 * 1024 * 1024;
/** What nobody came back to for so long is let go. */
const MOST_DAYS = 60;

/** What tabs show, kept in the extension's storage, so that they come back after a restart of the window. */
export class KeptFiles<S extends v.GenericSchema> {
  constructor(
    private readonly folder: vscode.Uri,
    private readonly schema: S,
  ) {}

  newId(): string {
    return crypto.randomUUID();
  }

  /** @param smaller what is kept instead of something too large; nothing where it is absent */
  async keep(id: string, value: v.InferOutput<S>, smaller?: v.InferOutput<S>): Promise<void> {
    let bytes = bytesOf(value);
    if (bytes === null) {
      if (smaller === undefined) return;
      bytes = bytesOf(smaller);
      if (bytes === null) return;
    }
    await vscode.workspace.fs.createDirectory(this.folder);
    await writeWhole(this.file(id), bytes);
    await this.prune();
  }

  /** What was kept, or undefined where it is no longer there or is of another version. */
  async restore(id: string): Promise<v.InferOutput<S> | undefined> {
    // It comes from a page's state.
    if (!/^[\da-f-]{36}$/.test(id)) return undefined;
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.file(id)));
      const parsed = v.safeParse(this.schema, JSON.parse(text));
      return parsed.success ? parsed.output : undefined;
    } catch (error) {
      if (error instanceof vscode.FileSystemError || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  private file(id: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder, `${id}.json`);
  }

  private async prune(): Promise<void> {
    const oldest = Date.now() - MOST_DAYS * 24 * 3600 * 1000;
    let bytes = 0;
    for (const [place, { uri, size, mtime }] of (await this.newestFirst()).entries()) {
      bytes += size;
      if (place > 0 && (place >= MOST_FILES || bytes > MOST_BYTES || mtime < oldest))
        await unlessGone(vscode.workspace.fs.delete(uri));
    }
  }

  private async newestFirst(): Promise<(vscode.FileStat & { readonly uri: vscode.Uri })[]> {
    const names = (await vscode.workspace.fs.readDirectory(this.folder)).map(([name]) => name);
    const files = await Promise.all(
      names.map(async (name) => {
        const uri = vscode.Uri.joinPath(this.folder, name);
        const stat = await unlessGone(vscode.workspace.fs.stat(uri));
        return stat ? [{ uri, ...stat }] : [];
      }),
    );
    return files.flat().sort((a, b) => b.mtime - a.mtime);
  }
}

/** Another window tidies up the same folder. */
async function unlessGone<T>(task: Thenable<T>): Promise<T | undefined> {
  try {
    return await task;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

/** null where they are too many. */
function bytesOf(value: unknown): Uint8Array | null {
  try {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    return bytes.length > MOST_BYTES ? null : bytes;
  } catch (error) {
    // Longer than a string can be.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
