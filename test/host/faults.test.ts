import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { finishedPairs, isSameData } from '../../src/extension/run/interruption';
import { RunStore, type StoredRun } from '../../src/extension/run/runStore';
import { waitingPair } from '../../src/process/run/pairState';
import type { Plan } from '../../src/process/protocol';
import type { Report } from '../../src/report/report';
import { backgroundProcesses, panels, until } from './observe';

const folder = mkdtempSync(join(tmpdir(), 'mine-faults-'));

function fileOf(name: string, rows = 2000): vscode.Uri {
  const path = join(folder, name);
  const lines = Array.from({ length: rows }, (_, i) => {
    const x = (i * 7919) % 101;
    return `${x},${x + ((i * 31) % 23)},${(i * 104729) % 97}`;
  });
  writeFileSync(path, `x,near,far\n${lines.join('\n')}\n`);
  return vscode.Uri.file(path);
}

const estimate = (uri: vscode.Uri) =>
  Promise.resolve(vscode.commands.executeCommand<Report>('mine.estimate', uri, { columns: 'suggested' }));
const preset = (name: string | undefined) =>
  vscode.workspace.getConfiguration('mine').update('preset', name, vscode.ConfigurationTarget.Global);
/** The rest of a file system that is only read. */
const nothingElse = {
  onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
  watch: () => new vscode.Disposable(() => undefined),
  readDirectory: () => [],
  createDirectory: () => undefined,
  writeFile: () => undefined,
  delete: () => undefined,
  rename: () => undefined,
};
const statuses = ({ pairs }: Report) => [...new Set(pairs.map(({ status }) => status))];

