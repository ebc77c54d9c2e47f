import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import { describe, expect } from 'vitest';
import { connectCluster } from '../../src/process/cluster/connection';
import { block, pack, unpack } from '../../src/process/cluster/messages';
import { programName } from '../../src/process/cluster/program';
import { subjects, WORK, WORKERS } from '../../src/process/cluster/streams';
import type { Report } from '../../src/report/report';
import { it, numbersHere, numbersOf, type Lab } from './lab';
import { DIST } from './server';

describe.concurrent('a fleet of several versions', () => {
  it('is refused in words, by the worker that joins and by the front', async ({ lab }) => {
    const server = await lab.server();
    const dist = lab.folder();
    cpSync(DIST, dist, { recursive: true });
    appendFileSync(join(dist, 'thread.js'), '\n// Another version.\n');
    const other = lab.worker(server, {}, { dist });
    await other.says(/Joined/);
    const late = lab.worker(server);
    expect(await late.ended).toBe(2);
    expect(late.errors).toContain('start all with the same version');
    const run = lab.estimate(server.url);
    expect(await run.ended).toBe(2);
    expect(run.errors).toContain('start all with the same version');
  });
});

describe.concurrent('a worker whose memory is used up', () => {
  it('ends with a sentence', async ({ lab }) => {
    const server = await lab.server();
    // Less than the program itself takes.
    const worker = lab.worker(server, {}, {}, ['--memory', '20']);
    expect(await worker.ended).toBe(2);
    expect(worker.errors).toMatch(/This worker ends: it came to \d+ MB of memory, and 20 MB are allowed\./);
  });
});

/** Says that a worker of this program is there. */
async function answerAsWorker(connection: NatsConnection): Promise<void> {
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
  await connection.flush();
}

/**
 * Takes blocks and gives them back at once, as one does that dies of each.
 * @param isEnough whether it leaves after so many times that it had the first block
 */
async function ruinedWorker(lab: Lab, url: string, isEnough: (times: number) => boolean): Promise<void> {
  const { connection, streams } = await connectCluster({ url });
  lab.later(() => connection.close());
  await answerAsWorker(connection);
  const consumer = await streams.consumers.get(WORK, WORKERS);
  for (let times = 0; !isEnough(times);) {
    const message = await consumer.next({ expires: 2000 });
    if (!message) continue;
    if (unpack(block, message.data).number === 0) times++;
    message.nak();
  }
  await connection.close();
}

describe.concurrent('pairs that ruin workers', () => {
  it('fail with their reason once three are lost', async ({ lab }) => {
    const server = await lab.server();
    const run = lab.estimate(server.url, ['--pair', 'Sex,Species']);
    let isOver = false;
    void run.ended.then(() => {
      isOver = true;
    });
    await ruinedWorker(lab, server.url, () => isOver);
    expect(await run.ended).toBe(1);
    expect((JSON.parse(run.output) as Report).pairs).toMatchObject([
      { status: 'failed', error: expect.stringContaining('Three workers were lost on this pair') as string },
    ]);
  });

  it('do not take the others of their block with them', async ({ lab }) => {
    const server = await lab.server();
    const run = lab.estimate(server.url, ['--preset', 'quick']);
    await ruinedWorker(lab, server.url, (times) => times === 3);
    lab.worker(server);
    expect(await run.ended).toBe(0);
    expect(numbersOf(run)).toEqual(await numbersHere('quick'));
  });
});

describe.concurrent('a hundred thousand pairs', () => {
  it('wait in the front, in bounded memory, and only two blocks a worker on the server', async ({ lab }) => {
    const server = await lab.server();
    const { connection, administration } = await connectCluster({ url: server.url });
    lab.later(() => connection.close());
    await answerAsWorker(connection);
    const columns = Array.from({ length: 470 }, (_, column) => `c${column}`);
    const lines = Array.from({ length: 60 }, (_, row) =>
      columns.map((_, column) => (row * (7 + 2 * column)) % 97),
    );
    const file = join(lab.folder(), 'wide.csv');
    writeFileSync(file, [columns, ...lines].map((line) => line.join()).join('\n'));
    const run = lab.estimate(server.url, ['--ask-above', '0'], {}, file);
    const queued = async () => (await administration.streams.info(WORK)).state.messages;
    await expect.poll(queued, { timeout: 60_000 }).toBe(2);
    await run.says(/^1\d\d,\d{3} pairs/m);
    expect(await queued()).toBe(2);
    expect(memoryOf(run.pid ?? 0)).toBeLessThan(1200e6);
  });
});

/** Resident memory of a process and of those that it started, bytes. */
function memoryOf(pid: number): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '--pid', `${pid}`, '--ppid', `${pid}`], {
    encoding: 'utf8',
  });
  return kilobytes
    .trim()
    .split(/\s+/)
    .reduce((sum, each) => sum + 1024 * Number(each), 0);
}

const HOSTS = canMakeHosts();

/** Another host on a cable of its own: a network namespace. */
function makeHost(
  lab: Lab,
  name: string,
  net: number,
): { readonly before: readonly string[]; readonly cable: string } {
  const ip = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe' });
  const cable = `mine${net}`;
  ip('netns', 'add', name);
  lab.later(() => ip('netns', 'del', name));
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

describe.skipIf(!HOSTS)('separate hosts', { concurrent: true }, () => {
  it('share a run, and go on where the network between them is cut for half a minute', async ({ lab }) => {
    const server = await lab.server([], '0.0.0.0');
    const at = (net: number) => ({ folder: server.folder, url: `nats://10.77.${net}.1:${server.port}` });
    const [near, far] = [
      makeHost(lab, `mine-near-${process.pid}`, 1),
      makeHost(lab, `mine-far-${process.pid}`, 2),
    ];
    const steady = lab.worker(at(1), {}, near);
    const cut = lab.worker(at(2), {}, far);
    for (const one of [steady, cut]) await one.says(/Joined/);
    const run = lab.estimate(`nats://127.0.0.1:${server.port}`, ['--preset', 'thorough']);
    await cut.says(/pairs \(settle\)/);
    execFileSync('ip', ['link', 'set', far.cable, 'down']);
    const here = numbersHere('thorough');
    await delay(30_000);
    execFileSync('ip', ['link', 'set', far.cable, 'up']);
    expect(await run.ended).toBe(0);
    expect(numbersOf(run)).toEqual(await here);
    // It came back, and takes work again.
    const next = lab.estimate(`nats://127.0.0.1:${server.port}`, ['--preset', 'quick']);
    steady.kill('SIGKILL');
    expect(await next.ended).toBe(0);
  }, 300_000);
});
