import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/report/report';
import { trainingSettings } from '../../../src/mine/settings';
import { built } from '../built';
import { converse, penguins, plan } from './conversation';
import { FAULTY_PAIR, processThat, processWithSteps } from './faultyProcess';

/** The first and the last pair of these are trained, the second needs no training. */
const chosen = plan(['Beak Length (mm)', 'Beak Depth (mm)', 'Species'], { preset: 'standard', threads: 2 });
const { learningRate } = trainingSettings('standard', 'mine', { rows: 342, grouped: false });

async function reportOf(entry: string, fault = false): Promise<Report> {
  const talk = converse(entry);
  talk.open(penguins);
  await talk.message('profile');
  talk.process.send({ type: 'estimate', plan: chosen });
  if (fault) {
    await talk.until(() =>
      talk.heard.some((m) => m.type === 'progress' && m.updates.some(({ pair }) => pair.iterations > 0)),
    );
    talk.process.send({ type: 'select', index: FAULTY_PAIR });
  }
  return (await talk.message('finished')).report;
}

const numbers = ({ pairs }: Report) => pairs.map((pair) => ({ ...pair, seconds: 0 }));
const codes = ({ pairs }: Report) => pairs.map(({ warnings }) => warnings.map(({ code }) => code));

// Beyond all floats; and large, but such that every number stays one: a critic that explodes.
describe.each([
  ['to infinity', 1e30],
  ['to bounds beyond all measure', 1e5],
])('a pair whose critics diverge %s', { timeout: 60_000 }, (_, factor) => {
  it('begins again with smaller steps, and says so', async () => {
    const report = await reportOf(processWithSteps(factor, learningRate / 2));
    expect(report.pairs.map(({ status }) => status)).toEqual(['converged', 'converged', 'converged']);
    expect(codes(report).map((of) => of.includes('restarted'))).toEqual([true, false, true]);
    const calm = await reportOf(built('process.js'));
    for (const [place, { mi }] of report.pairs.entries())
      expect(Math.abs((mi ?? 0) - (calm.pairs[place]?.mi ?? 0))).toBeLessThan(0.1);
  });

  it('has failed, for that reason, where they diverge again; the others go on', async () => {
    const report = await reportOf(processWithSteps(factor, 0));
    expect(report.pairs.map(({ status, error }) => [status, error])).toEqual([
      ['failed', 'The training diverged, also with smaller steps.'],
      ['converged', undefined],
      ['failed', 'The training diverged, also with smaller steps.'],
    ]);
    expect(report.pairs[1]).toEqual({
      ...(await reportOf(built('process.js'))).pairs[1],
      qValue: expect.any(Number) as number,
      seconds: expect.any(Number) as number,
    });
  });
});

describe('a worker thread that dies in the middle of a run', { timeout: 60_000 }, () => {
  it('leaves its pairs to others, which come to the same numbers', async () => {
    const report = await reportOf(processThat('loses a thread'), true);
    expect(numbers(report)).toEqual(numbers(await reportOf(built('process.js'))));
  });

  it('and all that take its place too: unfinished pairs have failed, the process goes on', async () => {
    const report = await reportOf(processThat('loses every thread'), true);
    const [trained, settled] = report.pairs;
    expect(trained).toMatchObject({ status: 'failed', error: 'A worker thread ended unexpectedly.' });
    expect(settled).toMatchObject({ status: 'converged' });
  });
});
