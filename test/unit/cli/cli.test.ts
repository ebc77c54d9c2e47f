import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { commandLine } from '../../../src/report/commandLine';
import { report, type Report } from '../../../src/report/report';
import { built, vegaDataset } from '../built';

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const folder = mkdtempSync(join(tmpdir(), 'mine-cli-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const penguins = vegaDataset('penguins.json');

/** Runs the command line as a terminal would. */
function mine(args: string[], options: { input?: string; interruptAfter?: RegExp } = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [built('cli.js'), ...args], { cwd: folder });
  child.stdin.end(options.input ?? '');
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
    if (options.interruptAfter?.test(err)) child.kill('SIGINT');
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
  });
}

/** Numbers that depend on each other here and there. */
function table(columns: number, rows: number): string {
  const names = Array.from({ length: columns }, (_, j) => `c${j}`);
  const lines = Array.from({ length: rows }, (_, i) => names.map((_, j) => (i * (7 + 2 * j)) % 97));
  return [names, ...lines].map((line) => `${line.join()}\n`).join('');
}

const quick = ['--preset', 'quick'];
const onePair = ['--pair', 'Flipper Length (mm),Body Mass (g)', ...quick];

describe('mine estimate', { timeout: 60_000 }, () => {
  it('prints the result alone on standard output, strongest pair first', async () => {
    const { code, out, err } = await mine(['estimate', penguins, '--target', 'Sex', ...quick]);
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines[0]).toMatch(/^penguins\.json: 344 of 344 rows used\. Mutual information in nats/);
    expect(lines[3]).toMatch(/^Body Mass \(g\) +Sex +0\.2/);
    expect(lines).toHaveLength(10);
    expect(err).toMatch(/pairs/);
  });

  it('gives the same numbers for the same seed and others for another', async () => {
    const [one, two, other] = await Promise.all(
      [[], [], ['--seed', '2']].map((seed) =>
        mine(['estimate', penguins, ...onePair, '--format', 'csv', ...seed]),
      ),
    );
    expect(two?.out).toBe(one?.out);
    expect(other?.out).not.toBe(one?.out);
  });

  it('prints a report that its own schema reads, with all it takes to repeat it', async () => {
    const { out } = await mine(['estimate', penguins, ...onePair, '--format', 'json', '--seed', '7']);
    const parsed = v.parse(report, JSON.parse(out));
    expect(parsed.settings).toMatchObject({ estimator: 'mine', preset: 'quick', seed: 7 });
    expect(parsed.settings.training).toMatchObject({ folds: 5, instant: 'alone' });
    expect(parsed.columns.filter(({ used }) => used).map(({ name }) => name)).toEqual([
      'Flipper Length (mm)',
      'Body Mass (g)',
    ]);
  });

  it('can be repeated from the report, however the file was read', async () => {
    const file = join(folder, 'read in its own way.txt');
    const rows = Array.from({ length: 200 }, (_, i) => {
      const month = String(1 + (i % 12)).padStart(2, '0');
      return `${i % 9}/${month}/2020_${i % 8 === 0 ? '-9' : `${i % 11},${i % 4}`}_${i % 5}_# ${i}`;
    });
    writeFileSync(file, rows.map((row) => `${row.replace(/^0/, '9')}\n`).join(''));
    const reading = ['--delimiter', '_', '--no-header', '--decimal-comma', '--missing=-9', '--comment='];
    const columns = ['--type', 'column 1=day-first', '--type', 'column 3=categorical'];
    const derive = ['--derive', 'column 1:month', '--derive', 'column 2:is-missing'];
    const pairs = ['--columns', 'column 1: month,column 2,column 2 is missing,column 3', ...quick];
    const args = [...pairs, ...reading, ...columns, ...derive, '--seed', '5', '--format', 'json'];
    const once = v.parse(report, JSON.parse((await mine(['estimate', file, ...args])).out));
    expect(once.dataset.reading).toEqual({
      ...{ delimiter: '_', header: false, decimalComma: true, missing: ['-9'], comment: null },
      columns: [
        ['column 1', 'day-first'],
        ['column 3', 'categorical'],
      ],
      derive: [
        { column: 'column 1', as: 'month' },
        { column: 'column 2', as: 'is-missing' },
      ],
    });
    const line = commandLine(once, { program: [process.execPath, built('cli.js')], file, shell: 'posix' });
    const again = await promisify(execFile)('sh', ['-c', line.replace(' -- ', ' --format=json -- ')]);
    const repeated = v.parse(report, JSON.parse(again.stdout));
    const timeless = ({ pairs }: Report) => pairs.map((pair) => ({ ...pair, seconds: 0 }));
    expect(timeless(repeated)).toEqual(timeless(once));
    expect(repeated.dataset).toEqual(once.dataset);
  });

  it('prints Markdown and bits', async () => {
    const args = ['estimate', penguins, ...onePair, '--format', 'markdown', '--units', 'bits'];
    const { out } = await mine(args);
    expect(out).toMatch(/in bits/);
    expect(out).toMatch(/\| Flipper Length \(mm\) \| Body Mass \(g\) \| (0\.9|1\.0)/);
  });

  it('takes groups as one variable, by --x and --z or by name', async () => {
    const sides = ['--x', 'Beak Length (mm)', '--x', 'Beak Depth (mm)', '--z', 'Species'];
    const named = ['--group', 'Beak=Beak Length (mm),Beak Depth (mm)', '--columns', 'Species'];
    const [bySides, byName] = await Promise.all(
      [sides, named].map((way) => mine(['estimate', penguins, ...way, ...quick, '--format', 'csv'])),
    );
    expect(bySides?.out.split('\n')[1]).toMatch(
      /^Beak Length \(mm\) \+ Beak Depth \(mm\),Species,(0\.9|1\.0)/,
    );
    // The three species have an entropy of 1.05 nats.
    // The sides change places, the numbers do not.
    const numbers = (out = '') => out.split('\n')[1]?.split(',').slice(2);
    expect(numbers(byName?.out)).toEqual(numbers(bySides?.out));
  });

  it('leaves out the pairs of a column with what was made of it, and says so', async () => {
    const rows = Array.from({ length: 90 }, (_, i) => `${i % 3 === 0 ? '' : i % 7},${i % 5}`).join('\n');
    const input = `a,b\n${rows}\n`;
    const derive = ['--derive', 'a:is-missing', ...quick];
    const { code, out, err } = await mine(['estimate', '-', ...derive, '--format', 'csv'], { input });
    expect([code, out.trim().split('\n').length]).toEqual([0, 3]);
    expect(err).toContain('Left out, as the one is made of the other: a with a is missing.\n');
    const alone = await mine(['estimate', '-', ...derive, '--pair', 'a,a is missing'], { input });
    expect(alone).toEqual({
      ...{ code: 2, out: '' },
      err: 'mine: Left out, as the one is made of the other: a with a is missing.\n',
    });
  });

  it('reads standard input', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => `${i % 10},${(i % 10) ** 2}`).join('\n');
    const { code, out } = await mine(['estimate', '-', ...quick], { input: `a,b\n${rows}\n` });
    expect(code).toBe(0);
    expect(out).toMatch(/^standard input: 100 of 100 rows used/);
  });

  it('uses a seeded sample where --max-rows says so, and says how large', async () => {
    const { out } = await mine(['estimate', penguins, ...onePair, '--max-rows', '200']);
    expect(out).toMatch(/: 200 of 344 rows used/);
  });

  it('exits with 1 where a pair fails, and says why', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `${i % 7},${i % 5},${i < 45 ? '' : i}`).join('\n');
    const { code, out } = await mine(['estimate', '-', ...quick, '--columns', 'a,b,c'], {
      input: `a,b,c\n${rows}\n`,
    });
    expect(code).toBe(1);
    expect(out).toMatch(/a with c: Only 5 rows have a value in both a and c; at least 30 are needed\./);
  });

  it('exits with 130 when interrupted, the partial report written', async () => {
    const out = join(folder, 'partial.json');
    const args = ['estimate', penguins, '--preset', 'thorough', '--format', 'json', '--out', out];
    const { code } = await mine(args, { interruptAfter: /0 of \d+ pairs/ });
    expect(code).toBe(130);
    const parsed = v.parse(report, JSON.parse(readFileSync(out, 'utf8')));
    expect(parsed.pairs.some(({ status }) => status === 'cancelled')).toBe(true);
  });
});

