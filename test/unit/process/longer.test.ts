import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../../../src/mine/significance';
import type { FinishedPair, Plan } from '../../../src/process/protocol';
import { nextTraining } from '../../../src/report/moreTraining';
import type { Report } from '../../../src/report/report';
import { converse, penguins, plan } from './conversation';

const measures = ['Beak Length (mm)', 'Beak Depth (mm)', 'Body Mass (g)'];
type Talk = ReturnType<typeof converse>;

async function opened(): Promise<Talk> {
  const talk = converse();
  talk.open(penguins);
  await talk.message('profile');
  return talk;
}

/** Runs a plan in a process and waits for its end. */
async function estimate(talk: Talk, chosen: Plan, finished?: FinishedPair[]): Promise<Report> {
  const before = talk.heard.length;
  talk.process.send({ type: 'estimate', plan: chosen, ...(finished && { finished }) });
  return endOf(talk, before);
}

async function endOf(talk: Talk, since: number): Promise<Report> {
  const end = () => talk.heard.slice(since).find(({ type }) => type === 'finished' || type === 'refused');
  await talk.until(() => end() !== undefined);
  const message = end();
  if (message?.type !== 'finished') throw new Error(JSON.stringify(message));
  return message.report;
}

const known = ({ pairs }: Report): FinishedPair[] => pairs.map((pair, index) => ({ index, pair }));

/** The plan with more training for these pairs of a report, as a person asks for it. */
function longer(chosen: Plan, { pairs }: Report, indexes: readonly number[]): Plan {
  const more = indexes.flatMap((index) => {
    const pair = pairs[index];
    const training = pair && nextTraining(pair, chosen.preset);
    return training ? [{ pair: index, ...training }] : [];
  });
  return { ...chosen, more };
}

const timeless = ({ pairs }: Report) => pairs.map((pair) => ({ ...pair, seconds: 0 }));

describe('training longer', { timeout: 120_000 }, () => {
  it('trains a pair that only the instant critic had answered, and leaves the others as they are', async () => {
    const chosen = plan(measures);
    const talk = await opened();
    const first = await estimate(talk, chosen);
    const second = await estimate(talk, longer(chosen, first, [1]), known(first));
    const [a, b, c] = second.pairs;
    expect(first.pairs[1]?.iterations).toBe(0);
    expect(b?.iterations).toBeGreaterThan(0);
    expect(b?.curve.length).toBeGreaterThan(2);
    expect(b?.more).toEqual({ preset: 'standard', times: 1 });
    const q = benjaminiHochberg(second.pairs.map(({ pValue }) => pValue));
    expect([a, c]).toEqual([
      { ...first.pairs[0], qValue: q[0] },
      { ...first.pairs[2], qValue: q[2] },
    ]);
    expect(b?.qValue).toBe(q[1]);
  });

  it('trains longer than before, also what was settled without training, and as often as it is asked to', async () => {
    const chosen = plan(measures, { preset: 'standard', threads: 2 });
    const talk = await opened();
    const first = await estimate(talk, chosen);
    const second = await estimate(talk, longer(chosen, first, [0, 1, 2]), known(first));
    second.pairs.forEach(({ iterations, more, curve }, index) => {
      const before = first.pairs[index]?.iterations ?? 0;
      expect(iterations).toBeGreaterThan(before);
      expect(more).toEqual({ preset: 'standard', times: before === 0 ? 1 : 4 });
      // The best of as many checkpoints as ever (one before the first step among them): no more optimistic.
      expect(curve.length).toBeLessThanOrEqual(21);
    });
  });

  it('comes to the same numbers whatever came before, on one thread and on two', async () => {
    const chosen = plan(measures, { preset: 'standard' });
    const talk = await opened();
    const first = await estimate(talk, chosen);
    const again = longer(chosen, first, [2]);
    const expected = timeless(await estimate(talk, again, known(first)));
    // However good the earlier estimate was, it is not kept for that.
    const better = known(first).map(({ index, pair }) => ({
      index,
      pair: index === 2 ? { ...pair, mi: 9, heldOut: 9 } : pair,
    }));
    const elsewhere = await opened();
    expect(timeless(await estimate(elsewhere, { ...again, threads: 2 }, better))).toEqual(expected);
  });

  it('keeps the earlier results where it is cancelled in the middle', async () => {
    const chosen = plan(measures, { preset: 'standard' });
    const talk = await opened();
    const first = await estimate(talk, chosen);
    const since = talk.heard.length;
    talk.process.send({ type: 'estimate', plan: longer(chosen, first, [0, 1, 2]), finished: known(first) });
    await talk.until(() =>
      talk.heard
        .slice(since)
        .some((m) => m.type === 'progress' && m.updates.some(({ pair }) => pair.status === 'training')),
    );
    talk.process.send({ type: 'cancel' });
    const kept = await endOf(talk, since);
    // A pair may have come to its end before the cancel arrived.
    const unfinished = kept.pairs.filter(({ more }) => more === undefined);
    expect(unfinished.length).toBeGreaterThan(0);
    for (const pair of unfinished)
      expect({ ...pair, qValue: null }).toEqual({
        ...first.pairs.find(({ x, z }) => `${x.join()} ${z.join()}` === `${pair.x.join()} ${pair.z.join()}`),
        qValue: null,
      });
  });

  it('shows the earlier estimate until there is a new one', async () => {
    const chosen = plan(measures);
    const talk = await opened();
    const first = await estimate(talk, chosen);
    const since = talk.heard.length;
    await estimate(talk, longer(chosen, first, [0]), known(first));
    const started = talk.heard.slice(since).find((message) => message.type === 'started');
    expect(started?.pairs.map(({ status, mi }) => [status, mi])).toEqual([
      ['waiting', first.pairs[0]?.mi],
      ['converged', first.pairs[1]?.mi],
      ['converged', first.pairs[2]?.mi],
    ]);
  });

  it('leaves pairs alone that a cancelled run had stopped', async () => {
    const chosen = plan(measures, { preset: 'thorough' });
    const talk = await opened();
    talk.process.send({ type: 'estimate', plan: chosen });
    await talk.message('started');
    talk.process.send({ type: 'cancel' });
    const first = await endOf(talk, 0);
    const second = await estimate(
      talk,
      { ...chosen, more: [{ pair: 1, preset: 'standard', times: 1 }] },
      known(first),
    );
    expect(second.pairs.map(({ status }) => status)).toEqual([
      'cancelled',
      expect.stringMatching(/converged|budget/),
      'cancelled',
    ]);
  });

  it('still knows what the critics of the other pairs say of each row', async () => {
    const chosen = plan(measures);
    const talk = await opened();
    const first = await estimate(talk, chosen);
    await estimate(talk, longer(chosen, first, [0]), known(first));
    talk.process.send({ type: 'points', index: 2 });
    const { points } = await talk.message('points');
    expect(points?.pointwise?.length).toBe(points?.places.length);
  });
});
