import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { connectCluster } from '../../src/process/cluster/connection';
import { block, pack, unpack } from '../../src/process/cluster/messages';
import { programName } from '../../src/process/cluster/program';
import { subjects, WORK, WORKERS } from '../../src/process/cluster/streams';
import type { Report } from '../../src/report/report';
import { Command, dataFile, DIST, Server, worker } from './server';

const PENGUINS = dataFile('penguins.json');

const atTheEnd: (() => unknown)[] = [];
const later = (task: () => unknown) => atTheEnd.push(task);
afterEach(async () => {
  for (const task of atTheEnd.splice(0).reverse()) await task();
});

function started(command: Command): Command {
  later(() => {
    command.kill('SIGKILL');
  });
  return command;
}

async function serverAt(host?: string): Promise<Server> {
  const server = await Server.start([], host);
  later(() => server.dispose());
  return server;
}

const estimate = (url: string, args: readonly string[] = []) =>
  started(new Command(['estimate', PENGUINS, '--url', url, '--format', 'json', ...args]));
const reportOf = ({ output }: Command) => JSON.parse(output) as Report;
const numbersOf = (command: Command) => reportOf(command).pairs.map((pair) => ({ ...pair, seconds: 0 }));

describe('a fleet of several versions', () => {
  it('is refused in words, by the worker that joins and by the front', async () => {
    const server = await serverAt();
    const dist = mkdtempSync(join(tmpdir(), 'mine-other-'));
    later(() => {
      rmSync(dist, { recursive: true, force: true });
    });
    cpSync(DIST, dist, { recursive: true });
    appendFileSync(join(dist, 'thread.js'), '\n// Another version.\n');
    const other = started(worker(server, {}, { dist }));
    await other.says(/Joined/);
    const late = started(worker(server));
    expect(await late.ended).toBe(2);
    expect(late.errors).toContain('start all with the same version');
    const run = estimate(server.url);
    expect(await run.ended).toBe(2);
    expect(run.errors).toContain('start all with the same version');
  });
});

/**
 * Takes blocks and gives them back at once, as one does that dies of each.
 * @param isEnough whether it leaves after so many times that it had the first block
 */
async function ruinedWorker(url: string, isEnough: (times: number) => boolean): Promise<void> {
  const { connection, streams } = await connectCluster({ url });
  later(() => connection.close());
  const hello = pack({
    worker: 'ruined',
    program: programName(DIST, false),
    engine: { name: 'kernel', version: '' },
    threads: 1,
  });
  connection.subscribe(subjects.hello, {
    callback: (_error, message) => {
      message.respond(hello);
    },
  });
  const consumer = await streams.consumers.get(WORK, WORKERS);
  for (let times = 0; !isEnough(times);) {
    const message = await consumer.next({ expires: 2000 });
    if (!message) continue;
    if (unpack(block, message.data).number === 0) times++;
    message.nak();
  }
  await connection.close();
}

describe('pairs that ruin workers', () => {
  it('fail with their reason once three are lost', async () => {
    const server = await serverAt();
    const run = estimate(server.url, ['--pair', 'Sex,Species']);
    let isOver = false;
    void run.ended.then(() => {
      isOver = true;
    });
    await ruinedWorker(server.url, () => isOver);
    expect(await run.ended).toBe(1);
    expect(reportOf(run).pairs).toMatchObject([
      { status: 'failed', error: expect.stringContaining('Three workers were lost on this pair') as string },
    ]);
  });

  it('do not take the others of their block with them', async () => {
    const server = await serverAt();
    const run = estimate(server.url, ['--preset', 'quick']);
    await ruinedWorker(server.url, (times) => times === 3);
    started(worker(server));
    expect(await run.ended).toBe(0);
    const here = started(new Command(['estimate', PENGUINS, '--format', 'json', '--preset', 'quick']));
    await here.ended;
    expect(numbersOf(run)).toEqual(numbersOf(here));
  });
});

const HOSTS = canMakeHosts();

/** Another host on a cable of its own: a network namespace. */
function makeHost(name: string, net: number): { readonly before: readonly string[]; readonly cable: string } {
  const ip = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe' });
  const cable = `mine${net}`;
  ip('netns', 'add', name);
  later(() => ip('netns', 'del', name));
  ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
  ip('addr', 'add', `10.77.${net}.1/24`, 'dev', cable);
  ip('link', 'set', cable, 'up');
  ip('netns', 'exec', name, 'ip', 'addr', 'add', `10.77.${net}.2/24`, 'dev', 'eth0');
  ip('netns', 'exec', name, 'ip', 'link', 'set', 'eth0', 'up');
  ip('netns', 'exec', name, 'ip', 'link', 'set', 'lo', 'up');
  return { before: ['ip', 'netns', 'exec', name], cable };
}

function canMakeHosts(): boolean {
  const name = `mine-try-${process.pid}`;
  try {
    execFileSync('ip', ['netns', 'add', name], { stdio: 'ignore' });
    execFileSync('ip', ['netns', 'del', name], { stdio: 'ignore' });
    return true;
  } catch {
    console.log('Network namespaces cannot be made here: hosts of their own are not tried.');
    return false;
  }
}

describe.skipIf(!HOSTS)('separate hosts', () => {
  it('share a run, and go on where the network between them is cut for half a minute', async () => {
    const server = await serverAt('0.0.0.0');
    const at = (net: number) => ({ folder: server.folder, url: `nats://10.77.${net}.1:${server.port}` });
    const [near, far] = [makeHost(`mine-near-${process.pid}`, 1), makeHost(`mine-far-${process.pid}`, 2)];
    const steady = started(worker(at(1), {}, near));
    const cut = started(worker(at(2), {}, far));
    for (const one of [steady, cut]) await one.says(/Joined/);
    const run = estimate(`nats://127.0.0.1:${server.port}`, ['--preset', 'thorough']);
    await cut.says(/pairs \(settle\)/);
    execFileSync('ip', ['link', 'set', far.cable, 'down']);
    await delay(30_000);
    execFileSync('ip', ['link', 'set', far.cable, 'up']);
    expect(await run.ended).toBe(0);
    const here = started(new Command(['estimate', PENGUINS, '--format', 'json', '--preset', 'thorough']));
    await here.ended;
    expect(numbersOf(run)).toEqual(numbersOf(here));
    // It came back, and takes work again.
    const next = estimate(`nats://127.0.0.1:${server.port}`, ['--preset', 'quick']);
    steady.kill('SIGKILL');
    expect(await next.ended).toBe(0);
  }, 300_000);
});
