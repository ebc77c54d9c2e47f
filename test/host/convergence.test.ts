import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { CONVERGENCE_TABS } from '../../src/extension/applications/convergenceTabs';
import { DrawnTabs } from '../../src/extension/applications/drawnTabs';
import type { Convergence } from '../../src/report/convergence';
import { backgroundProcesses, until, usePreset } from './observe';

const folder = mkdtempSync(join(tmpdir(), 'mine-convergence-'));
const extension = vscode.extensions.getExtension('mine.mutual-information');
const penguins = vscode.Uri.joinPath(
  extension?.extensionUri ?? vscode.Uri.file('/'),
  'node_modules/vega-datasets/data/penguins.json',
);
const sides = { x: ['Body Mass (g)'], z: ['Flipper Length (mm)'] };
const tabs = () =>
  vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ label }) => label.startsWith('Convergence with rows'));
const converge = async (...given: unknown[]) =>
  vscode.commands.executeCommand<Convergence | undefined>('mine.convergence', ...given);

describe('Convergence with Rows', () => {
  beforeEach(() => usePreset('quick'));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  after(async () => {
    await usePreset(undefined);
    rmSync(folder, { recursive: true });
  });

  it('shows estimates of two columns on growing subsamples, and saves the figure and its numbers', async () => {
    const convergence = await converge(penguins, sides);
    assert.deepEqual(convergence?.sizes, [86, 172, 344]);
    assert.deepEqual(
      convergence.points.map(({ rows }) => rows),
      [86, 172, 342],
    );
    assert.deepEqual(
      tabs().map(({ label }) => label),
      ['Convergence with rows: Body Mass (g) with Flipper Length (mm)'],
    );
    await until(() => backgroundProcesses().length === 0);
    const saved = async (ending: string) => {
      const target = vscode.Uri.file(join(folder, `out.${ending}`));
      await vscode.commands.executeCommand('mine.saveFigure', target);
      return readFileSync(target.fsPath, 'utf8');
    };
    assert.match(await saved('svg'), /^<svg [^]*342 rows: [^]*<\/svg>\n$/);
    const { points, verdict } = JSON.parse(await saved('json')) as Convergence & { verdict: object };
    assert.deepEqual(points, convergence.points);
    assert.ok('moved' in verdict);
  });

  it("is of a panel's pair, with the settings of its run", async () => {
    await vscode.commands.executeCommand('mine.estimate', penguins, {
      columns: ['Beak Depth (mm)', 'Species', 'Beak Length (mm)'],
    });
    await usePreset('thorough');
    const convergence = await converge({ webviewSection: 'pair', pair: 1 });
    await usePreset('quick');
    assert.deepEqual([convergence?.x, convergence?.z], [['Beak Depth (mm)'], ['Beak Length (mm)']]);
    assert.equal(convergence?.preset, 'quick');
    assert.equal(convergence.points.length, 3);
  });

  it('ends with its tab', async () => {
    await usePreset('thorough');
    const running = converge(penguins, sides);
    await until(() => tabs().length === 1 && backgroundProcesses().length === 1);
    await vscode.window.tabGroups.close(tabs());
    const convergence = await running;
    await usePreset('quick');
    assert.ok((convergence?.points.length ?? 3) < 3);
    assert.deepEqual(backgroundProcesses(), []);
  });

  it('comes back in another window, with the answer', async () => {
    const storage = vscode.Uri.joinPath(vscode.Uri.file(folder), 'convergences');
    const shownAgain = new DrawnTabs(CONVERGENCE_TABS, vscode.Uri.file(folder), storage);
    const shown = await converge(penguins, sides);
    assert.ok(shown);
    await shownAgain.open(shown).keep();
    const [id = ''] = readdirSync(storage.fsPath).map((name) => name.replace('.json', ''));
    const html = async (state: unknown) => {
      const view = vscode.window.createWebviewPanel('mine.convergence', 'again', vscode.ViewColumn.One);
      const others = new DrawnTabs(CONVERGENCE_TABS, vscode.Uri.file(folder), storage);
      await others.deserializeWebviewPanel(view, state);
      return view.webview.html;
    };
    assert.match(
      await html({ id }),
      /Would more rows change the answer\?[^]*(No|Unclear|Yes): from 172 to 342 rows[^]*<svg[^]*<table>/,
    );
    assert.match(await html(undefined), /no longer kept/);
  });

  it('refuses a column that is not there, in words', async () => {
    await assert.rejects(converge(penguins, { ...sides, x: ['Wingspan'] }), /Wingspan/);
    assert.deepEqual(backgroundProcesses(), []);
  });
});
