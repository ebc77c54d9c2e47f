import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { choosePlan } from '../../src/extension/asking/choosePlan';
import type { FileReading } from '../../src/extension/files/fileReading';
import { nodeHost } from '../../src/extension/nodeHost';
import { openFile } from '../../src/extension/files/openFile';
import { prepare, type Preparation } from '../../src/extension/files/preparation';
import type { Plan } from '../../src/process/protocol';

const COLUMNS = 40;
const PAIRS = (COLUMNS * (COLUMNS - 1)) / 2;

/** A table of so many columns, all worth comparing. */
function table(): string {
  const names = Array.from({ length: COLUMNS }, (_, j) => `c${j}`);
  const lines = Array.from({ length: 60 }, (_, i) => names.map((_, j) => (i * (7 + 2 * j)) % 97));
  return [names, ...lines].map((line) => `${line.join()}\n`).join('');
}

/** Time in which a Quick Pick has come up and has the focus. */
const QUICK_PICK_MS = 400;

/** Presses Enter on the line so many below the first of the Quick Pick that comes up. */
async function choose(line: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, QUICK_PICK_MS));
  for (let i = 0; i < line; i++) await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
  await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
}

async function escape(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, QUICK_PICK_MS));
  await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
}

describe('a file of 40 columns', () => {
  let preparation: Preparation;

  before(async () => {
    const extension = vscode.extensions.getExtension('mine.mutual-information');
    const host = nodeHost(join(extension?.extensionPath ?? '', 'dist'));
    const { uri } = await vscode.workspace.openTextDocument({ content: table() });
    const open = (reading: FileReading) => openFile(host, uri, reading);
    preparation = prepare(await open({}), open, () => Promise.resolve());
  });
  after(() => preparation.file.background.dispose());
  afterEach(() => set('askAbove', undefined));
  const set = (name: string, value: unknown) =>
    vscode.workspace.getConfiguration('mine').update(name, value, vscode.ConfigurationTarget.Global);

  /** What comes of all columns, all pairs, and these answers to what is asked then. */
  async function planOf(...answers: (() => Promise<void>)[]): Promise<Plan | undefined> {
    const plan = choosePlan(preparation);
    for (const answer of [() => choose(0), () => choose(0), ...answers]) await answer();
    return plan;
  }

  it('is asked about, and runs all pairs only if told to', async () => {
    const plan = await planOf(() => choose(0));
    assert.deepEqual([plan?.pairs.length, plan?.preset, plan?.strongest], [PAIRS, 'standard', undefined]);
  });

  it('runs with the preset quick', async () => {
    const plan = await planOf(() => choose(1));
    assert.deepEqual([plan?.pairs.length, plan?.preset], [PAIRS, 'quick']);
  });

  it('runs one column against the rest', async () => {
    const plan = await planOf(
      () => choose(2),
      () => choose(5),
    );
    assert.equal(plan?.pairs.length, COLUMNS - 1);
    assert.ok(plan.pairs.every(([, target]) => plan.variables[target]?.name === 'c5'));
  });

  it('asks again where no column is chosen after all', async () => {
    const plan = await planOf(
      () => choose(2),
      escape,
      () => choose(1),
    );
    assert.equal(plan?.preset, 'quick');
  });

  it('runs the strongest', async () => {
    const plan = await planOf(() => choose(3));
    assert.deepEqual([plan?.pairs.length, plan?.strongest], [PAIRS, 200]);
  });

  it('lets the columns be changed, those chosen still ticked', async () => {
    const plan = await planOf(
      () => choose(4),
      () => choose(0),
      () => choose(1),
      () => choose(7),
    );
    assert.equal(plan?.variables.length, COLUMNS);
    assert.ok(plan.pairs.every(([, target]) => plan.variables[target]?.name === 'c7'));
  });

  it('begins nothing on Escape', async () => {
    assert.equal(await planOf(escape), undefined);
  });

  it('is not asked about where the setting allows so many pairs, or any number', async () => {
    for (const limit of [PAIRS, 0]) {
      await set('askAbove', limit);
      assert.equal((await planOf())?.pairs.length, PAIRS);
    }
  });
});
