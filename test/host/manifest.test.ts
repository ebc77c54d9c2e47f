import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';

const ID = 'mine.mutual-information';
const EXTENSION = vscode.extensions.getExtension(ID);
const TEXTS = ['csv', 'tsv', 'tab', 'json', 'jsonl', 'ndjson'];
const DATA_FILES = [
  ...TEXTS.flatMap((ending) => [`a.${ending}`, `a.${ending}.gz`, `b c.${ending.toUpperCase()}`]),
  ...['parquet', 'arrow', 'feather', 'ipc'].map((ending) => `a.${ending}`),
];
const OTHER_FILES = ['csv', 'a.csvx', 'a.gz', 'a.tar.gz', 'a.py', 'a.parquet.gz', 'a.csv.bak', 'README.md'];
/** Much of it is prose: right-clicks alone offer it. */
const PLAIN_TEXTS = ['notes.txt', 'notes.txt.gz'];

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}
interface Manifest {
  readonly activationEvents?: readonly string[];
  readonly extensionKind?: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
  };
}

const manifest = EXTENSION?.packageJSON as Manifest;
const itemsOf = (menu: string) =>
  (manifest.contributes.menus[menu] ?? []).filter(({ command }) => command === 'mine.estimate');

describe('the manifest', () => {
  it('lets nothing but its own commands, views and editors wake the extension', () => {
    // A tab that comes back after a restart of the window has no contribution point that would say it.
    assert.deepEqual(manifest.activationEvents, [
      'onWebviewPanel:mine.panel',
      'onWebviewPanel:mine.comparison',
      'onWebviewPanel:mine.convergence',
      'onWebviewPanel:mine.compression',
      'onWebviewPanel:mine.bounds',
      'onWebviewPanel:mine.synthesis',
    ]);
  });

  it('runs where the files are', () => {
    assert.deepEqual(manifest.extensionKind, ['workspace']);
  });

  for (const menu of ['explorer/context', 'editor/title/context', 'editor/context', 'editor/title']) {
    it(`offers the estimate in ${menu} on data files only`, () => {
      const [item] = itemsOf(menu);
      assert.ok(item, `mine.estimate is not in ${menu}`);
      const [, pattern = '', flags] = /^resourceFilename =~ \/(.+?[^\\])\/(\w*)/.exec(item.when ?? '') ?? [];
      const isOffered = (name: string) => new RegExp(pattern, flags).test(name);
      const isRightClick = menu === 'explorer/context' || menu === 'editor/title/context';
      for (const name of DATA_FILES) assert.ok(isOffered(name), name);
      for (const name of OTHER_FILES) assert.ok(!isOffered(name), name);
      for (const name of PLAIN_TEXTS) assert.equal(isOffered(name), isRightClick, name);
    });
  }
});

describe('the extension', () => {
  before(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('is found by its name', () => {
    assert.ok(EXTENSION, `${ID} is not among the extensions`);
  });

  it('activates without an error', async () => {
    await EXTENSION?.activate();
    assert.equal(EXTENSION?.isActive, true);
  });

  it('registers every command it contributes', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands.filter(({ command }) => !registered.has(command));
    assert.deepEqual(missing, []);
  });
});
