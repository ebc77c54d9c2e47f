import { describe, expect, it, vi } from 'vitest';
import type { Report } from '../../../src/report/report';
import { AwakeTime } from '../../../src/process/run/awakeTime';
import { built } from '../built';
import { converse, penguins, plan } from './conversation';
import { FAULTY_PAIR, processThat } from './faultyProcess';

const chosen = plan(['Beak Length (mm)', 'Flipper Length (mm)', 'Body Mass (g)'], { preset: 'standard' });

/** Longer than a process may hang. */
const STOPPED_MS = 33_000;

const numbers = ({ pairs }: Report) => pairs.map((pair) => ({ ...pair, seconds: 0 }));

/** A run to which something happens once it is in training. */
async function reportOf(
  entry: string,
  happens: (talk: ReturnType<typeof converse>) => Promise<void> | void,
): Promise<Report> {
  const talk = converse(entry);
  talk.open(penguins);
  await talk.message('profile');
  talk.process.send({ type: 'estimate', plan: chosen });
  await talk.message('progress');
  await happens(talk);
  return (await talk.message('finished')).report;
}

const undisturbed = () => reportOf(built('process.js'), () => undefined);

describe('a run', { timeout: 120_000 }, () => {
  it('goes on after its process was stopped for longer than it may hang, with the same numbers', async () => {
    const report = await reportOf(built('process.js'), async ({ process: { pid = 0 } }) => {
      process.kill(pid, 'SIGSTOP');
      await new Promise((resolve) => setTimeout(resolve, STOPPED_MS));
      process.kill(pid, 'SIGCONT');
    });
    expect(numbers(report)).toEqual(numbers(await undisturbed()));
    // The time in which nothing was done is no time taken.
    expect(report.seconds).toBeLessThan(STOPPED_MS / 1000);
    for (const { seconds } of report.pairs) expect(seconds).toBeLessThan(STOPPED_MS / 1000);
  });

  it('does not notice that the clock on the wall is put back by thirty years', async () => {
    const report = await reportOf(processThat('has its clock put back'), (talk) => {
      talk.process.send({ type: 'select', index: FAULTY_PAIR });
    });
    expect(numbers(report)).toEqual(numbers(await undisturbed()));
    expect(report.seconds).toBeGreaterThan(0);
    expect(report.seconds).toBeLessThan(60);
  });
});

describe('the time in which a process is awake', () => {
  it('passes like any other, but hardly while the machine sleeps', () => {
    vi.useFakeTimers();
    try {
      let now = 0;
      const time = new AwakeTime(() => now);
      const pass = (ms: number) => {
        now += ms;
        vi.advanceTimersByTime(ms);
      };
      for (let second = 0; second < 60; second++) pass(1000);
      expect(time.milliseconds).toBe(60_000);
      // Asleep: no timer fires.
      now += 8 * 3600 * 1000;
      pass(1000);
      expect(time.milliseconds).toBeLessThan(67_000);
      time.stop();
    } finally {
      vi.useRealTimers();
    }
  });
});
