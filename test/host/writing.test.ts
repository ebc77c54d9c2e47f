import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { writeFileWhole } from '../../src/process/nodeFiles';
import { writeToDiskBy, writeWhole } from '../../src/extension/writeWhole';

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

describe('A disk that is full', () => {
  it('is said to be', async function () {
    if (process.platform !== 'linux') this.skip();
    await assert.rejects(write('/dev/full', 'x'), { message: 'full was not written: the disk is full.' });
  });
});
