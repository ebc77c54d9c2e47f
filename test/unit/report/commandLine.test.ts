import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { parseEstimate } from '../../../src/cli/arguments';
import { commandLine, quoted } from '../../../src/report/commandLine';
import { recordReading, type RecordedReading } from '../../../src/report/reading';
import type { PairResult } from '../../../src/report/report';
import type { Profile } from '../../../src/process/protocol';
import { NAMES_OF_STRANGERS, pair, report, triangle } from './reports';

const command = { program: ['mine'], file: 'plants.csv', shell: 'posix' } as const;
/** What sh makes of a command line: its words. */
const words = (line: string) =>
  execFileSync('sh', ['-c', `for word in ${line}; do printf '%s\\0' "$word"; done`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
const sayable = NAMES_OF_STRANGERS.filter((name) => !name.includes('\u0000'));

const EVERYTHING: RecordedReading = {
  ...{ delimiter: '|', encoding: 'utf-16le', decimalComma: true, header: false, comment: '//' },
  missing: ['-9', 'n. a.', '$(id)'],
  columns: [
    ['a=b:c', 'day-first'],
    ['__proto__', 'categorical'],
  ],
  derive: [
    { column: 'x, y', as: 'is-missing' },
    { column: 'a:hour', as: 'month' },
  ],
};

/** The pairs that the command line would run, by name. */
function repeated(pairs: PairResult[]): string[] {
  const [program, verb, ...args] = words(commandLine(report(pairs), command));
  expect([program, verb]).toEqual(['mine', 'estimate']);
  const plan = parseEstimate(args).plan({ source: 'plants.csv', columns: [] } as unknown as Profile);
  const side = (variable: number) => (plan.variables[variable]?.columns ?? []).join(' + ');
  return plan.pairs.map(([x, z]) => [side(x), side(z)].sort().join(' with ')).sort();
}
const named = (pairs: PairResult[]) =>
  pairs.map(({ x, z }) => [x.join(' + '), z.join(' + ')].sort().join(' with ')).sort();

describe('the command line that repeats a run', () => {
  it('has the columns, the settings and the file', () => {
    expect(commandLine(report(triangle(['a', 'b c', 'd'], () => 1)), command)).toBe(
      "mine estimate --columns=a '--columns=b c' --columns=d --estimator=mine --preset=standard --seed=1 --max-rows=300 -- plants.csv",
    );
  });

  it.each([
    ['all pairs', triangle(['a', 'b', 'c'], () => 1)],
    ['one column against the rest', [pair('a', 't'), pair('b', 't'), pair('c', 't')]],
    ['some pairs', [pair('a', 'b'), pair('c', 'd')]],
    ['groups', [pair(['a', 'b'], 'c'), pair(['a', 'b'], ['d', 'e']), pair('c', ['d', 'e'])]],
    ['groups alone', [pair(['a', 'b'], ['c', 'd'])]],
    ['a group against the rest', [pair('c', ['a', 'b']), pair('d', ['a', 'b'])]],
    [
      'names with commas and quotes',
      triangle(['a,b', 'say "x"', ' spaced ', '-dash', '--columns=z'], () => 1),
    ],
    ['names of strangers', triangle(sayable, () => 1)],
    ['names of strangers, paired', [pair(sayable[0] ?? '', sayable[8] ?? ''), pair('x', 'y')]],
  ])('gives %s', (_, pairs) => {
    expect(repeated(pairs)).toEqual(named(pairs));
  });

  it.each<[string, RecordedReading]>([
    ['all that was chosen', EVERYTHING],
    [
      'a header, a decimal point, no comments, no spellings',
      { header: true, decimalComma: false, comment: null, missing: [] },
    ],
    ['delimiters that are hard to type', { delimiter: '\t' }],
    ['spaces', { delimiter: ' ', comment: "'" }],
    [
      'strangers’ columns',
      {
        columns: sayable.map((name) => [name, 'text']),
        derive: sayable.map((column) => ({ column, as: 'hour' })),
      },
    ],
    ['nothing', {}],
  ])('reads the file the same way: %s', (_, reading) => {
    const made = report([pair('a', 'b')]);
    const line = commandLine({ ...made, dataset: { ...made.dataset, reading } }, command);
    const { dataset } = parseEstimate(words(line).slice(2));
    expect(recordReading({ ...dataset.reading, derive: dataset.derive })).toEqual(reading);
  });

  it.each(NAMES_OF_STRANGERS.filter((name) => !name.includes('\u0000')))(
    'is one word to sh: %.30j',
    (name) => {
      expect(words(quoted(name, 'posix'))).toEqual([name]);
    },
  );

  it('is quoted for PowerShell too', () => {
    expect(quoted("it's $x `y", 'powershell')).toBe("'it''s $x `y'");
    expect(quoted('it’s', 'powershell')).toBe("'it’’s'");
    const program = ['C:\\Program Files\\node.exe'];
    expect(commandLine(report([pair('a', 'b')]), { ...command, program, shell: 'powershell' })).toMatch(
      /^& 'C:\\Program Files\\node\.exe' estimate /,
    );
  });

  it('says what it cannot repeat: pairs that were trained longer afterwards', () => {
    const pairs = triangle(['a', 'b', 'c'], () => 0.5).map((each, index) =>
      index === 1 ? { ...each, more: { preset: 'standard' as const, times: 4 } } : each,
    );
    const [first, second] = commandLine(report(pairs), command).split('\n');
    expect(first).toBe(
      '# Repeats the run. Of its 3 pairs 1 were trained longer afterwards, which no command does.',
    );
    expect(second).toMatch(/^mine estimate /);
  });
});
