import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built } from '../built';

const ESCAPE = '\u001b]0;owned\u0007\u001b[2J';
const NAMES = [
  '=HYPERLINK("x")',
  `red${ESCAPE}`,
  '__proto__',
  'turned\u202egnp',
  '<img onerror=x>',
  'x'.repeat(10_000),
];

describe('names from strangers, through a whole run in the terminal', () => {
  let folder = '';
  let file = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mine-names-'));
    file = join(folder, 'strange.csv');
    const lines = Array.from({ length: 120 }, (_, i) =>
      NAMES.map((_name, j) => (i * (7 + 2 * j)) % (31 + j)).join(),
    );
    const head = NAMES.map((name) => `"${name.replaceAll('"', '""')}"`).join();
    writeFileSync(file, `${head}\n${lines.join('\n')}\n`);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const mine = async (...args: string[]) => {
    const done = promisify(execFile)(process.execPath, [built('cli.js'), ...args], { maxBuffer: 2 ** 26 });
    const { stdout, stderr } = await done.catch(
      (error: unknown) => error as { stdout: string; stderr: string },
    );
    return { stdout, stderr, all: stdout + stderr };
  };
  const controls = (text: string) => text.replaceAll(/[\n\t]/g, '').match(/[\p{Cc}\u202a-\u202e]/u);

  it('reach the terminal as text', async () => {
    for (const args of [
      ['inspect', file],
      ['estimate', file, '--preset', 'quick'],
      ['estimate', file, '--preset', 'quick', '--format', 'markdown'],
      ['estimate', file, '--columns', `none${ESCAPE}`],
      ['inspect', join(folder, `none${ESCAPE}.csv`)],
    ])
      expect(controls((await mine(...args)).all), args[0]).toBeNull();
  });

  it('are no formula in a spreadsheet, and come back from JSON as they were', async () => {
    const { stdout: csv } = await mine('estimate', file, '--preset', 'quick', '--format', 'csv');
    expect(csv).toMatch(/(^|,)"'=HYPERLINK/m);
    expect(csv).not.toMatch(/(^|,)"?=/m);
    const { stdout: json } = await mine('estimate', file, '--preset', 'quick', '--format', 'json');
    const { columns } = JSON.parse(json) as { columns: { name: string }[] };
    expect(columns.map(({ name }) => name)).toEqual(NAMES);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe(
  'names and values that begin formulas, in rows that are written as CSV',
  { timeout: 120_000 },
  () => {
    let folder = '';
    let file = '';
    const head = ['=cmd|calc', '+a', '@b', '-c'];
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'mine-formulas-'));
      file = join(folder, 'formulas.csv');
      const lines = Array.from({ length: 90 }, (_, i) =>
        [i % 3 === 0 ? '=1+1' : '@SUM(1)', i % 2 === 0 ? '-2+3' : '+x', (i * 7) % 31, -((i * 5) % 23)].join(),
      );
      writeFileSync(file, `${head.join()}\n${lines.join('\n')}\n`);
    });
    afterAll(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    it.each([
      [
        'compress',
        ['--target=-c', '--steps', '20', '--beta', '0.1', '--latent', '1'],
        "'=cmd|calc,'+a,'@b,'-c,t1",
      ],
      ['synthesize', ['--rows', '60', '--iterations', '20'], "'=cmd|calc,'+a,'@b,'-c"],
    ])(
      '%s: are text in a spreadsheet, and numbers below zero stay numbers',
      async (command, options, names) => {
        const out = join(folder, `${command}.csv`);
        const run = [built('cli.js'), command, file, ...options, '--out', out];
        await promisify(execFile)(process.execPath, run, { maxBuffer: 2 ** 26 });
        const [first, ...lines] = readFileSync(out, 'utf8').trim().split('\n');
        expect(first).toBe(names);
        expect(lines.length).toBeGreaterThanOrEqual(60);
        for (const line of lines) {
          const [word, other, , below, ...encoding] = line.split(',');
          expect(["'=1+1", "'@SUM(1)"]).toContain(word);
          expect(["'-2+3", "'+x"]).toContain(other);
          for (const number of [below, ...encoding]) expect(Number(number)).not.toBeNaN();
        }
      },
    );
  },
);

describe('a name that is longer than any', () => {
  it('is refused in a sentence', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mine-names-'));
    const file = join(folder, 'long.csv');
    writeFileSync(file, `a,${'y'.repeat(200_000)}\n1,2\n2,3\n`);
    const failure = promisify(execFile)(process.execPath, [built('cli.js'), 'inspect', file], {
      maxBuffer: 2 ** 26,
    });
    await expect(failure).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^mine: long\.csv has a column name of 200,000 characters.{0,100}\n$/,
      ) as string,
    });
    rmSync(folder, { recursive: true });
  });
});
