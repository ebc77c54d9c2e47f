import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { suggestedColumns } from '../../../src/process/run/plan';
import { PROTOCOL_VERSION, type Source } from '../../../src/process/protocol';
import { vegaDataset } from '../built';
import { bytes, converse, penguins, plan } from './conversation';

const measures = ['Beak Length (mm)', 'Flipper Length (mm)', 'Body Mass (g)'];

const isGone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

describe('the background process', { timeout: 60_000 }, () => {
  it('profiles a dataset, and suggests the columns that are worth comparing', async () => {
    const talk = converse();
    talk.open(
      bytes('id,a,b,same\n' + Array.from({ length: 40 }, (_, i) => `k${i},${i % 7},${i % 3},x`).join('\n')),
    );
    const { profile } = await talk.message('profile');
    expect(profile.rows).toBe(40);
    expect(suggestedColumns(profile)).toEqual(['a', 'b']);
    expect(profile.columns.map(({ reason }) => reason === undefined)).toEqual([false, true, true, false]);
  });

  it('tells once, after the profile, how fast the machine trains', async () => {
    const talk = converse();
    talk.open(penguins);
    const { pace } = await talk.message('pace');
    // On a crowded machine the reading of a small file may take long enough to be told.
    const heard = talk.heard.map(({ type }) => type).filter((type) => type !== 'reading');
    expect(heard).toEqual(['profile', 'pace']);
    // A step is some 20 million multiplications: no machine that runs VS Code needs a second for it.
    expect(pace?.microsecondsPerStep).toBeGreaterThan(1);
    expect(pace?.microsecondsPerStep).toBeLessThan(1e6);
    expect(pace?.cores).toBeGreaterThan(0);
  });

  it('reads as it is told to, and tells how it read', async () => {
    const talk = converse();
    const reading = {
      delimiter: ';',
      header: false,
      missing: ['-1'],
      columns: new Map([['column 2', 'text' as const]]),
    };
    talk.process.send({ type: 'open', version: PROTOCOL_VERSION, source: bytes('1;2\n-1;3\n'), reading });
    const { profile } = await talk.message('profile');
    expect(profile).toMatchObject({ rows: 2, rowsInFile: 2, reading: { delimiter: ';', header: false } });
    expect(profile.columns.map(({ type, missing }) => [type, missing])).toEqual([
      ['constant', 1],
      ['text', 0],
    ]);
  });

  it('tells how far it has read, and stops when it is told to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'background-'));
    const path = join(folder, 'long.csv');
    try {
      const block = Array.from({ length: 10_000 }, (_, i) => `${i},${i % 7},${Math.sin(i)}\n`).join('');
      writeFileSync(path, `a,b,c\n${block.repeat(400)}`);
      const talk = converse();
      talk.open({ kind: 'file', name: 'long.csv', path });
      const { bytes: read, total } = await talk.message('reading');
      expect(total).toBe(statSync(path).size);
      expect(read).toBeLessThan(total ?? 0);
      talk.process.send({ type: 'cancel' });
      expect((await talk.message('refused')).message).toBe('The reading of the dataset was cancelled.');
      expect(talk.heard.some(({ type }) => type === 'profile')).toBe(false);
      talk.open(penguins);
      expect((await talk.message('profile')).profile.source).toBe('penguins.json');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('trains every pair and ends with a report', async () => {
    const talk = converse();
    talk.open(penguins);
    await talk.message('profile');
    talk.process.send({ type: 'estimate', plan: plan(measures) });
    const { report, cancelled } = await talk.message('finished');
    expect(cancelled).toBe(false);
    expect(report.pairs.map(({ x, z, status }) => [x[0], z[0], status])).toEqual([
      ['Beak Length (mm)', 'Flipper Length (mm)', 'converged'],
      ['Beak Length (mm)', 'Body Mass (g)', 'converged'],
      ['Flipper Length (mm)', 'Body Mass (g)', 'converged'],
    ]);
    const [, , strongest] = report.pairs;
    expect(strongest?.mi).toBeGreaterThan(0.5);
    expect(strongest?.qValue).toBeLessThan(0.001);
    expect(report.dataset.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('gives the same numbers on one thread and on three, and for a pair on its own', async () => {
    const reports = await Promise.all(
      [plan(measures), plan(measures, { threads: 3 }), plan(measures, { pairs: [[1, 2]] })].map(
        async (chosen) => {
          const talk = converse();
          talk.open(penguins);
          await talk.message('profile');
          talk.process.send({ type: 'estimate', plan: chosen });
          return (await talk.message('finished')).report.pairs.map(({ mi, interval, curve }) => ({
            mi,
            interval,
            curve,
          }));
        },
      ),
    );
    expect(reports[1]).toEqual(reports[0]);
    expect(reports[2]).toEqual(reports[0]?.slice(2));
  });

  it('fills every pair before it finishes the first, and tells at most ten times a second', async () => {
    const talk = converse();
    talk.open(penguins);
    await talk.message('profile');
    const begun = performance.now();
    talk.process.send({ type: 'estimate', plan: plan(measures, { preset: 'standard' }) });
    await talk.message('finished');
    const seconds = (performance.now() - begun) / 1000;
    const news = talk.heard.filter((message) => message.type === 'progress');
    const first = new Map<number, number>();
    const ended = news.findIndex(({ updates }) => updates.some(({ pair }) => pair.status === 'converged'));
    news.forEach(({ updates }, at) => {
      for (const { index, pair } of updates) if (pair.mi !== null && !first.has(index)) first.set(index, at);
    });
    expect(Math.max(...first.values())).toBeLessThan(ended);
    expect(news.length).toBeLessThan(10 * seconds + 3);
  });

  it('ends a run within a second when it is cancelled, and keeps what it has', async () => {
    const talk = converse();
    talk.open(penguins);
    await talk.message('profile');
    talk.process.send({ type: 'estimate', plan: plan(measures, { preset: 'thorough' }) });
    await talk.until(() =>
      talk.heard.some((m) => m.type === 'progress' && m.updates.some(({ pair }) => pair.mi !== null)),
    );
    const asked = performance.now();
    talk.process.send({ type: 'cancel' });
    const { cancelled, report } = await talk.message('finished');
    expect(performance.now() - asked).toBeLessThan(1000);
    expect(cancelled).toBe(true);
    expect(report.pairs.every(({ status }) => status === 'cancelled')).toBe(true);
    expect(report.pairs.some(({ mi }) => mi !== null)).toBe(true);
  });

  it('lets one pair fail and finishes the others', async () => {
    const talk = converse();
    const rows = Array.from({ length: 60 }, (_, i) => `${(i * 37) % 11},${(i * 17) % 13},${i < 50 ? '' : i}`);
    talk.open(bytes(`a,b,rare\n${rows.join('\n')}`));
    await talk.message('profile');
    talk.process.send({ type: 'estimate', plan: plan(['a', 'b', 'rare']) });
    const { report } = await talk.message('finished');
    expect(report.pairs.map(({ status }) => status)).toEqual(['converged', 'failed', 'failed']);
    expect(report.pairs[1]?.error).toMatch(/Only 10 rows have a value in both a and rare/);
  });

  it.each([
    [
      'a file that is not there',
      { kind: 'file', name: 'gone.csv', path: '/no/such/gone.csv' },
      /gone\.csv does not exist/,
    ],
    ['a folder', { kind: 'file', name: 'unit', path: import.meta.dirname }, /unit is a folder/],
    ['an empty file', bytes(''), /typed\.csv/],
    ['a map', { kind: 'file', name: 'us-10m.json', path: vegaDataset('us-10m.json') }, /us-10m\.json/],
  ] satisfies [string, Source, RegExp][])('refuses %s in words', async (_, source, words) => {
    const talk = converse();
    talk.open(source);
    expect((await talk.message('refused')).message).toMatch(words);
  });

  it('refuses a column that is not there and names those that are', async () => {
    const talk = converse();
    talk.open(bytes('a,b\n1,2\n3,4\n'));
    await talk.message('profile');
    talk.process.send({ type: 'estimate', plan: plan(['a', 'c']) });
    expect((await talk.message('refused')).message).toBe(
      'typed.csv has no column "c"; its columns are a, b.',
    );
  });

  it('refuses a front of another version', async () => {
    const talk = converse();
    talk.open(penguins, PROTOCOL_VERSION + 1);
    expect((await talk.message('refused')).message).toMatch(/another version/);
  });

  it('is reported in words when it is killed', async () => {
    const talk = converse();
    talk.open(penguins);
    await talk.message('profile');
    process.kill(talk.process.pid ?? 0, 'SIGKILL');
    await talk.until(() => talk.ends.length > 0);
    expect(talk.ends).toEqual(['The background process was ended by SIGKILL.']);
  });

  it('ends when its front lets go of it, also in the middle of a run', async () => {
    const talk = converse();
    talk.open(penguins);
    await talk.message('profile');
    talk.process.send({ type: 'estimate', plan: plan(measures, { preset: 'thorough' }) });
    await talk.message('started');
    const pid = talk.process.pid ?? 0;
    await talk.process.dispose();
    expect(isGone(pid)).toBe(true);
    expect(talk.ends).toEqual([]);
  });
});
