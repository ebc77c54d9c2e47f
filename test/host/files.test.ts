import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { openDataset } from '../../src/extension/background';
import { nodeHost } from '../../src/extension/nodeHost';
import { openFile, type OpenFile } from '../../src/extension/files/openFile';
import type { SourceChange } from '../../src/extension/panel/panelProtocol';
import { prepare } from '../../src/extension/files/preparation';
import { SourceWatch } from '../../src/extension/files/sourceWatch';
import type { Report } from '../../src/report/report';
import { backgroundProcesses, panels, until } from './observe';

const folder = mkdtempSync(join(tmpdir(), 'mine-files-'));
const extension = vscode.extensions.getExtension('mine.mutual-information');
const host = nodeHost(join(extension?.extensionPath ?? '', 'dist'));
const TABLE = `x,y\n${Array.from({ length: 80 }, (_, i) => `${(i * 37) % 80},${(i * i) % 83}`).join('\n')}\n`;

function fileOf(name: string, content: string | Uint8Array): vscode.Uri {
  writeFileSync(join(folder, name), content);
  return vscode.Uri.file(join(folder, name));
}

async function estimate(uri: vscode.Uri, options: object = {}): Promise<Report> {
  return vscode.commands.executeCommand<Report>('mine.estimate', uri, { columns: 'suggested', ...options });
}
const setPreset = (name: string | undefined) =>
  vscode.workspace.getConfiguration('mine').update('preset', name, vscode.ConfigurationTarget.Global);

/** A file system in memory, which says of each file what the test wants. */
class MemoryFiles implements vscode.FileSystemProvider {
  readonly files = new Map<string, Uint8Array | vscode.FileSystemError>();
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;
  private mtime = 1;

  write(path: string, content: string | vscode.FileSystemError): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: 'minefiles', path });
    this.files.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
    this.mtime += 1;
    this.changes.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    return uri;
  }
  stat({ path }: vscode.Uri): vscode.FileStat {
    const isFolder = path.endsWith('/') || path === '/folder.csv';
    if (isFolder) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    return { type: vscode.FileType.File, ctime: 0, mtime: this.mtime, size: this.readFile({ path }).length };
  }
  readFile({ path }: { path: string }): Uint8Array {
    const content = this.files.get(path) ?? vscode.FileSystemError.FileNotFound(path);
    if (content instanceof Uint8Array) return content;
    throw content;
  }
  watch = () => new vscode.Disposable(() => undefined);
  readDirectory = () => [];
  private readonly refuse = () => {
    throw vscode.FileSystemError.NoPermissions();
  };
  createDirectory = this.refuse;
  writeFile = this.refuse;
  delete = this.refuse;
  rename = this.refuse;
}

const memory = new MemoryFiles();
let registration: vscode.Disposable;

before(() => {
  registration = vscode.workspace.registerFileSystemProvider('minefiles', memory, { isReadonly: true });
});
after(() => {
  registration.dispose();
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  await setPreset(undefined);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
});

describe('a file that cannot be used', () => {
  const refusals: readonly [string, () => vscode.Uri, RegExp][] = [
    ['empty', () => fileOf('empty.csv', ''), /^empty\.csv is empty; .+\.$/],
    ['a header alone', () => fileOf('header.csv', 'a,b\n'), /^header\.csv has a header but no rows; .+\.$/],
    ['one column', () => fileOf('one.csv', 'a\n1\n2\n3\n'), /^one\.csv has fewer than two columns .+\.$/],
    [
      'binary data',
      () =>
        fileOf(
          'photo.csv',
          Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 31) % 256),
        ),
      /^photo\.csv .+\.$/,
    ],
    [
      'a folder',
      () => {
        mkdirSync(join(folder, 'folder.csv'), { recursive: true });
        return vscode.Uri.file(join(folder, 'folder.csv'));
      },
      /^folder\.csv is a folder; .+\.$/,
    ],
    ['nowhere', () => vscode.Uri.file(join(folder, 'gone.csv')), /^gone\.csv does not exist/],
    [
      'a virtual folder',
      () => vscode.Uri.from({ scheme: 'minefiles', path: '/folder.csv' }),
      /^folder\.csv is a folder; .+\.$/,
    ],
    [
      'nowhere in a virtual file system',
      () => vscode.Uri.from({ scheme: 'minefiles', path: '/gone.csv' }),
      /^gone\.csv does not exist/,
    ],
    [
      'forbidden by a virtual file system',
      () => memory.write('/secret.csv', vscode.FileSystemError.NoPermissions('/secret.csv')),
      /^secret\.csv may not be read: its permissions/,
    ],
    [
      'in a virtual file system that is gone',
      () => memory.write('/far.csv', vscode.FileSystemError.Unavailable('/far.csv')),
      /^far\.csv cannot be reached/,
    ],
    [
      'in a file system that nobody provides',
      () => vscode.Uri.parse('nosuchscheme:/a/b.csv'),
      /^b\.csv .+\.$/,
    ],
  ];
  for (const [what, make, sentence] of refusals) {
    it(`is refused in one sentence: ${what}`, async () => {
      await assert.rejects(estimate(make()), (error: Error) => {
        assert.match(error.message, sentence);
        return true;
      });
      await until(() => backgroundProcesses().length === 0);
      assert.equal(panels().length, 0);
    });
  }

  it('is refused in one sentence: without permission', async function () {
    // Nothing is forbidden to root.
    if (process.getuid?.() === 0) this.skip();
    const uri = fileOf('closed.csv', TABLE);
    chmodSync(uri.fsPath, 0);
    await assert.rejects(estimate(uri), /closed\.csv may not be read: its permissions/);
  });
});

