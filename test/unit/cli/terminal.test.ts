import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { report } from '../../../src/report/report';
import { built, vegaDataset } from '../built';
import { isGone } from '../process/processTable';

const folder = mkdtempSync(join(tmpdir(), 'mine-terminal-'));
const penguins = vegaDataset('penguins.json');
const large = join(folder, 'large.csv');
const started: ChildProcess[] = [];

beforeAll(async () => {
  const file = createWriteStream(large);
  file.write('a,b,c,d,e,f,g,h\n');
  for (let row = 0; row < 1_500_000; row++)
    if (!file.write(`${row},${row % 97}.25,${row % 89},word ${row % 83},${row % 7},${row % 5},1e3,${row}\n`))
      await once(file, 'drain');
  await once(file.end(), 'close');
}, 60_000);
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function mine(...args: string[]) {
  const child = spawn(process.execPath, [built('cli.js'), ...args], { cwd: folder });
  child.stdin.end();
  started.push(child);
  return child;
}

/** Ids of the processes that a process has started. */
function childrenOf(pid = 0): number[] {
  const tasks = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return tasks === '' ? [] : tasks.split(' ').map(Number);
}

async function backgroundOf({ pid }: ChildProcess): Promise<number> {
  await expect.poll(() => childrenOf(pid).length, { timeout: 20_000 }).toBe(1);
  return childrenOf(pid)[0] ?? 0;
}

async function saying(child: ReturnType<typeof mine>, words: RegExp): Promise<void> {
  let said = '';
  for await (const chunk of child.stderr.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    if (words.test(said)) return;
  }
  throw new Error(`it ended with ${said}`);
}

const ended = async (child: ChildProcess) => (await once(child, 'exit')) as [number | null, string | null];

