import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report';
import { Command, dataFile, Server, worker } from './server';

const PENGUINS = dataFile('penguins.json');
const estimate = (server: Server, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
  new Command(['estimate', PENGUINS, '--url', server.url, '--format', 'json', ...args], env);

/** A report's pairs without what is different each time. */
function numbersOf(output: string): unknown {
  const { pairs } = JSON.parse(output) as Report;
  return pairs.map((pair) => ({ ...pair, seconds: 0 }));
}

const here = (async () => {
  const command = new Command(['estimate', PENGUINS, '--format', 'json']);
  await command.ended;
  return numbersOf(command.output);
})();

let server: Server;
let commands: Command[] = [];
const started = (command: Command) => {
  commands.push(command);
  return command;
};
beforeEach(async () => {
  server = await Server.start();
});
afterEach(async () => {
  for (const command of commands) command.kill('SIGKILL');
  commands = [];
  await server.dispose();
});

describe('a run whose pairs other machines compute', () => {
  it('gives the numbers that it gives here, to the last bit', async () => {
    for (let count = 0; count < 2; count++) started(worker(server));
    const run = started(estimate(server));
    expect(await run.ended).toBe(0);
    expect(numbersOf(run.output)).toEqual(await here);
    expect((JSON.parse(run.output) as Report).engine.threads).toBe(2);
  });

  it('says that it waits for a worker, and goes on when one joins', async () => {
    const run = started(estimate(server, ['--preset', 'quick']));
    await run.says(/No worker has joined/);
    started(worker(server));
    expect(await run.ended).toBe(0);
  });

  it('says where its only worker was killed, and finishes every pair once when another joins', async () => {
    const victim = started(worker(server));
    const run = started(estimate(server));
    await victim.says(/pairs \(settle\)/);
    victim.kill('SIGKILL');
    await run.says(/No worker is joined .* any more/);
    started(worker(server));
    expect(await run.ended).toBe(0);
    expect(numbersOf(run.output)).toEqual(await here);
  });

  it('loses nothing where the server is killed and started again', async () => {
    const one = started(worker(server));
    const run = started(estimate(server));
    await one.says(/pairs \(outline\)/);
    await server.stop();
    await run.says(/server at .* cannot be reached/);
    await server.start();
    expect(await run.ended).toBe(0);
    expect(numbersOf(run.output)).toEqual(await here);
  });

  it('reaches all workers within two seconds when it is cancelled', async () => {
    const workers = [started(worker(server)), started(worker(server))];
    const run = started(estimate(server, ['--preset', 'thorough']));
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

  it('is given up by the workers where its front is killed', async () => {
    const one = started(worker(server));
    const run = started(estimate(server, ['--preset', 'thorough']));
    await one.says(/pairs \(settle\)/);
    run.kill('SIGKILL');
    const next = started(estimate(server, ['--preset', 'quick']));
    expect(await next.ended).toBe(0);
  });

  it('refuses what cannot be computed there, in words', async () => {
    const run = started(estimate(server, ['--engine', 'wasm']));
    expect(await run.ended).toBe(2);
    expect(run.errors).toContain('A cluster computes with the engine "kernel", not "wasm".');
  });
});

describe('the door of a cluster', () => {
  it('is opened by a token from the environment', async () => {
    await server.dispose();
    server = await Server.start(['--auth', 'open sesame']);
    const stranger = started(estimate(server));
    expect(await stranger.ended).toBe(2);
    expect(stranger.errors).toContain('does not let us in');
    const env = { MINE_CLUSTER_TOKEN: 'open sesame' };
    started(worker(server, env));
    const run = started(estimate(server, ['--preset', 'quick'], env));
    expect(await run.ended).toBe(0);
  });

  it('is opened by a user and a password from the environment', async () => {
    await server.dispose();
    server = await Server.start(['--user', 'ali', '--pass', 'baba']);
    const env = { MINE_CLUSTER_USER: 'ali', MINE_CLUSTER_PASSWORD: 'baba' };
    started(worker(server, env));
    const run = started(estimate(server, ['--preset', 'quick'], env));
    expect(await run.ended).toBe(0);
  });

  it('says where there is none', async () => {
    await server.stop();
    const run = started(estimate(server));
    expect(await run.ended).toBe(2);
    expect(run.errors).toContain('No NATS server answers at');
  });
});

/** Processor time of a process so far, in hundredths of a second. */
function processorTime(pid: number | undefined): number {
  const [, fields = ''] = readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8').split(') ');
  const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
  return user + system;
}