describe('a large file', () => {
  const row = '0.123456,7.891011,12.131415,161.7181,9.202122\n';
  const rows = 1_500_000;
  let uri: vscode.Uri;
  before(() => {
    uri = fileOf('large.csv', `a,b,c,d,e\n${row.repeat(rows)}`);
  });

  it('is read by its path, tells how far it is, in bytes, and is left at once when that is cancelled', async () => {
    const cancellation = new vscode.CancellationTokenSource();
    const told: number[] = [];
    const reading = openDataset(
      host,
      { kind: 'file', name: 'large.csv', path: uri.fsPath },
      cancellation.token,
      {
        onReading({ bytes, total }) {
          assert.equal(total, 10 + rows * row.length);
          told.push(bytes);
        },
      },
    );
    await until(() => told.length >= 2);
    cancellation.cancel();
    await assert.rejects(reading, vscode.CancellationError);
    assert.ok((told.at(-1) ?? 0) < rows * row.length, 'before it was read to its end');
    await until(() => backgroundProcesses().length === 0);
    const [first = 0, second = 0] = told;
    assert.ok(0 < first && first < second && second < rows * row.length);
  });
});

describe('how a file is read', () => {
  it('is what its content tells, unless a program says otherwise', async () => {
    await setPreset('quick');
    const uri = fileOf('codes.csv', `when,code,value\n${rowsOfCodes()}`);
    const report = await estimate(uri, {
      columns: ['code', 'value is missing', 'when: weekday'],
      reading: {
        columns: { code: 'categorical' },
        missing: ['-9'],
        derive: [
          { column: 'value', as: 'is-missing' },
          { column: 'when', as: 'weekday' },
        ],
      },
    });
    const typeOf = new Map(report.columns.map(({ name, type }) => [name, type]));
    assert.equal(typeOf.get('code'), 'categorical');
    assert.equal(typeOf.get('value is missing'), 'boolean');
    assert.equal(typeOf.get('when: weekday'), 'categorical');
  });

  it('can be changed while the columns are chosen, and stays where that fails', async () => {
    const uri = fileOf('points.csv', TABLE);
    const remembered: unknown[] = [];
    const preparation = prepare(
      await openFile(host, uri, {}),
      (reading) => openFile(host, uri, reading),
      (reading) => Promise.resolve(void remembered.push(reading)),
    );
    const names = () => preparation.file.profile.columns.map(({ name }) => name);
    assert.deepEqual(names(), ['x', 'y']);
    await preparation.readAs({ delimiter: ';' });
    assert.deepEqual(names(), ['x,y']);
    await preparation.readAs({ derive: [{ column: 'nobody', as: 'hour' }] });
    assert.deepEqual(names(), ['x,y']);
    assert.deepEqual(remembered, [{ delimiter: ';' }]);
    await until(() => backgroundProcesses().length === 1);
    await preparation.file.background.dispose();
  });

  it('takes the text of an editor for Unicode, whatever the encoding of its file', async () => {
    const { uri } = await vscode.workspace.openTextDocument({ content: `größe,y\n${TABLE.slice(4)}` });
    const file = await openFile(host, uri, { encoding: 'windows-1252' });
    await file.background.dispose();
    assert.deepEqual(
      file.profile.columns.map(({ name }) => name),
      ['größe', 'y'],
    );
  });
});

