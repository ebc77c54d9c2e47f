import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ask, type Costly } from '../../../src/cli/cost';
import { allPairs, singleColumns, targetPairs } from '../../../src/process/run/plan';
import type { Plan } from '../../../src/process/protocol';

const names = Array.from({ length: 40 }, (_, j) => `c${j}`);
const plan: Plan = {
  variables: singleColumns(names),
  pairs: allPairs(names.length),
  estimator: 'mine',
  preset: 'standard',
  seed: 1,
  threads: 1,
  engine: 'auto',
  maxRows: 0,
};
const costly: Costly = { plan, rows: 10_000, pace: { microsecondsPerStep: 200, cores: 2 } };

/** Asks a person who types these lines, one for each question. */
async function answered(lines: readonly string[], asked = costly, signal = new AbortController().signal) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const waiting = [...lines];
  let shown = '';
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    if (/[:?] $/.test(shown)) {
      const line = waiting.shift();
      if (line === undefined) input.end();
      else input.write(`${line}\n`);
    }
  });
  const answer = await ask(asked, 500, { input, output }, signal);
  return { answer, shown };
}

describe('the question before a long run', () => {
  it('tells what each answer takes', async () => {
    const { shown } = await answered(['5']);
    expect(shown.replaceAll(/about [\d.]+ (s|min|h)/g, 'TIME')).toBe(
      [
        '780 pairs, 10,000 rows, standard: TIME on 1 thread. That is more than 500 pairs:',
        '  1  run all of them (TIME)',
        '  2  run all of them with the preset quick (TIME)',
        '  3  run one column against the rest, 39 pairs (TIME)',
        '  4  run the 200 pairs with the highest Gaussian answer (TIME)',
        '  5  run nothing',
        '1 to 5: ',
      ].join('\n'),
    );
  });

  it.each([
    ['all of it', ['1'], plan],
    ['the preset quick', ['2'], { ...plan, preset: 'quick' }],
    ['one column against the rest', ['3', 'c7'], { ...plan, pairs: targetPairs(40, 7) }],
    ['the strongest', ['4'], { ...plan, strongest: 200 }],
    ['nothing', ['5'], null],
    ['nothing, where the input ends', [], null],
    ['nothing, where it ends at the second question', ['3'], null],
  ])('runs %s', async (_, lines, expected) => {
    expect((await answered(lines)).answer).toEqual(expected);
  });

  it('asks again until it understands', async () => {
    const { answer, shown } = await answered(['', 'all', '0', '6', ' 3 ', 'c99', 'c0']);
    expect(answer).toEqual({ ...plan, pairs: targetPairs(40, 0) });
    expect(shown.match(/1 to 5: /g)).toHaveLength(5);
    expect(shown).toContain('The columns are c0, c1, ');
  });

  it('offers nothing that would not be shorter', async () => {
    const short = { ...plan, preset: 'quick' as const, pairs: targetPairs(40, 0) };
    const { shown } = await answered(['2'], { ...costly, plan: short });
    expect(shown).toMatch(/ {2}1 {2}run all of them \(.*\)\n {2}2 {2}run nothing\n/);
  });

  it('ends when the run does', async () => {
    const ending = new AbortController();
    setTimeout(() => {
      ending.abort();
    }, 50);
    const [input, output] = [new PassThrough(), new PassThrough()];
    expect(await ask(costly, 500, { input, output }, ending.signal)).toBeNull();
  });
});
