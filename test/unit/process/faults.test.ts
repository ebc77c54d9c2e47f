import { describe, expect, it } from 'vitest';
import { converse, penguins, plan } from './conversation';
import { FAULTY_PAIR, processThat, type Fault } from './faultyProcess';
import { isAlive, isGone } from './processTable';

const measures = ['Beak Length (mm)', 'Flipper Length (mm)', 'Body Mass (g)'];

/** A process in the middle of a run, in which something goes wrong now. */
async function breaking(fault: Fault, execArgv: readonly string[] = []) {
  const talk = converse(processThat(fault), execArgv);
  talk.open(penguins);
  await talk.message('profile');
  talk.process.send({ type: 'estimate', plan: plan(measures, { preset: 'thorough' }) });
  await talk.message('progress');
  talk.process.send({ type: 'select', index: FAULTY_PAIR });
  return talk;
}

describe('a background process', { timeout: 120_000 }, () => {
  it.each(['throws', 'rejects'] as const)('that %s says what it was', async (fault) => {
    const talk = await breaking(fault);
    expect((await talk.message('failed')).message).toBe(
      'The background process broke: a fault that nobody foresaw',
    );
  });

  it('that hangs is ended, and its front told, when it has not answered for half a minute', async () => {
    const talk = await breaking('hangs');
    const pid = talk.process.pid ?? 0;
    const begun = performance.now();
    await talk.until(() => talk.ends.length > 0);
    expect(talk.ends).toEqual(['The background process no longer answered and was ended.']);
    expect(performance.now() - begun).toBeGreaterThan(25_000);
    expect(isAlive(pid)).toBe(false);
  });

  it('that uses up its heap is said to have run out of memory', async () => {
    const talk = await breaking('uses up its heap', ['--max-old-space-size=64']);
    await talk.until(() => talk.ends.length > 0);
    expect(talk.ends).toEqual(['The background process ran out of memory.']);
  });

  it('that aborts is said to have been ended', async () => {
    const talk = await breaking('aborts');
    await talk.until(() => talk.ends.length > 0);
    expect(talk.ends[0]).toMatch(/^The background process was ended by SIGABRT/);
  });

  it('that floods its front is ended', async () => {
    const talk = await breaking('sends too much');
    const pid = talk.process.pid ?? 0;
    await talk.until(() => talk.ends.length > 0);
    expect(talk.ends).toEqual(['The background process sent more than anybody can listen to and was ended.']);
    expect(talk.heard.length).toBeLessThan(3000);
    await isGone(pid);
  });

  it.each(['sends something huge', 'sends what is not in the protocol'] as const)(
    'that %s has failed, in one sentence',
    async (fault) => {
      const { message } = await (await breaking(fault)).message('failed');
      expect(message).toMatch(/^The background process sent what could not be understood: /);
      expect(message.length).toBeLessThan(400);
    },
  );
});
