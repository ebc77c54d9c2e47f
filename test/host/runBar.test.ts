import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Report } from '../../src/report/report';
import { backgroundProcesses, panels, until } from './observe';

const folder = mkdtempSync(join(tmpdir(), 'mine-bar-'));

function fileOf(rows: number): vscode.Uri {
  const path = join(folder, 'table.csv');
  const lines = Array.from({ length: rows }, (_, i) => {
    const x = (i * 7919) % 101;
    return `${x},${x + ((i * 31) % 23)},${(i * 104729) % 97}`;
  });
  writeFileSync(path, `x,near,far\n${lines.join('\n')}\n`);
  return vscode.Uri.file(path);
}

/** Whole seconds of processor time. */
const processorSeconds = (pid: number) =>
  Number(execFileSync('ps', ['-o', 'cputimes=', '-p', String(pid)], { encoding: 'utf8' }));

/** Begins a run that takes seconds, or long. */
async function begin(preset: 'standard' | 'thorough'): Promise<{ running: Thenable<Report>; pid: number }> {
  await vscode.workspace.getConfiguration('mine').update('preset', preset, vscode.ConfigurationTarget.Global);
  const running = vscode.commands.executeCommand<Report>('mine.estimate', fileOf(2000), {
    columns: 'suggested',
  });
  const [pid = 0] = await until(() => (panels().length > 0 ? backgroundProcesses() : null));
  return { running, pid };
}

describe('the bar of a run', () => {
  afterEach(async () => {
    await vscode.workspace
      .getConfiguration('mine')
      .update('preset', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('pauses by command without using the processor, and resumes to the report', async () => {
    const { running, pid } = await begin('standard');
    let over = false;
    void running.then(() => (over = true));
    await vscode.commands.executeCommand('mine.pause');
    let before: number;
    do {
      before = processorSeconds(pid);
      await sleep(2000);
    } while (processorSeconds(pid) > before);
    assert.ok(!over, 'at rest because it is paused');
    await vscode.commands.executeCommand('mine.resume');
    assert.equal((await running).pairs.length, 3);
  });

  it('cancels a paused run, with what it has', async () => {
    const { running } = await begin('thorough');
    await vscode.commands.executeCommand('mine.pause');
    await sleep(500);
    await vscode.commands.executeCommand('mine.cancel');
    assert.ok((await running).pairs.every(({ status }) => status === 'cancelled'));
  });

  it('ends a paused run with its panel', async () => {
    const { running } = await begin('thorough');
    const ended = assert.rejects(Promise.resolve(running), /The panel was closed during the run/);
    await vscode.commands.executeCommand('mine.pause');
    await sleep(500);
    await vscode.window.tabGroups.close(panels());
    await ended;
    await until(() => backgroundProcesses().length === 0);
  });

  it('trains a pair longer, then all, and the report says so', async () => {
    await vscode.workspace
      .getConfiguration('mine')
      .update('preset', 'quick', vscode.ConfigurationTarget.Global);
    const uri = fileOf(300);
    const first = await vscode.commands.executeCommand<Report>('mine.estimate', uri, {
      columns: 'suggested',
    });
    assert.ok(first.pairs.every(({ iterations, more }) => iterations === 0 && !more));
    const place = { webviewSection: 'pair', pair: 1 };
    await vscode.commands.executeCommand('mine.trainLonger', place);
    assert.deepEqual(await longer(), [undefined, 1, undefined]);
    await vscode.commands.executeCommand('mine.trainAllLonger');
    assert.deepEqual(await longer(), [1, 4, 1]);
    // The process is opened again where it is gone.
    const [pid = 0] = backgroundProcesses();
    process.kill(pid, 'SIGKILL');
    await until(() => backgroundProcesses().length === 0);
    // The extension hears of it a moment later.
    await sleep(500);
    await vscode.commands.executeCommand('mine.trainLonger', place);
    assert.deepEqual(await longer(), [1, 16, 1]);
  });
});

/** How many times the preset's steps each pair was given, as the copied table's report has it. */
async function longer(): Promise<(number | undefined)[]> {
  const target = vscode.Uri.file(join(folder, 'table.mine.json'));
  await vscode.commands.executeCommand('mine.export', { kind: 'json', target });
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(target));
  return (JSON.parse(text) as Report).pairs.map(({ more }) => more?.times);
}
