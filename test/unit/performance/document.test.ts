import { describe, expect, it } from 'vitest';
import { performanceDocument } from '../../../bench/engine/document';
import type { PartName } from '../../../bench/engine/options';
import type { Findings, Goal } from '../../../bench/engine/part';

const goal = (figure: string, measured: string, met: boolean | null = true): Goal => ({
  figure,
  goal: '< 1 s',
  measured,
  met,
});

const findings = (title: string, goals: readonly Goal[]): Findings => ({
  title,
  goals,
  markdown: `Figures of ${title}.`,
});

const all = new Map<PartName, Findings>([
  ['step', findings('the step', [goal('a step', '10 ms')])],
  ['clock', findings('the clock', [goal('a table', '2 s', false), goal('a cell', '0.5 s')])],
  ['growth', findings('growth', [])],
  ['start', findings('the start', [goal('a kernel', 'not measured', null)])],
  ['instant', findings('the instant critic', [])],
]);
const complete = performanceDocument('', all, 'What a person says.\n');

describe('docs/performance.md', () => {
  it('has the goals, the notes and every part, in this order', () => {
    const places = ['| a step |', '| a kernel |', 'What a person says.', '## the step', '## the start'];
    const found = places.map((text) => complete.indexOf(text));
    expect(found.every((place) => place >= 0)).toBe(true);
    expect(found).toEqual([...found].sort((a, b) => a - b));
  });

  it('says of each goal whether it is met', () => {
    expect(complete).toContain('| a cell | < 1 s | 0.5 s | met |');
    expect(complete).toContain('| a table | < 1 s | 2 s | **not met** |');
    expect(complete).toContain('| a kernel | < 1 s | not measured | – |');
  });

  it('keeps what other parts said when one is run alone', () => {
    const clock = findings('the clock', [goal('a table', '0.9 s')]);
    const again = performanceDocument(complete, new Map([['clock', clock]]), 'What a person says.\n');
    const expected = complete.replace('| 2 s | **not met** |', '| 0.9 s | met |');
    expect(again).toBe(expected);
  });

  it('forgets goals that no part has any more when all are run', () => {
    const others = new Map(all).set('step', findings('the step', [goal('another step', '5 ms')]));
    const again = performanceDocument(complete, others, 'What a person says.\n');
    expect(again).toContain('another step');
    expect(again).not.toContain('| a step |');
  });
});
