import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { writeFileWhole } from '../../src/process/nodeFiles';
import { writeToDiskBy, writeWhole } from '../../src/extension/files/writeWhole';

const folder = mkdtempSync(join(tmpdir(), 'mine-writing-'));
const path = (name: string) => join(folder, name);
const write = (target: string, text: string, token?: vscode.CancellationToken) =>
  writeWhole(vscode.Uri.file(target), Buffer.from(text), token);

// First as where there is no disk, through VS Code alone; then as in Node.
for (const [where, prepare] of [
  ['through VS Code', () => undefined],
  [
    'to the disk',
    () => {
      writeToDiskBy(writeFileWhole);
    },
  ],
] as const)
  describe(`A file that is written ${where}`, () => {
    after(() => {
      for (const name of readdirSync(folder)) rmSync(path(name), { recursive: true });
    });

    it('takes the place of what was there', async () => {
      prepare();
      await write(path('kept.txt'), 'before');
      await write(path('kept.txt'), 'after');
      assert.equal(readFileSync(path('kept.txt'), 'utf8'), 'after');
      assert.deepEqual(readdirSync(folder), ['kept.txt']);
    });

    it('does not where it is cancelled', async () => {
      const cancellation = new vscode.CancellationTokenSource();
      const writing = write(path('kept.txt'), 'never', cancellation.token);
      cancellation.cancel();
      await assert.rejects(writing, vscode.CancellationError);
      assert.equal(readFileSync(path('kept.txt'), 'utf8'), 'after');
      assert.deepEqual(readdirSync(folder), ['kept.txt']);
    });

    it('says in a sentence why it cannot be', async () => {
      mkdirSync(path('folder.csv'));
      await assert.rejects(write(path('folder.csv'), 'x'), /^Error: folder\.csv was not written: /);
      assert.deepEqual(readdirSync(folder).sort(), ['folder.csv', 'kept.txt']);
    });
  });

describe('A place that VS Code cannot write to', () => {
  const providers: vscode.Disposable[] = [];
  after(() => {
    for (const provider of providers) provider.dispose();
  });
  const placeThatSays = (scheme: string, error: Error, isReadonly = false) => {
    const refuse = () => {
      throw error;
    };
    const provider: vscode.FileSystemProvider = {
      onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
      watch: () => new vscode.Disposable(() => undefined),
      stat: ({ path: at }) => {
        if (at !== '/') throw vscode.FileSystemError.FileNotFound(at);
        return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
      },
      readDirectory: () => [],
      readFile: refuse,
      createDirectory: refuse,
      writeFile: refuse,
      delete: refuse,
      rename: refuse,
    };
    providers.push(vscode.workspace.registerFileSystemProvider(scheme, provider, { isReadonly }));
    return vscode.Uri.from({ scheme, path: '/table.csv' });
  };

  it('is said to be full, or not allowed, or read-only', async () => {
    const full = placeThatSays('minefull', new vscode.FileSystemError('There is no space left.'));
    await assert.rejects(writeWhole(full, Buffer.from('x')), /table\.csv was not written: .*no space left/);
    const locked = placeThatSays('minelocked', vscode.FileSystemError.NoPermissions('no'));
    await assert.rejects(
      writeWhole(locked, Buffer.from('x')),
      /table\.csv was not written: the permissions of its place do not allow it/,
    );
    const readOnly = placeThatSays('minereadonly', new Error('never asked'), true);
    await assert.rejects(writeWhole(readOnly, Buffer.from('x')), /^Error: table\.csv was not written: /);
  });
});

describe('A disk that is full', () => {
  it('is said to be', async function () {
    if (process.platform !== 'linux') this.skip();
    await assert.rejects(write('/dev/full', 'x'), { message: 'full was not written: the disk is full.' });
  });
});
