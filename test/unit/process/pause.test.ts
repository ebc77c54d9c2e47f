import { readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/process/protocol';
import type { Report } from '../../../src/report/report';
import { converse, penguins, plan } from './conversation';

const measures = ['Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)', 'Body Mass (g)'];
const long = (more: Partial<Plan> = {}) => plan(measures, { preset: 'standard', ...more });
type Talk = ReturnType<typeof converse>;

/** Everything a report says of its pairs but how long they took. */
const numbers = ({ pairs }: Report) => pairs.map((pair) => ({ ...pair, seconds: 0 }));

const count = (talk: Talk, type: string) => talk.heard.filter((message) => message.type === type).length;

async function opened(): Promise<Talk> {
  const talk = converse();
  talk.open(penguins);
  await talk.message('pace');
  return talk;
}

async function uninterrupted(chosen: Plan): Promise<Report> {
  const talk = await opened();
  talk.process.send({ type: 'estimate', plan: chosen });
  return (await talk.message('finished')).report;
}

/** Pauses and waits until no thread is at work. */
async function pause(talk: Talk): Promise<void> {
  const rests = () => talk.heard.filter((message) => message.type === 'paused' && message.atRest).length;
  const before = rests();
  talk.process.send({ type: 'pause' });
  await talk.until(() => rests() > before || count(talk, 'finished') > 0);
}

/** Seconds of processor time that the process and its threads have used (clock ticks are hundredths on Linux). */
function processorSeconds(talk: Talk): number {
  const stat = readFileSync(`/proc/${talk.process.pid ?? 0}/stat`, 'utf8');
  const [, , ...fields] = stat.slice(stat.lastIndexOf(')')).split(' ');
  return (Number(fields[10]) + Number(fields[11])) / 100;
}

/** A pair is in the middle of its training. */
const inTraining = (talk: Talk) => () =>
  talk.heard.some(
    (message) =>
      message.type === 'progress' &&
      message.updates.some(({ pair }) => pair.status === 'training' && pair.iterations > 0),
  );

describe('a paused run', { timeout: 120_000 }, () => {
  it.each([1, 2])(
    'goes on to the very numbers of one that was never paused, on %i threads',
    async (threads) => {
      const expected = numbers(await uninterrupted(long({ threads })));
      const talk = await opened();
      talk.process.send({ type: 'estimate', plan: long({ threads }) });
      // Before the first pair, and then again and again: wherever each of them happens to be.
      for (let pauses = 0; count(talk, 'finished') === 0 && pauses < 40; pauses++) {
        await pause(talk);
        talk.process.send({ type: 'resume' });
        await sleep(20);
      }
      const { report } = await talk.message('finished');
      expect(count(talk, 'resumed')).toBeGreaterThan(3);
      expect(numbers(report)).toEqual(expected);
    },
  );

  it('uses no processor time, does not move, and leaves the pause out of its seconds', async () => {
    const talk = await opened();
    const begun = performance.now();
    talk.process.send({ type: 'estimate', plan: long({ threads: 2 }) });
    await talk.until(inTraining(talk));
    await pause(talk);
    // News of what was done before it came to rest may still be on its way.
    await sleep(300);
    const heard = talk.heard.length;
    const before = platform() === 'linux' ? processorSeconds(talk) : 0;
    await sleep(2_000);
    if (platform() === 'linux') expect(processorSeconds(talk) - before).toBeLessThan(0.05);
    expect(talk.heard.length).toBe(heard);
    talk.process.send({ type: 'resume' });
    const { report } = await talk.message('finished');
    const elapsed = (performance.now() - begun) / 1000;
    expect(report.seconds).toBeLessThan(elapsed - 2.2);
    for (const message of talk.heard)
      if (message.type === 'progress' && message.secondsLeft !== null)
        expect(message.secondsLeft).toBeLessThan(10 * elapsed);
  });

  it('can be cancelled, and keeps what it has', async () => {
    const talk = await opened();
    talk.process.send({ type: 'estimate', plan: long({ preset: 'thorough', threads: 2 }) });
    await talk.until(inTraining(talk));
    await pause(talk);
    const asked = performance.now();
    talk.process.send({ type: 'cancel' });
    const { cancelled, report } = await talk.message('finished');
    expect(performance.now() - asked).toBeLessThan(1000);
    expect(cancelled).toBe(true);
    expect(report.pairs.some(({ mi }) => mi !== null)).toBe(true);
  });

  it('can be paused before anything is estimated, and then cancelled', async () => {
    const talk = await opened();
    talk.process.send({ type: 'estimate', plan: long() });
    await pause(talk);
    talk.process.send({ type: 'cancel' });
    expect((await talk.message('finished')).cancelled).toBe(true);
  });

  it('begins, when it goes on, with the pair a person looks at', async () => {
    const talk = await opened();
    const last = 5;
    talk.process.send({ type: 'estimate', plan: long({ preset: 'thorough' }) });
    await talk.until(inTraining(talk));
    await pause(talk);
    talk.process.send({ type: 'select', index: last });
    const before = talk.heard.length;
    talk.process.send({ type: 'resume' });
    const done = () =>
      talk.heard
        .slice(before)
        .flatMap((message) => (message.type === 'progress' ? message.updates : []))
        .filter(({ pair }) => pair.status === 'converged' || pair.status === 'budget')
        .map(({ index }) => index);
    await talk.until(() => done().length > 0);
    expect(done()[0]).toBe(last);
  });

  it('tells rows while it is paused, and being told twice is being told once', async () => {
    const talk = await opened();
    talk.process.send({ type: 'resume' });
    talk.process.send({ type: 'estimate', plan: long() });
    await talk.until(inTraining(talk));
    await pause(talk);
    talk.process.send({ type: 'pause' });
    talk.process.send({ type: 'points', index: 0 });
    expect((await talk.message('points')).points?.n).toBeGreaterThan(300);
    expect(talk.heard.filter((message) => message.type === 'paused').map(({ atRest }) => atRest)).toEqual([
      false,
      true,
    ]);
    talk.process.send({ type: 'resume' });
    talk.process.send({ type: 'resume' });
    await talk.message('finished');
    expect(count(talk, 'resumed')).toBe(1);
  });

  it('does not keep a dataset from being read, nor the next run from going', async () => {
    const talk = converse();
    talk.open(penguins);
    talk.process.send({ type: 'pause' });
    await talk.message('profile');
    talk.process.send({ type: 'estimate', plan: plan(measures) });
    await talk.message('finished');
    talk.process.send({ type: 'pause' });
    talk.process.send({ type: 'estimate', plan: plan(measures, { seed: 2 }) });
    await talk.until(() => count(talk, 'finished') === 2);
    expect(count(talk, 'paused')).toBe(0);
  });

  it('loses nothing where a thread has not yet begun when it is paused', async () => {
    const talk = await opened();
    talk.process.send({ type: 'estimate', plan: plan(measures, { threads: 3 }) });
    talk.process.send({ type: 'pause' });
    await talk.message('started');
    expect(count(talk, 'finished')).toBe(0);
    talk.process.send({ type: 'resume' });
    expect((await talk.message('finished')).report.pairs.every(({ mi }) => mi !== null)).toBe(true);
  });
});