function rowsOfCodes(): string {
  return Array.from({ length: 90 }, (_, i) => {
    const day = String(1 + (i % 28)).padStart(2, '0');
    return `2026-02-${day},${i % 3},${i % 4 === 0 ? -9 : i}\n`;
  }).join('');
}

describe('panels', () => {
  const names = () => panels().map(({ label }) => label);

  it('are one a file, side by side, and a file that is run again has the one it had', async () => {
    await setPreset('quick');
    const [one, two] = [fileOf('one-file.csv', TABLE), fileOf('two-files.csv', TABLE)];
    await estimate(one);
    await Promise.all([estimate(two), estimate(one)]);
    await estimate(one);
    assert.deepEqual(names().sort(), ['MI: one-file.csv', 'MI: two-files.csv']);
    const groups = vscode.window.tabGroups.all.filter(({ tabs }) =>
      tabs.some((tab) => panels().includes(tab)),
    );
    assert.equal(groups.length, 1);
  });

  it('go on to the next run of their file, and the one before says so', async () => {
    await setPreset('thorough');
    const uri = fileOf('again.csv', TABLE + TABLE.slice(4).repeat(20));
    const first = estimate(uri);
    const replaced = assert.rejects(first, /Another run on the same file took the place of this one/);
    await until(() => panels().length > 0);
    await setPreset('quick');
    assert.equal((await estimate(uri)).settings.preset, 'quick');
    await replaced;
    assert.equal(panels().length, 1);
    // The panel keeps the process of its run, and no other.
    await until(() => backgroundProcesses().length === 1);
  });
});

describe('the data after they were read', () => {
  let file: OpenFile;
  let watch: SourceWatch;
  let heard: (SourceChange | null)[];

  async function watching(uri: vscode.Uri): Promise<void> {
    file = await openFile(host, uri, {});
    await file.background.dispose();
    heard = [];
    watch = new SourceWatch(host, file, (change) => heard.push(change));
  }
  const hears = (...changes: (SourceChange | null)[]) =>
    until(() => heard.length >= changes.length).then(() => {
      assert.deepEqual(heard, changes);
    });
  /** Longer than any change takes to be told. */
  const quiet = () => new Promise((resolve) => setTimeout(resolve, 1500));
  beforeEach(() => {
    heard = [];
  });
  afterEach(() => {
    watch.dispose();
  });

  it('are the same where the file is only touched or written anew', async () => {
    const uri = fileOf('touched [1].csv', TABLE);
    await watching(uri);
    await quiet();
    utimesSync(uri.fsPath, new Date(), new Date(Date.now() + 5000));
    await quiet();
    writeFileSync(uri.fsPath, TABLE);
    await quiet();
    assert.deepEqual(heard, []);
  });

  it('are known to be others, to be gone, and to be the same again', async () => {
    const uri = fileOf('changing [2].csv', TABLE);
    await watching(uri);
    // As many bytes as before.
    writeFileSync(uri.fsPath, TABLE.replace('\n0,0\n', '\n9,9\n'));
    await hears('changed');
    rmSync(uri.fsPath);
    await hears('changed', 'deleted');
    writeFileSync(uri.fsPath, TABLE);
    await hears('changed', 'deleted', null);
  });

  it('are known to be edited, and to be the same when that is undone', async () => {
    const uri = fileOf('edited.csv', TABLE);
    await watching(uri);
    const editor = await vscode.window.showTextDocument(uri);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(1, 0), '5,6\n');
    });
    await hears('edited');
    await vscode.commands.executeCommand('undo');
    await hears('edited', null);
  });

  it('are the same where the edits that were read are saved, in whatever encoding', async () => {
    const uri = fileOf(
      'latin.csv',
      new Uint8Array([...Buffer.from('gr\u00f6\u00dfe,y\n', 'latin1'), ...Buffer.from(TABLE.slice(4))]),
    );
    const document = await vscode.workspace.openTextDocument(uri, { encoding: 'windows1252' });
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(1, 0), '5,6\n');
    });
    await watching(uri);
    assert.equal(file.profile.columns[0]?.name, 'größe');
    await document.save();
    await quiet();
    assert.deepEqual(heard, []);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(1, 0), '7,8\n');
    });
    await hears('edited');
  });

  it('are watched in a virtual file system too', async () => {
    await watching(memory.write('/deep/virtual.csv', TABLE));
    memory.write('/deep/virtual.csv', TABLE);
    await quiet();
    assert.deepEqual(heard, []);
    memory.write('/deep/virtual.csv', `${TABLE}1,2\n`);
    await hears('changed');
  });
});
