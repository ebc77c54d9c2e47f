import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Synthesis } from '../../src/report/synthesis';
import { backgroundProcesses, until } from './observe';

const folder = mkdtempSync(join(tmpdir(), 'mine-synthesize-'));
const extension = vscode.extensions.getExtension('mine.mutual-information');
const penguins = vscode.Uri.joinPath(
  extension?.extensionUri ?? vscode.Uri.file('/'),
  'node_modules/vega-datasets/data/penguins.json',
);
const columns = ['Species', 'Body Mass (g)', 'Sex'];

describe('Synthesize Rows', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('gives a program the rows it asks for, and saves them and the figure', async () => {
    const found = await vscode.commands.executeCommand<Synthesis | undefined>('mine.synthesize', penguins, {
      rows: 20,
      columns,
      iterations: 30,
    });
    assert.deepEqual(found?.columns, columns);
    assert.equal(found.made?.csv.trim().split('\n').length, 21);
    await until(() => backgroundProcesses().length === 0);
    const saved = async (command: string, name: string) => {
      const target = vscode.Uri.file(join(folder, name));
      await vscode.commands.executeCommand(command, target);
      return readFileSync(target.fsPath, 'utf8');
    };
    assert.equal(await saved('mine.saveRows', 'rows.csv'), found.made.csv);
    assert.match(await saved('mine.saveFigure', 'figure.svg'), /^<svg [^]*penguins\.json[^]*<\/svg>\n$/);
  });

  it('says what it cannot do', async () => {
    await assert.rejects(
      async () =>
        vscode.commands.executeCommand('mine.synthesize', penguins, {
          rows: 20,
          columns: ['Species', 'Wings'],
        }),
      /penguins\.json has no column "Wings"/,
    );
    await assert.rejects(
      async () => vscode.commands.executeCommand('mine.saveRows'),
      /Run Synthesize Rows first/,
    );
  });
});
