import { describe, expect, it } from 'vitest';
import { isComputed, type PairState, type Report } from '../../../src/report/report';
import type { FinishedPair, Plan } from '../../../src/process/protocol';
import { converse, penguins, plan } from './conversation';

const measures = ['Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)', 'Body Mass (g)', 'Species'];

/** Everything a report says of its pairs but how long they took. */
const numbers = ({ pairs }: Report) => pairs.map((pair) => ({ ...pair, seconds: 0 }));

async function opened(): Promise<ReturnType<typeof converse>> {
  const talk = converse();
  talk.open(penguins);
  await talk.message('profile');
  return talk;
}

async function reportOf(chosen: Plan, finished?: FinishedPair[]): Promise<Report> {
  const talk = await opened();
  talk.process.send({ type: 'estimate', plan: chosen, ...(finished && { finished }) });
  return (await talk.message('finished')).report;
}

/** What a front knows of the finished pairs of a run that is killed when so many of them are finished. */
async function interrupted(chosen: Plan, enough: number): Promise<FinishedPair[]> {
  const talk = await opened();
  talk.process.send({ type: 'estimate', plan: chosen });
  const finished = new Map<number, PairState>();
  await talk.until(() => {
    for (const message of talk.heard)
      if (message.type === 'progress')
        for (const { index, pair } of message.updates) if (isComputed(pair)) finished.set(index, pair);
    return finished.size >= enough || talk.heard.some(({ type }) => type === 'finished');
  });
  process.kill(talk.process.pid ?? 0, 'SIGKILL');
  expect(talk.heard.some(({ type }) => type === 'finished')).toBe(false);
  return [...finished].map(([index, pair]) => ({ index, pair }));
}

describe('a run that was interrupted', { timeout: 120_000 }, () => {
  it('is resumed with the numbers of one that was not, to the last bit', async () => {
    const chosen = plan(measures, { preset: 'standard', threads: 2 });
    const finished = await interrupted(chosen, 3);
    expect(finished.length).toBeLessThan(chosen.pairs.length);
    expect(numbers(await reportOf(chosen, finished))).toEqual(numbers(await reportOf(chosen)));
  });

  it('does not compute again what was finished', async () => {
    const chosen = plan(measures);
    const { pairs } = await reportOf(chosen);
    const [first] = pairs;
    if (!first) throw new Error('no pair');
    // Not what it comes to: so it can only have been taken over.
    const kept = { ...first, mi: 0.125, pValue: 0.75, qValue: 0.5 };
    const resumed = await reportOf(chosen, [{ index: 0, pair: kept }]);
    expect(resumed.pairs[0]).toMatchObject({ mi: 0.125, pValue: 0.75, seconds: first.seconds });
    // The q-values are over all pairs: the largest p-value of all keeps its own.
    expect(resumed.pairs[0]?.qValue).toBe(0.75);
    expect(
      numbers(resumed)
        .slice(1)
        .map(({ mi }) => mi),
    ).toEqual(pairs.slice(1).map(({ mi }) => mi));
  });

  it('ends at once where everything was finished', async () => {
    const chosen = plan(measures);
    const report = await reportOf(chosen);
    const resumed = await reportOf(
      chosen,
      report.pairs.map((pair, index) => ({ index, pair })),
    );
    expect(resumed.pairs).toEqual(report.pairs);
    expect(resumed.engine).toEqual(report.engine);
  });

  it('knows the strongest pairs of all, whether they were finished or not', async () => {
    const chosen = plan(measures, { strongest: 2 });
    const all = await reportOf(plan(measures));
    const report = await reportOf(chosen);
    const finished = all.pairs.map((pair, index) => ({ index, pair }));
    for (const known of [finished.slice(0, 5), finished])
      expect((await reportOf(chosen, known)).pairs.map(({ x, z, mi }) => [x, z, mi])).toEqual(
        report.pairs.map(({ x, z, mi }) => [x, z, mi]),
      );
  });

  it('says of a finished pair why its rows have no values of the critic', async () => {
    const chosen = plan(measures);
    const { pairs } = await reportOf(chosen);
    const talk = await opened();
    const finished = pairs.slice(0, 1).map((pair) => ({ index: 0, pair }));
    talk.process.send({ type: 'estimate', plan: chosen, finished });
    await talk.message('finished');
    talk.process.send({ type: 'points', index: 0 });
    const { points } = await talk.message('points');
    expect(points?.pointwise).toBeNull();
    expect(points?.withoutPointwise).toMatch(
      /^What the critic of this pair said of each row is no longer kept/,
    );
  });

  it('takes over no pair of other columns, and none that was not finished', async () => {
    const chosen = plan(measures);
    const { pairs } = await reportOf(chosen);
    const [first, second] = pairs;
    if (!first || !second) throw new Error('no pairs');
    for (const finished of [
      [{ index: 1, pair: first }],
      [{ index: 0, pair: { ...first, status: 'cancelled' as const } }],
      [{ index: 99, pair: first }],
    ]) {
      const talk = await opened();
      talk.process.send({ type: 'estimate', plan: chosen, finished });
      expect((await talk.message('refused')).message).toMatch(/belongs to other pairs/);
    }
  });
});