describe('A run in which something goes wrong', () => {
  before(() => preset('thorough'));
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until(() => backgroundProcesses().length === 0);
  });
  after(async () => {
    await preset(undefined);
    rmSync(folder, { recursive: true });
  });

  it('is over a few seconds after it was cancelled, also where its process is stopped', async () => {
    const running = estimate(fileOf('stopped.csv'));
    const [pid = 0] = await until(() => (panels().length > 0 ? backgroundProcesses() : null));
    process.kill(pid, 'SIGSTOP');
    await vscode.commands.executeCommand('mine.cancel');
    await assert.rejects(running, /The background process did not answer and was ended/);
    await until(() => backgroundProcesses().length === 0);
  });

  it('goes on where its file is changed, and where it is removed', async () => {
    await preset('standard');
    try {
      const [changed, removed] = [fileOf('changed.csv'), fileOf('removed.csv')];
      const running = [estimate(changed), estimate(removed)];
      await until(() => panels().length === 2);
      writeFileSync(changed.fsPath, 'x,near,far\n1,2,3\n');
      rmSync(removed.fsPath);
      for (const report of await Promise.all(running)) {
        assert.equal(report.dataset.rows, 2000);
        assert.ok(statuses(report).every((status) => status === 'converged' || status === 'budget'));
      }
    } finally {
      await preset('thorough');
    }
  });

  it('has a report as soon as it has begun, and is the same as ever when it is run after that', async () => {
    const uri = fileOf('early.csv', 300);
    const running = estimate(uri);
    await until(() => panels().length === 1);
    await vscode.commands.executeCommand('mine.cancel');
    const cancelled = await running;
    assert.deepEqual(statuses(cancelled), ['cancelled']);
    assert.equal(cancelled.pairs.length, 3);
    await preset('quick');
    try {
      assert.deepEqual(statuses(await estimate(uri)), ['converged']);
    } finally {
      await preset('thorough');
    }
  });

  it('is one of twenty that are started at once: two go, the others wait, and can be cancelled there', async function () {
    // Twenty processes, on a machine that may be busy.
    this.timeout(240_000);
    await preset('quick');
    try {
      const running = Array.from({ length: 20 }, (_, i) => estimate(fileOf(`of-twenty-${i}.csv`, 300)));
      const reports = await Promise.all(running);
      assert.deepEqual(reports.map(statuses), Array(20).fill(['converged']));
      assert.deepEqual(
        reports.map(({ dataset }) => dataset.source),
        running.map((_, i) => `of-twenty-${i}.csv`),
      );
    } finally {
      await preset('thorough');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    // Two that take minutes; the third, whose panel is active, is cancelled before its turn.
    const going = [estimate(fileOf('long-1.csv', 20_000))];
    await until(() => panels().length === 1);
    going.push(estimate(fileOf('long-2.csv', 20_000)));
    await until(() => panels().length === 2);
    const waiting = estimate(fileOf('waits.csv'));
    await until(() => panels().some(({ label, isActive }) => label === 'MI: waits.csv' && isActive));
    await vscode.commands.executeCommand('mine.cancel');
    assert.deepEqual(statuses(await waiting), ['cancelled']);
    const ended = Promise.allSettled(going);
    await vscode.window.tabGroups.close(panels());
    for (const { status } of await ended) assert.equal(status, 'rejected');
  });

  it('is one of many whose files are read at once: two are, the others wait for their turn', async () => {
    const content = new TextEncoder().encode(readFileSync(fileOf('slow.csv', 300).fsPath, 'utf8'));
    const reading = new Set<() => void>();
    const begun: string[] = [];
    const slow = vscode.workspace.registerFileSystemProvider('mineslow', {
      ...nothingElse,
      stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 1, size: content.length }),
      readFile: async ({ path }) => {
        begun.push(path);
        await new Promise<void>((resolve) => reading.add(resolve));
        return content;
      },
    });
    await preset('quick');
    try {
      const uris = Array.from({ length: 6 }, (_, i) =>
        vscode.Uri.from({ scheme: 'mineslow', path: `/${i}.csv` }),
      );
      const running = uris.map(estimate);
      for (let done = 0; done < uris.length; done++) {
        await until(() => reading.size === Math.min(2, uris.length - done));
        const [next] = reading;
        if (!next) throw new Error('nothing is read');
        reading.delete(next);
        next();
      }
      assert.deepEqual(
        begun,
        uris.map(({ path }) => path),
      );
      for (const report of await Promise.all(running)) assert.deepEqual(statuses(report), ['converged']);
    } finally {
      slow.dispose();
      await preset('thorough');
    }
  });

  it('does not begin where the memory that a person allows is too little', async () => {
    const settings = vscode.workspace.getConfiguration('mine');
    await settings.update('memory', 20, vscode.ConfigurationTarget.Global);
    try {
      await assert.rejects(
        estimate(fileOf('too-large.csv')),
        /needs more memory than the 20 MB that are allowed/,
      );
    } finally {
      await settings.update('memory', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('keeps its result where it cannot be exported', async function () {
    if (process.platform !== 'linux') this.skip();
    await preset('quick');
    try {
      await estimate(fileOf('exported.csv', 300));
      const to = (target: string) =>
        vscode.commands.executeCommand('mine.export', { kind: 'csv', target: vscode.Uri.file(target) });
      await assert.rejects(async () => to('/dev/full'), /full was not written: the disk is full/);
      await to(join(folder, 'exported-table.csv'));
      assert.match(readFileSync(join(folder, 'exported-table.csv'), 'utf8'), /^x,z,mi_nats/);
    } finally {
      await preset('thorough');
    }
  });
});

describe('What is kept of a run for after a restart of the window', () => {
  const plan: Plan = {
    variables: ['x', 'near', 'far'].map((name) => ({ name, columns: [name] })),
    pairs: [
      [0, 1],
      [0, 2],
      [1, 2],
    ],
    estimator: 'mine',
    preset: 'quick',
    seed: 1,
    threads: 1,
    engine: 'auto',
    maxRows: 0,
  };
  const profile = {
    source: 'table.csv',
    format: 'csv',
    sha256: 'ab',
    rows: 150,
    rowsInFile: 150,
    reading: {
      compressed: null,
      encoding: null,
      delimiter: ',',
      decimalComma: null,
      header: true,
      comment: null,
      missing: [],
    },
    badRows: { count: 0, examples: [] },
    columns: [{ name: 'x', type: 'numeric', missing: 0, distinct: 2, unparsable: 0, examples: ['1'] }],
  };
  const done = { ...waitingPair({ x: ['x'], z: ['far'] }), status: 'converged' as const, mi: 0.5 };
  const run: StoredRun = {
    uri: 'file:///table.csv',
    profile,
    plan,
    report: null,
    finished: [{ index: 1, pair: done }],
  };
  const storage = mkdtempSync(join(tmpdir(), 'mine-storage-'));
  const place = vscode.Uri.file(join(storage, 'runs'));
  after(() => {
    rmSync(storage, { recursive: true });
  });

  it('has the pairs that were finished, found by their columns', () => {
    const begun = waitingPair({ x: ['x'], z: ['near'] });
    assert.deepEqual(finishedPairs(plan, [begun, done]), [{ index: 1, pair: done }]);
  });

  it('is for the same bytes, read in the same way', () => {
    assert.ok(
      isSameData(profile, { ...profile, columns: profile.columns.map((c) => ({ ...c, examples: [] })) }),
    );
    assert.ok(!isSameData(profile, { ...profile, sha256: 'cd' }));
    assert.ok(!isSameData(profile, { ...profile, reading: { ...profile.reading, delimiter: ';' } }));
    assert.ok(!isSameData(profile, { ...profile, columns: [] }));
  });

  it('comes back with them, but not to another version, which may come to other numbers', async () => {
    const store = new RunStore(place, '1.0.0');
    const id = store.newId();
    await store.keep(id, run);
    assert.deepEqual((await store.restore(id))?.finished, run.finished);
    assert.deepEqual((await new RunStore(place, '1.1.0').restore(id))?.finished, []);
  });

  it('does not get in the way of what another window keeps in the same place, and stays within bounds', async () => {
    const windows = [new RunStore(place, '1.0.0'), new RunStore(place, '1.0.0')];
    const ids: string[] = [];
    for (let round = 0; round < 15; round++)
      await Promise.all(
        windows.map(async (store) => {
          const id = store.newId();
          ids.push(id);
          await store.keep(id, run);
        }),
      );
    // Of all that were kept in turn, the newest are there, whole, and nothing else.
    for (const id of ids.slice(-10)) assert.equal((await windows[0]?.restore(id))?.uri, run.uri);
    assert.ok(readdirSync(place.fsPath).length <= 21);
    assert.ok(readdirSync(place.fsPath).every((name) => name.endsWith('.json')));
  });
});
