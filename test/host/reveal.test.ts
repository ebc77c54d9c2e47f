import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { revealPlace, type Placed } from '../../src/extension/files/revealPlace';

const folder = mkdtempSync(join(tmpdir(), 'mine-reveal-'));

function fileOf(name: string, content: string): vscode.Uri {
  writeFileSync(join(folder, name), content);
  return vscode.Uri.file(join(folder, name));
}

const reading: Placed['reading'] = {
  compressed: null,
  encoding: null,
  delimiter: null,
  decimalComma: null,
  header: null,
  comment: null,
  missing: [],
};
const text = (source: string): Placed => ({ source, format: 'csv', reading });

describe('a row of the dataset', () => {
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('is selected in an editor, as a whole line', async () => {
    const uri = fileOf('rows.csv', 'x,y\n1,2\n3,4\n5,6\n');
    await revealPlace(uri, text('rows.csv'), 3, vscode.ViewColumn.Two);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), uri.toString());
    assert.equal(editor.document.getText(editor.selection), '3,4');
    assert.equal(editor.viewColumn, vscode.ViewColumn.One);
  });

  it('is selected in the editor that has the file already', async () => {
    const uri = fileOf('open.csv', 'x,y\n1,2\n3,4\n5,6\n');
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Two });
    await revealPlace(uri, text('open.csv'), 4, vscode.ViewColumn.Two);
    assert.equal(vscode.window.activeTextEditor?.viewColumn, vscode.ViewColumn.Two);
    assert.equal(vscode.window.activeTextEditor.selection.active.line, 3);
  });

  it('is selected as a record where all rows are on one line', async () => {
    const uri = fileOf('line.json', '[{"x":1},{"x":2},{"x":3}]\n');
    await revealPlace(uri, { ...text('line.json'), format: 'json' }, 3, vscode.ViewColumn.Two);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.getText(editor.selection), '{"x":3}');
  });

  it('is told in a sentence where no editor can show it', async () => {
    const uri = fileOf('short.csv', 'x,y\n1,2\n');
    const refused = (dataset: Placed, place: number, words: RegExp, from = uri) =>
      assert.rejects(revealPlace(from, dataset, place, undefined), words);
    await refused({ ...text('short.csv'), format: 'parquet' }, 1, /not a text file: its row 1/);
    await refused(
      { ...text('short.csv'), reading: { ...reading, compressed: 'gzip' } },
      2,
      /short\.csv is compressed: its line 2/,
    );
    await refused(text('short.csv'), 9, /no line 9 any more: it was changed/);
    await refused(
      text('gone.csv'),
      2,
      /Line 2 of gone\.csv cannot be shown/,
      vscode.Uri.file('/no/gone.csv'),
    );
    const large = fileOf('large.csv', `x,y\n${'1.25,2.5\n'.repeat(6_000_000)}`);
    await refused(text('large.csv'), 2, /Line 2 of large\.csv cannot be shown/, large);
  });
});