describe.runIf(process.platform === 'linux')('the command line', { timeout: 90_000 }, () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('obeys %s while it reads', async (signal) => {
    const child = mine('estimate', large, '--out', join(folder, 'unread.json'));
    const background = await backgroundOf(child);
    await saying(child, /read \d+ of \d+ MB/);
    const end = ended(child);
    child.kill(signal);
    expect(await end).toEqual([130, null]);
    await isGone(background);
    expect(existsSync(join(folder, 'unread.json'))).toBe(false);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'obeys %s in training and writes what there is',
    async (signal) => {
      const out = join(folder, `${signal}.json`);
      const args = ['--preset', 'thorough', '--format', 'json', '--out', out];
      const child = mine('estimate', penguins, ...args);
      const background = await backgroundOf(child);
      await saying(child, /of \d+ pairs/);
      const end = ended(child);
      child.kill(signal);
      expect(await end).toEqual([130, null]);
      await isGone(background);
      const { pairs } = v.parse(report, JSON.parse(readFileSync(out, 'utf8')));
      expect(pairs.some(({ status }) => status === 'cancelled')).toBe(true);
    },
  );

  it('ends at the second signal where the background process is stopped', async () => {
    const child = mine('estimate', penguins, '--preset', 'thorough');
    const background = await backgroundOf(child);
    await saying(child, /of \d+ pairs/);
    process.kill(background, 'SIGSTOP');
    const end = ended(child);
    child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    expect(await end).toEqual([130, null]);
    process.kill(background, 'SIGCONT');
    await isGone(background);
  });

  it('is content with a reader that has read enough', async () => {
    const args = `estimate '${penguins}' --preset quick --target Sex --format csv`;
    const shell = spawn('bash', [
      '-c',
      `'${process.execPath}' '${built('cli.js')}' ${args} | head -n 1; exit \${PIPESTATUS[0]}`,
    ]);
    started.push(shell);
    const [out, err, [code]] = await Promise.all([text(shell.stdout), text(shell.stderr), ended(shell)]);
    expect([out.split('\n').length, code]).toEqual([2, 0]);
    expect(err).not.toMatch(/Error|at .*:\d+/);
  });

  it('is content with output that is closed before anything comes', async () => {
    const child = mine('inspect', penguins);
    child.stdout.destroy();
    const [err, [code]] = await Promise.all([text(child.stderr), ended(child)]);
    expect([code, err]).toEqual([0, '']);
  });

  it('goes on without its standard error and leaves nothing behind', async () => {
    const child = mine('estimate', penguins, '--preset', 'quick', '--format', 'json');
    const background = await backgroundOf(child);
    child.stderr.destroy();
    const [out, [code]] = await Promise.all([text(child.stdout), ended(child)]);
    expect(code).toBe(0);
    v.parse(report, JSON.parse(out));
    await isGone(background);
  });

  it('ends with its terminal', async () => {
    const pid = join(folder, 'pid');
    const command = `echo $$ > '${pid}'; exec '${process.execPath}' '${built('cli.js')}' estimate '${penguins}' --preset thorough`;
    const terminal = spawn('script', ['-qfc', command, join(folder, 'typescript')], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    started.push(terminal);
    for await (const chunk of terminal.stdout.iterator({ destroyOnReturn: false }))
      if (/of \d+ pairs/.test(String(chunk))) break;
    const front = Number(readFileSync(pid, 'utf8'));
    const [background = 0] = childrenOf(front);
    // The terminal's end of the pty is gone with it.
    terminal.kill('SIGKILL');
    await Promise.all([isGone(front), isGone(background)]);
    expect(readFileSync(join(folder, 'typescript'), 'utf8')).not.toMatch(/Error/);
  });

  it('waits for a slow reader until all has been read', async () => {
    const command = `'${process.execPath}' '${built('cli.js')}' estimate '${vegaDataset('birdstrikes.csv')}' --preset quick --max-rows 1000 --format html`;
    // At first nobody reads: the pipe is full before the end.
    const slow = `set -o pipefail; ${command} | { sleep 3; head -c 1; sleep 1; cat; }`;
    const shell = spawn('bash', ['-c', slow]);
    started.push(shell);
    const [out, , [code]] = await Promise.all([text(shell.stdout), text(shell.stderr), ended(shell)]);
    expect(code).toBe(0);
    expect(out.length).toBeGreaterThan(70_000);
    expect(out.trimEnd()).toMatch(/^<!doctype html>[^]*<\/html>$/i);
  });

  it('says that the disk is full, and prints what it would have written', async () => {
    const args = ['estimate', penguins, '--preset', 'quick', '--target', 'Sex', '--format', 'csv'];
    const child = mine(...args, '--out', '/dev/full');
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended(child)]);
    expect(code).toBe(2);
    expect(err.trimEnd().split('\n').at(-1)).toBe(
      'mine: /dev/full cannot be written: the disk is full. Make room or write to another place. The result is printed instead.',
    );
    expect(out.trimEnd().split('\n')).toHaveLength(7);
  });

  it('says that the disk is full where standard output goes there', async () => {
    const shell = spawn('bash', [
      '-c',
      `'${process.execPath}' '${built('cli.js')}' inspect '${penguins}' > /dev/full`,
    ]);
    const [err, [code]] = await Promise.all([text(shell.stderr), ended(shell)]);
    expect([code, err]).toEqual([
      2,
      'mine: standard output cannot be written: the disk is full. Make room or write to another place.\n',
    ]);
  });

  it('says before it begins that the result cannot be written', async () => {
    const out = join(folder, 'gone', 'out.json');
    const child = mine('estimate', penguins, '--out', out);
    const [err, [code]] = await Promise.all([text(child.stderr), ended(child)]);
    expect([code, err]).toEqual([
      2,
      `mine: ${out} cannot be written: its folder does not exist. Make it or choose another place.\n`,
    ]);
  });

  // Where root may write everywhere, it is the writing itself that fails.
  it('says that a place takes no files', async () => {
    const child = mine('estimate', penguins, '--preset', 'quick', '--out', '/proc/out.json');
    const [err, [code]] = await Promise.all([text(child.stderr), ended(child)]);
    expect(code).toBe(2);
    expect(err.trimEnd().split('\n').at(-1)).toMatch(/^mine: \/proc\/out\.json cannot be written/);
  });
});
