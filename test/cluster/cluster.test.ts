import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import type { Report } from '../../src/report/report';
import { it, numbersHere, numbersOf } from './lab';

describe.concurrent('a run whose pairs other machines compute', () => {
  it('gives the numbers that it gives here, to the last bit', async ({ lab }) => {
    const server = await lab.server();
    for (let count = 0; count < 2; count++) lab.worker(server);
    const run = lab.estimate(server.url);
    expect(await run.ended).toBe(0);
    expect(numbersOf(run)).toEqual(await numbersHere('standard'));
    expect((JSON.parse(run.output) as Report).engine.threads).toBe(2);
  });

  it('says that it waits for a worker, and goes on when one joins', async ({ lab }) => {
    const server = await lab.server();
    const run = lab.estimate(server.url, ['--preset', 'quick']);
    await run.says(/No worker has joined/);
    lab.worker(server);
    expect(await run.ended).toBe(0);
  });

  it('says where its only worker was killed, and finishes every pair once when another joins', async ({
    lab,
  }) => {
    const server = await lab.server();
    const victim = lab.worker(server);
    const run = lab.estimate(server.url);
    await victim.says(/pairs \(settle\)/);
    victim.kill('SIGKILL');
    await run.says(/No worker is joined .* any more/);
    lab.worker(server);
    expect(await run.ended).toBe(0);
    expect(numbersOf(run)).toEqual(await numbersHere('standard'));
  });

  it('loses nothing where the server is killed and started again', async ({ lab }) => {
    const server = await lab.server();
    const one = lab.worker(server);
    const run = lab.estimate(server.url);
    await one.says(/pairs \(outline\)/);
    await server.stop();
    await run.says(/server at .* cannot be reached/);
    await server.start();
    expect(await run.ended).toBe(0);
    expect(numbersOf(run)).toEqual(await numbersHere('standard'));
  });

  it('is given up by the workers where its front is killed', async ({ lab }) => {
    const server = await lab.server();
    const one = lab.worker(server);
    const run = lab.estimate(server.url, ['--preset', 'thorough']);
    await one.says(/pairs \(settle\)/);
    run.kill('SIGKILL');
    const next = lab.estimate(server.url, ['--preset', 'quick']);
    expect(await next.ended).toBe(0);
  });

  it('refuses what cannot be computed there, in words', async ({ lab }) => {
    const server = await lab.server();
    const run = lab.estimate(server.url, ['--engine', 'wasm']);
    expect(await run.ended).toBe(2);
    expect(run.errors).toContain('A cluster computes with the engine "kernel", not "wasm".');
  });
});

// Alone: it is about seconds.
it('reaches all workers within two seconds when it is cancelled', async ({ lab }) => {
  const server = await lab.server();
  const workers = [lab.worker(server), lab.worker(server)];
  const run = lab.estimate(server.url, ['--preset', 'thorough']);
  for (const one of workers) await one.says(/pairs/);
  await delay(500);
  run.kill('SIGINT');
  expect(await run.ended).toBe(130);
  const finished = workers.map(({ errors }) => errors);
  await delay(2000);
  const spent = workers.map(({ pid }) => processorTime(pid));
  await delay(2000);
  expect(workers.map(({ errors }) => errors)).toEqual(finished);
  // A thread at work would have spent 200; waiting takes a few.
  workers.forEach(({ pid }, index) => {
    expect(processorTime(pid) - (spent[index] ?? 0)).toBeLessThan(40);
  });
});

/** Processor time of a process so far, in hundredths of a second. */
function processorTime(pid: number | undefined): number {
  const [, fields = ''] = readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8').split(') ');
  const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
  return user + system;
}
