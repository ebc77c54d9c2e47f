import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Report } from '../../src/report/report';
import { backgroundProcesses, panels, until } from './observe';

const folder = mkdtempSync(join(tmpdir(), 'mine-host-'));

/** A table of two columns that depend on each other and one that does not. */
function table(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const x = (i * 7919) % 101;
    return `${x},${x + ((i * 31) % 23)},${(i * 104729) % 97}`;
  });
  return `x,near,far\n${lines.join('\n')}\n`;
}

function fileOf(rows: number, name = 'table.csv'): vscode.Uri {
  const path = join(folder, name);
  writeFileSync(path, table(rows));
  return vscode.Uri.file(path);
}

async function estimate(uri: vscode.Uri, options: object = {}): Promise<Report> {
  return vscode.commands.executeCommand<Report>('mine.estimate', uri, { columns: 'suggested', ...options });
}

describe('Estimate Mutual Information, called by a program', () => {
  afterEach(async () => {
    await vscode.workspace
      .getConfiguration('mine')
      .update('preset', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const preset = (name: string) =>
    vscode.workspace.getConfiguration('mine').update('preset', name, vscode.ConfigurationTarget.Global);

  it('opens a panel and gives the report of a file', async () => {
    await preset('quick');
    const report = await estimate(fileOf(200));
    assert.equal(panels().length, 1);
    assert.equal(report.settings.preset, 'quick');
    const [strongest] = [...report.pairs].sort((a, b) => (b.mi ?? 0) - (a.mi ?? 0));
    assert.deepEqual([strongest?.x, strongest?.z], [['x'], ['near']]);
    // It has the rows that the panel shows of a pair, and goes with the panel.
    await until(() => backgroundProcesses().length === 1);
    await vscode.window.tabGroups.close(panels());
    await until(() => backgroundProcesses().length === 0);
  });

  it('estimates one column against the rest', async () => {
    await preset('quick');
    const report = await estimate(fileOf(200), { target: 'far' });
    assert.deepEqual(
      report.pairs.map(({ x, z }) => `${x.join()}-${z.join()}`),
      ['x-far', 'near-far'],
    );
  });

  it('reads what the editor holds, not what was last saved', async () => {
    await preset('quick');
    const uri = fileOf(200);
    const editor = await vscode.window.showTextDocument(uri);
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    await editor.edit((edit) => {
      edit.insert(end, '1,2,3\n');
    });
    assert.equal((await estimate(uri)).dataset.rows, 201);
  });

  it('reads an editor that was never saved', async () => {
    await preset('quick');
    const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: table(120) });
    assert.equal((await estimate(document.uri)).dataset.rows, 120);
  });

  it('reads a virtual file system', async () => {
    await preset('quick');
    const content = new TextEncoder().encode(table(150));
    const changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
    const refuse = () => {
      throw vscode.FileSystemError.NoPermissions();
    };
    const provider = vscode.workspace.registerFileSystemProvider('minetest', {
      onDidChangeFile: changes.event,
      watch: () => new vscode.Disposable(() => undefined),
      stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: content.length }),
      readFile: () => content,
      readDirectory: () => [],
      createDirectory: refuse,
      writeFile: refuse,
      delete: refuse,
      rename: refuse,
    });
    try {
      const report = await estimate(vscode.Uri.parse('minetest:/far/away.csv'));
      assert.deepEqual([report.dataset.source, report.dataset.rows], ['away.csv', 150]);
    } finally {
      provider.dispose();
    }
  });

  it('keeps what it has when it is cancelled', async () => {
    await preset('thorough');
    const running = estimate(fileOf(2000));
    await until(() => backgroundProcesses().length > 0 && panels().length > 0);
    await vscode.commands.executeCommand('mine.cancel');
    const report = await running;
    assert.ok(report.pairs.every(({ status }) => status === 'cancelled'));
  });

  it('says how a background process ended that was killed', async () => {
    await preset('thorough');
    const running = estimate(fileOf(2000));
    const [pid] = await until(() => (panels().length > 0 ? backgroundProcesses() : null));
    process.kill(pid ?? 0, 'SIGKILL');
    await assert.rejects(running, /The background process was ended by SIGKILL/);
  });

  it('ends the background process when the panel is closed', async () => {
    await preset('thorough');
    const running = estimate(fileOf(2000));
    const ended = assert.rejects(running, /The panel was closed during the run/);
    await until(() => (panels().length > 0 && backgroundProcesses().length > 0 ? true : null));
    await vscode.window.tabGroups.close(panels());
    await ended;
    await until(() => backgroundProcesses().length === 0);
  });

  it('refuses a file that holds no table, and one that is not there, in words', async () => {
    const path = join(folder, 'tree.json');
    writeFileSync(path, '{"a": {"b": 1}}');
    await assert.rejects(estimate(vscode.Uri.file(path)), /tree\.json/);
    await assert.rejects(estimate(vscode.Uri.file(join(folder, 'gone.csv'))), /gone\.csv does not exist/);
    await until(() => backgroundProcesses().length === 0);
  });
});
