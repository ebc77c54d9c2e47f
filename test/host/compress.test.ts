import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { COMPRESSION_TABS } from '../../src/extension/applications/compressionTabs';
import { DrawnTabs } from '../../src/extension/applications/drawnTabs';
import type { Compression } from '../../src/report/compression';
import { backgroundProcesses, until } from './observe';

const folder = mkdtempSync(join(tmpdir(), 'mine-compress-'));
const extension = vscode.extensions.getExtension('mine.mutual-information');
const penguins = vscode.Uri.joinPath(
  extension?.extensionUri ?? vscode.Uri.file('/'),
  'node_modules/vega-datasets/data/penguins.json',
);
const chosen = {
  target: 'Species',
  columns: ['Beak Length (mm)', 'Beak Depth (mm)'],
  latent: 1,
  betas: [0.01],
  steps: 40,
};
const compress = async (given: object) =>
  vscode.commands.executeCommand<Compression | undefined>('mine.compress', penguins, given);

describe('Compress Columns for a Target', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('gives a program the encoding, and saves the rows with it and the figure', async () => {
    const found = await compress(chosen);
    assert.equal(found?.encoder?.latent, 1);
    await until(() => backgroundProcesses().length === 0);
    const saved = async (command: string, name: string) => {
      const target = vscode.Uri.file(join(folder, name));
      await vscode.commands.executeCommand(command, target);
      return readFileSync(target.fsPath, 'utf8');
    };
    const [head, ...rows] = (await saved('mine.saveEncoding', 'encoded.csv')).trim().split('\n');
    assert.match(head ?? '', /,Sex,t1$/);
    assert.equal(rows.length, 344);
    assert.match(await saved('mine.saveFigure', 'figure.svg'), /^<svg [^]*<\/svg>\n$/);
    assert.deepEqual(backgroundProcesses(), []);
  });

  it('comes back in another window, with what was found', async () => {
    const storage = vscode.Uri.joinPath(vscode.Uri.file(folder), 'compressions');
    const found = await compress(chosen);
    assert.ok(found);
    await new DrawnTabs(COMPRESSION_TABS, vscode.Uri.file(folder), storage).open(found).keep();
    const [id = ''] = readdirSync(storage.fsPath).map((name) => name.replace('.json', ''));
    const others = new DrawnTabs(COMPRESSION_TABS, vscode.Uri.file(folder), storage);
    const html = async (state: unknown) => {
      const view = vscode.window.createWebviewPanel('mine.compression', 'again', vscode.ViewColumn.One);
      await others.deserializeWebviewPanel(view, state);
      return view.webview.html;
    };
    assert.match(await html({ id }), /Columns compressed for Species[^]*<svg[^]*MINE, Gaussian[^]*<table>/);
    // Its encoding can still be saved: the tab shows all that was kept.
    assert.deepEqual(others.active?.encoder, found.encoder);
    assert.match(await html(undefined), /no longer kept/);
  });

  it('says what it cannot do', async () => {
    await assert.rejects(compress({ ...chosen, target: 'Wings' }), /penguins\.json has no column "Wings"/);
    await assert.rejects(
      async () => vscode.commands.executeCommand('mine.saveEncoding'),
      /Compress columns for a target first/,
    );
  });
});
