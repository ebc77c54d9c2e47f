import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { plan, profile } from '../process/protocol';
import { report } from '../report/report';

/** The storage holds so many runs and bytes; the oldest go first. */
const MOST_RUNS = 20;
const MOST_BYTES = 256 * 1024 * 1024;

const storedRun = v.object({
  uri: v.string(),
  profile,
  plan,
  /** Null where the run was under way. */
  report: v.nullable(report),
});
export type StoredRun = v.InferOutput<typeof storedRun>;

/** Runs kept in the extension's storage, so that their panels come back after a restart of the window. */
export class RunStore {
  constructor(private readonly folder: vscode.Uri) {}

  newId(): string {
    return randomUUID();
  }

  async keep(id: string, run: StoredRun): Promise<void> {
    // Values of the data are not kept.
    const columns = run.profile.columns.map((column) => ({ ...column, examples: [] }));
    const kept = { ...run, profile: { ...run.profile, columns } };
    const bytes = new TextEncoder().encode(JSON.stringify(kept));
    await vscode.workspace.fs.createDirectory(this.folder);
    await vscode.workspace.fs.writeFile(
      this.file(id),
      bytes.length > MOST_BYTES ? new TextEncoder().encode(JSON.stringify({ ...kept, report: null })) : bytes,
    );
    await this.prune();
  }

  /** The run, or undefined where it is no longer kept or was kept by another version. */
  async restore(id: string): Promise<StoredRun | undefined> {
    // It comes from the page's state.
    if (!/^[\da-f-]{36}$/.test(id)) return undefined;
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.file(id)));
      const parsed = v.safeParse(storedRun, JSON.parse(text));
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
    const names = (await vscode.workspace.fs.readDirectory(this.folder)).map(([name]) => name);
    const files = await Promise.all(
      names.map(async (name) => {
        const uri = vscode.Uri.joinPath(this.folder, name);
        return { uri, ...(await vscode.workspace.fs.stat(uri)) };
      }),
    );
    let bytes = 0;
    for (const [place, { uri, size }] of files.sort((a, b) => b.mtime - a.mtime).entries()) {
      bytes += size;
      if (place > 0 && (place >= MOST_RUNS || bytes > MOST_BYTES)) await vscode.workspace.fs.delete(uri);
    }
  }
}
