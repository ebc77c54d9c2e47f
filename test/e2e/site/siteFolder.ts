import * as vscode from 'vscode';

/** A folder of the site (site.ts) as a file system of VS Code, without a path on any disk. */
class SiteFolder implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  constructor(private readonly site: vscode.Uri) {}

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { children, ...facts } = await this.facts(uri);
    return { ...facts, type: children ? vscode.FileType.Directory : vscode.FileType.File };
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const { children } = await this.facts(uri);
    return (children ?? []).map(([name, isFolder]) => [
      name,
      isFolder ? vscode.FileType.Directory : vscode.FileType.File,
    ]);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return new Uint8Array(await (await this.ask(uri)).arrayBuffer());
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    await this.ask(uri, '', { method: 'PUT', body: new Uint8Array(content) });
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  private async facts(
    uri: vscode.Uri,
  ): Promise<{ mtime: number; ctime: number; size: number; children: [string, boolean][] | null }> {
    return (await (await this.ask(uri, '?facts')).json()) as ReturnType<typeof this.facts>;
  }

  private async ask(uri: vscode.Uri, query = '', how: RequestInit = {}): Promise<Response> {
    const answer = await fetch(`${this.site.with({ path: `/files${uri.path}` }).toString()}${query}`, how);
    if (!answer.ok) throw vscode.FileSystemError.FileNotFound(uri);
    return answer;
  }
}

export function activate({ extensionUri, subscriptions }: vscode.ExtensionContext): void {
  subscriptions.push(vscode.workspace.registerFileSystemProvider('site', new SiteFolder(extensionUri)));
}
