import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Bounds } from '../../src/report/bounds';
import { backgroundProcesses, until, usePreset } from './observe';

const folder = mkdtempSync(join(tmpdir(), 'mine-bounds-'));
const extension = vscode.extensions.getExtension('mine.mutual-information');
const data = (name: string) =>
  vscode.Uri.joinPath(
    extension?.extensionUri ?? vscode.Uri.file('/'),
    'node_modules/vega-datasets/data',
    name,
  );
const tabs = () =>
  vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ label }) => label.startsWith('MINE and MINE-f'));
const sideBySide = async (...given: unknown[]) =>
  vscode.commands.executeCommand<Bounds | undefined>('mine.bounds', ...given);

describe('MINE and MINE-f Side by Side', () => {
  beforeEach(() => usePreset('quick'));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  after(async () => {
    await usePreset(undefined);
    rmSync(folder, { recursive: true });
  });

  it('shows both bounds of two columns, and saves the figure and its numbers', async () => {
    const sides = { x: ['weather'], z: ['temp_max'] };
    const bounds = await sideBySide(data('seattle-weather.csv'), sides);
    assert.equal(bounds?.points.at(-1)?.iteration, bounds?.steps);
    assert.deepEqual(
      tabs().map(({ label }) => label),
      ['MINE and MINE-f side by side: weather with temp_max'],
    );
    await until(() => backgroundProcesses().length === 0);
    const saved = async (ending: string) => {
      const target = vscode.Uri.file(join(folder, `out.${ending}`));
      await vscode.commands.executeCommand('mine.saveFigure', target);
      return readFileSync(target.fsPath, 'utf8');
    };
    assert.match(await saved('svg'), /^<svg [^]*f-divergence[^]*<\/svg>\n$/);
    assert.deepEqual(JSON.parse(await saved('json')), bounds);
  });

  it("is of a panel's pair, with the settings of its run", async () => {
    await vscode.commands.executeCommand('mine.estimate', data('penguins.json'), {
      columns: ['Beak Depth (mm)', 'Species', 'Beak Length (mm)'],
    });
    await usePreset('thorough');
    const bounds = await sideBySide({ webviewSection: 'pair', pair: 1 });
    assert.deepEqual([bounds?.x, bounds?.z], [['Beak Depth (mm)'], ['Beak Length (mm)']]);
    assert.equal(bounds?.preset, 'quick');
  });

  it('ends with its tab', async () => {
    await usePreset('thorough');
    const running = sideBySide(data('seattle-weather.csv'), { x: ['temp_min'], z: ['temp_max'] });
    await until(() => tabs().length === 1);
    await vscode.window.tabGroups.close(tabs());
    const bounds = await running;
    assert.ok(bounds && (bounds.points.at(-1)?.iteration ?? 0) < bounds.steps);
    assert.deepEqual(backgroundProcesses(), []);
  });

  it('refuses a column that is not there, in words', async () => {
    await assert.rejects(sideBySide(data('penguins.json'), { x: ['Wingspan'], z: ['Species'] }), /Wingspan/);
    assert.deepEqual(backgroundProcesses(), []);
  });
});
