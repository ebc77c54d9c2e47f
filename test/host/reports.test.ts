import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { ComparisonTabs } from '../../src/extension/reports/comparisonTabs';
import { RunStore } from '../../src/extension/run/runStore';
import { askForDataset, planOf, planWithout } from '../../src/extension/run/repeat';
import { snapshotOf } from '../../src/extension/reports/reportEditor';
import { readReport } from '../../src/report/readReport';
import type { Report } from '../../src/report/report';

const folder = mkdtempSync(join(tmpdir(), 'mine-reports-'));
const fileOf = (name: string) => vscode.Uri.file(join(folder, name));
const set = (name: string, value: unknown) =>
  vscode.workspace.getConfiguration('mine').update(name, value, vscode.ConfigurationTarget.Global);

async function until<T>(what: () => T | undefined | null | false | Promise<T | undefined | null | false>) {
  for (;;) {
    const found = await what();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function table(): string {
  const lines = Array.from({ length: 150 }, (_, i) => {
    const x = (i * 7919) % 101;
    return `${x},${x + ((i * 31) % 23)},${(i * 104729) % 97}`;
  });
  return `x,=near(),far\n${lines.join('\n')}\n`;
}

const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs);
const closeAll = () => vscode.commands.executeCommand('workbench.action.closeAllEditors');

describe('a report', () => {
  let report: Report;
  const saved = fileOf('table.mine.json');

  before(async () => {
    await closeAll();
    await set('preset', 'quick');
    writeFileSync(fileOf('table.csv').fsPath, table());
    report = await vscode.commands.executeCommand<Report>('mine.estimate', fileOf('table.csv'), {
      columns: 'suggested',
    });
    writeFileSync(saved.fsPath, JSON.stringify(report));
  });
  afterEach(closeAll);
  after(async () => {
    await set('preset', undefined);
    rmSync(folder, { recursive: true });
  });

  const write = async (kind: string, paper = 'light') => {
    const target = fileOf(`out.${kind}`);
    // The page has to be there before it can draw.
    await until(async () => {
      try {
        await vscode.commands.executeCommand('mine.export', { kind, paper, target });
        return true;
      } catch (error) {
        if (error instanceof Error && error.message.includes('has to be visible')) return false;
        throw error;
      }
    });
    return readFileSync(target.fsPath);
  };

  it('opens by its name in an editor of its own, and is exported as it says', async () => {
    await vscode.commands.executeCommand('vscode.open', saved);
    const tab = await until(() => tabs().find(({ input }) => input instanceof vscode.TabInputCustom));
    assert.equal((tab.input as vscode.TabInputCustom).viewType, 'mine.report');

    for (const kind of ['heatmap-png', 'curves-png']) {
      const png = await write(kind);
      assert.deepEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47], kind);
      assert.ok(png.readUInt32BE(16) > 300, 'it is wide enough to be read');
    }
    assert.match((await write('heatmap-svg', 'dark')).toString(), /^<svg [^]*fill="#1f1f1f"[^]*<\/svg>\n$/);
    assert.match((await write('curves-svg')).toString(), /^<svg [^]*Held-out rows/);
    assert.match((await write('csv')).toString(), /^x,z,mi_nats,[^]*'=near\(\)/);
    assert.match((await write('markdown')).toString(), /\| x \| =near\(\) \|/);
    assert.match((await write('html')).toString(), /^<!DOCTYPE html>[^]*<svg/);
    assert.deepEqual(readReport(await write('json'), 'it'), report);
  });

  it('is copied as a table, a row, a value, and a command line', async () => {
    await vscode.commands.executeCommand('vscode.open', saved);
    const copied = async (command: string, context?: object) => {
      await vscode.commands.executeCommand(command, context);
      return vscode.env.clipboard.readText();
    };
    await until(() => tabs().some(({ input }) => input instanceof vscode.TabInputCustom));
    assert.match(await copied('mine.copyTable'), /\| x \| z \| MI \|/);
    assert.match(await copied('mine.copyRow', { pair: 0 }), /^x\t'=near\(\)\t\d\.\d+\t/);
    assert.match(await copied('mine.copyValue', { pair: 0 }), /^\d\.\d+$/);
    assert.match(
      await copied('mine.copyCommandLine'),
      /cli\.js'? estimate --columns=x '--columns==near\(\)' .*--seed=1 .*table\.csv$/,
    );
    await assert.rejects(copied('mine.copyValue', { pair: 99 }), /Choose a pair/);
  });

  it('that is none leaves a page with the reason, and no error', async () => {
    writeFileSync(fileOf('no.mine.json').fsPath, '{"schema": "mine-report/9"}');
    await vscode.commands.executeCommand('vscode.open', fileOf('no.mine.json'));
    await until(() => tabs().some(({ label }) => label === 'no.mine.json'));
  });

  it('is compared with another in a tab', async () => {
    writeFileSync(
      fileOf('other.mine.json').fsPath,
      JSON.stringify({ ...report, pairs: report.pairs.slice(1) }),
    );
    const both = [saved, fileOf('other.mine.json')];
    await vscode.commands.executeCommand('mine.compareReports', saved, both);
    await until(() => tabs().some(({ label }) => label === 'table.mine.json ↔ other.mine.json'));
    await assert.rejects(
      async () => vscode.commands.executeCommand('mine.compareReports', saved, [...both, saved]),
      /Two reports/,
    );
  });

  it('comes back with the comparison in another window', async () => {
    const storage = vscode.Uri.joinPath(vscode.Uri.file(folder), 'comparisons');
    await new ComparisonTabs(vscode.Uri.file(folder), storage).open(
      { name: 'one', report },
      { name: 'other', report },
    );
    const [name = ''] = readdirSync(storage.fsPath);
    const shown = async (state: unknown) => {
      const view = vscode.window.createWebviewPanel('mine.comparison', 'one ↔ other', vscode.ViewColumn.One);
      await new ComparisonTabs(vscode.Uri.file(folder), storage).deserializeWebviewPanel(view, state);
      return view.webview.html;
    };
    const id = name.replace('.json', '');
    const html = await shown({ id });
    assert.match(html, /<h1>one and other<\/h1>[^]*Both reports are of the same data[^]*<svg/);
    assert.ok(html.includes(`data-id="${id}"`), 'it is kept for the window after that');
    assert.match(await shown({ id: id.replace(/^./, 'x') }), /no longer kept/);
    assert.match(await shown(undefined), /no longer kept/);
  });

  it('is shown as its file says it, also after that has changed', async () => {
    const file = fileOf('changing.mine.json');
    const write = (content: string) => {
      writeFileSync(file.fsPath, content);
    };
    const copied = async () => {
      await vscode.commands.executeCommand('mine.copyTable');
      return vscode.env.clipboard.readText();
    };
    write(JSON.stringify(report));
    await vscode.commands.executeCommand('vscode.open', file);
    await until(async () => (await copied()).includes('| far |'));
    write(JSON.stringify({ ...report, pairs: report.pairs.slice(0, 1) }));
    await until(async () => !(await copied()).includes('| far |'));
    write('{"schema": "mine-report/1"');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.match(await copied(), /\| x \| =near\(\) \|/, 'what it said last is still there');
    write(JSON.stringify(report));
    await until(async () => (await copied()).includes('| far |'));
  });

  it('that was none when it was opened is shown once it is one', async () => {
    const file = fileOf('late.mine.json');
    writeFileSync(file.fsPath, '');
    await vscode.commands.executeCommand('vscode.open', file);
    await until(() => tabs().some(({ label }) => label === 'late.mine.json'));
    await until(async () => {
      writeFileSync(file.fsPath, JSON.stringify(report));
      await new Promise((resolve) => setTimeout(resolve, 1000));
      try {
        await vscode.commands.executeCommand('mine.copyTable');
        return true;
      } catch (error) {
        if (error instanceof Error && /first/.test(error.message)) return false;
        throw error;
      }
    });
  });

  it('has the plan of its run, and that without a column', () => {
    const plan = planOf(report, saved);
    assert.deepEqual(
      plan.pairs.map(([x, z]) => [plan.variables[x]?.columns, plan.variables[z]?.columns]),
      report.pairs.map(({ x, z }) => [x, z]),
    );
    assert.deepEqual([plan.preset, plan.seed, plan.maxRows], ['quick', 1, 20_000]);
    const without = planWithout(plan, ['far']);
    assert.deepEqual(
      without.pairs.map(([x, z]) => [without.variables[x]?.name, without.variables[z]?.name]),
      [['x', '=near()']],
    );
    assert.throws(() => planWithout(without, ['x']), /no pair is left/);
  });

  it('is shown as a finished run that says its file', () => {
    const { run, saved: from, variables } = snapshotOf(report, 'table.mine.json', 'nats');
    assert.equal(run.phase, 'finished');
    assert.deepEqual(from, { file: 'table.mine.json', startedAt: report.startedAt });
    assert.deepEqual(
      variables.map(({ name, type }) => [name, type]),
      [
        ['x', 'numeric'],
        ['=near()', 'numeric'],
        ['far', 'numeric'],
      ],
    );
  });

  describe('in the storage', () => {
    const store = new RunStore(vscode.Uri.joinPath(vscode.Uri.file(folder), 'runs'), '1.0.0');
    const runOf = (kept: Report | null) => ({
      uri: fileOf('table.csv').toString(),
      profile: {
        source: 'table.csv',
        format: 'csv',
        sha256: 'ab',
        rows: 150,
        rowsInFile: 150,
        reading: {
          compressed: null,
          encoding: null,
          delimiter: null,
          decimalComma: null,
          header: null,
          comment: null,
          missing: [],
        },
        badRows: { count: 0, examples: [] },
        columns: [
          { name: 'x', type: 'numeric', missing: 0, distinct: 2, unparsable: 0, examples: ['a secret'] },
        ],
      },
      plan: planOf(report, saved),
      report: kept,
    });

    it('comes back as it was, without values of the data', async () => {
      const id = store.newId();
      await store.keep(id, runOf(report));
      const back = await store.restore(id);
      assert.ok(back);
      assert.deepEqual(back.report, report);
      assert.deepEqual(back.plan, planOf(report, saved));
      assert.deepEqual(back.profile.columns[0]?.examples, []);
    });

    it('was under way when it has no report', async () => {
      const id = store.newId();
      await store.keep(id, runOf(null));
      assert.equal((await store.restore(id))?.report, null);
    });

    it('is not looked for outside of it, nor where it is damaged', async () => {
      assert.equal(await store.restore('../../table'), undefined);
      assert.equal(await store.restore('00000000-0000-0000-0000-000000000000'), undefined);
      const id = store.newId();
      writeFileSync(join(folder, 'runs', `${id}.json`), '{"uri": 1');
      assert.equal(await store.restore(id), undefined);
    });

    it('makes room: the newest twenty stay', async () => {
      for (let i = 0; i < 25; i++) await store.keep(store.newId(), runOf(null));
      assert.equal(readdirSync(join(folder, 'runs')).length, 20);
    });
  });

  describe('that names a file', () => {
    /** What a person answers, and what they were shown. */
    const answered = async (source: string, answer: string | undefined) => {
      const window = vscode.window as { showInformationMessage: unknown; showOpenDialog: unknown };
      const { showInformationMessage, showOpenDialog } = window;
      const shown: string[] = [];
      window.showInformationMessage = (text: string) => {
        shown.push(text);
        return Promise.resolve(answer);
      };
      window.showOpenDialog = () => {
        shown.push('dialog');
        return Promise.resolve(undefined);
      };
      try {
        const dataset = { ...report.dataset, source };
        return { uri: await askForDataset({ ...report, dataset }, saved), shown };
      } finally {
        Object.assign(window, { showInformationMessage, showOpenDialog });
      }
    };

    it('has it opened from beside it when a person says so, and not otherwise', async () => {
      const { uri, shown } = await answered('table.csv', 'Run Again');
      assert.deepEqual(uri?.fsPath, fileOf('table.csv').fsPath);
      assert.match(shown.join(), /^Estimate again with the data in table\.csv/);
      assert.equal((await answered('table.csv', undefined)).uri, undefined);
    });

    for (const path of ['/etc/passwd', '../table.csv', '..', 'C:\\table.csv', 'missing.csv'])
      it(`has a person look for it where it names ${path}`, async () => {
        assert.deepEqual(await answered(path, 'Run Again'), { uri: undefined, shown: ['dialog'] });
      });
  });

  describe('for an agent', () => {
    const invoke = async (input: object) =>
      vscode.lm.invokeTool(
        'mine_dependencies',
        { input, toolInvocationToken: undefined },
        new vscode.CancellationTokenSource().token,
      );

    it('is a tool that is there', () => {
      assert.ok(vscode.lm.tools.some(({ name }) => name === 'mine_dependencies'));
    });

    it('is read in the workspace alone', async () => {
      await assert.rejects(invoke({ file: '/etc/passwd' }), /not in the workspace/);
    });
  });
});