describe('mine estimate on real data', { timeout: 60_000 }, () => {
  // What anyone would expect to come first.
  it.each([
    ['penguins.json', 'Body Mass (g)', 'Flipper Length (mm)'],
    ['cars.json', 'Weight_in_lbs', 'Displacement'],
    ['seattle-weather.csv', 'weather', 'precipitation'],
    ['birdstrikes.csv', 'Wildlife Size', 'Wildlife Species'],
  ])('%s: %s depends most on %s', async (file, target, strongest) => {
    const args = ['estimate', vegaDataset(file), '--target', target, ...quick, '--format', 'json'];
    const { code, out } = await mine(args);
    expect(code).toBe(0);
    const { pairs } = v.parse(report, JSON.parse(out));
    const [first] = [...pairs].sort((a, b) => (b.mi ?? 0) - (a.mi ?? 0));
    expect([first?.x, first?.z].flat()).toContain(strongest);
    expect(pairs.every(({ status }) => status === 'converged' || status === 'budget')).toBe(true);
  });
});

describe('mine estimate says what it will take', { timeout: 60_000 }, () => {
  const wide = join(folder, 'wide.csv');
  beforeAll(() => {
    writeFileSync(wide, table(40, 60));
  });

  it('in pairs, rows and time', async () => {
    const { err } = await mine(['estimate', penguins, ...onePair, '--threads', '1']);
    expect(err).toMatch(/^1 pair, 344 rows, quick: about .+ on 1 thread$/m);
  });

  it('counts only the pairs and rows that are used', async () => {
    const few = ['--strongest', '3', '--max-rows', '50'];
    const { err } = await mine(['estimate', wide, ...quick, ...few], { interruptAfter: /rows, quick/ });
    expect(err).toMatch(/^3 pairs, 50 rows, quick: about /m);
  });

  it('and does not begin more than 500 pairs where nobody is there to be asked', async () => {
    const { code, out, err } = await mine(['estimate', wide]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(
      /^mine: 780 pairs, 60 rows, standard: about \d+ (s|min) on \d+ threads?\. [^\n]*\n$/m,
    );
    for (const option of ['--ask-above 0', '--preset quick', '--target NAME', '--strongest 200'])
      expect(err).toContain(option);
  });

  it('begins them where --ask-above allows it, and fewer where it does not', async () => {
    const target = ['estimate', wide, '--target', 'c0', ...quick];
    expect((await mine([...target, '--ask-above', '38'])).err).toMatch(/^mine: 39 pairs/m);
    expect(await mine([...target, '--ask-above', '39'])).toMatchObject({ code: 0 });
    const { err } = await mine(['estimate', wide, ...quick, '--ask-above', '0'], {
      interruptAfter: /rows, quick/,
    });
    expect(err).toMatch(/^780 pairs, 60 rows, quick: about /m);
  });
});

describe('mine show', () => {
  it('prints a saved report in another form, and refuses what is none', async () => {
    const saved = join(folder, 'saved.mine.json');
    await mine(['estimate', penguins, ...onePair, '--format', 'json', '--out', saved]);
    expect((await mine(['show', saved])).out).toMatch(/Flipper Length \(mm\) +Body Mass \(g\)/);
    writeFileSync(saved, '{"schema":"other"}');
    expect(await mine(['show', saved])).toMatchObject({ code: 2, out: '' });
  });
});

describe('mine inspect', () => {
  it('lists the columns, and the reason where one is left out', async () => {
    const { code, out } = await mine(['inspect', vegaDataset('movies.json')]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Title +text .*free text/m);
    expect(out).toMatch(/^Major Genre +categorical +9 % +12 /m);
  });

  it('prints the profile as JSON', async () => {
    const { out } = await mine(['inspect', penguins, '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({ rows: 344, format: 'json' });
  });

  it('says how columns were read and where that is a guess, and takes a word about it', async () => {
    const input = 'when,price,n\n1/2/2020,"$1,234.50",1\n3/4/2020,$3,2\n';
    const { out } = await mine(['inspect', '-'], { input });
    expect(out).toMatch(/^when +datetime .* month first/m);
    expect(out).toMatch(/^price +numeric .* amounts in \$; thousands separators/m);
    expect(out).toContain('when: 1/2/2020 is read month first; no date tells that it is not day first.');
    expect(out).toContain('Missing: (empty) NA N/A');
    const told = await mine(['inspect', '-', '--type', 'when=day-first', '--type', 'n=categorical'], {
      input,
    });
    expect(told.out).toMatch(/^when +datetime .* day first/m);
    expect(told.out).toMatch(/^n +categorical/m);
    expect(told.out).not.toContain('no date tells');
  });

  it('takes a word about how the file is written, and says how it was read', async () => {
    const input = '% a note\n1,5:a\n2,25:b\n';
    const options = ['--delimiter', ':', '--no-header', '--comment', '%', '--decimal-comma'];
    const { out } = await mine(['inspect', '-', ...options], { input });
    expect(out).toMatch(
      /^standard input: 2 rows, 2 columns \(csv, split at ":", decimal comma, no header, comments after "%"\)/,
    );
    expect(out).toMatch(/^column 1 +numeric .* 1,5 \| 2,25/m);
    const wrong = await mine(['inspect', '-', '--delimiter', 'comma-ish'], { input });
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toMatch(
      /--delimiter takes one character, or comma, semicolon, tab, pipe, space; not "comma-ish"/,
    );
  });

  it('makes variables of missing values and of dates', async () => {
    const input = 'when,x\n2020-01-01,1\n2020-01-02,\n2020-02-03,2\n';
    const { out } = await mine(['inspect', '-', '--derive', 'x:is-missing', '--derive', 'when:weekday'], {
      input,
    });
    expect(out).toMatch(/^x is missing +boolean/m);
    expect(out).toMatch(/^when: weekday +categorical .*Monday \| Wednesday \| Thursday/m);
  });
});

describe('bad usage and bad input exit with 2 and one line on standard error', () => {
  it.each([
    [['estimate', 'gone.csv'], /^mine: gone\.csv does not exist \(any more\)\.\n$/],
    [['estimate'], /^mine: Name the file to read/],
    [
      ['estimate', penguins, '--preset', 'best'],
      /^mine: --preset takes quick, standard, thorough, paper, not "best"\.\n$/,
    ],
    [
      ['estimate', penguins, '--columns', 'Sex,Colour'],
      /^mine: penguins\.json has no column "Colour"; its columns are/,
    ],
    [['estimate', penguins, '--columns', 'Sex'], /at least two are needed/],
    [
      ['estimate', built('../README.md')],
      /^mine: README\.md does not look like a table: \d+ of its \d+ rows cannot be read, the first of them on line \d+ \(\d fields where the header has \d\)\. If it is one, say what stands between its fields\.\n$/,
    ],
    [
      ['estimate', vegaDataset('lookup_people.csv')],
      /^mine: lookup_people\.csv has 9 rows to use; at least 30 are needed to estimate anything\.\n$/,
    ],
    [['estimate', penguins, '--max-rows', '20'], /^mine: penguins\.json has 20 rows to use; /],
    [['estimate', penguins, '--x', 'Sex'], /--x and --z go together/],
    [['estimate', penguins, '--x', 'Sex', '--z', 'Sex'], /stands on both sides of a pair/],
    [['estimate', penguins, '--pair', 'Sex'], /--pair takes two names/],
    [['guess', penguins], /^mine: There is no command "guess"/],
    [['inspect', vegaDataset('us-10m.json')], /us-10m\.json/],
    [['inspect', penguins, '--memory', '20'], /^mine: penguins\.json needs more memory than the 20 MB/],
    [['inspect', penguins, '--memory', 'much'], /^mine: --memory takes a whole number, not "much"\.\n$/],
    [['inspect', penguins, '--type', 'Sex'], /--type takes COLUMN=TYPE, not "Sex"/],
    [['inspect', penguins, '--type', 'Sex=number'], /--type takes numeric, .*, not "number"/],
    [['inspect', penguins, '--type', 'Age=numeric'], /has no column "Age" to be read as numeric/],
    [['inspect', penguins, '--derive', 'Sex:month'], /the column "Sex" has no dates/],
  ])('%j', async (args, words) => {
    const { code, out, err } = await mine(args);
    const last = err.trimEnd().split('\n').at(-1) ?? '';
    expect(`${last}\n`).toMatch(words);
    expect([code, out]).toEqual([2, '']);
  });
});
