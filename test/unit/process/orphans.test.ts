import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { built, vegaDataset } from '../built';
import { FAULTY_PAIR, processThat } from './faultyProcess';
import { isAlive, isGone } from './processTable';

const folder = mkdtempSync(join(tmpdir(), 'orphans-'));
const fronts: ChildProcess[] = [];
afterEach(() => {
  for (const front of fronts.splice(0)) front.kill('SIGKILL');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function start(...args: string[]): ChildProcess {
  const front = spawn(process.execPath, args, { stdio: 'ignore' });
  fronts.push(front);
  return front;
}

/** Process ids of what a process has started. */
function childrenOf(pid: number | undefined): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  return rows.flatMap((row) => {
    const [child, parent] = row.trim().split(/\s+/).map(Number);
    return child !== undefined && parent === pid ? [child] : [];
  });
}

/** A front as a person starts it, in the middle of a run of minutes, and its background process. */
async function training(): Promise<{ front: ChildProcess; background: number }> {
  const file = vegaDataset('penguins.json');
  const front = start(built('cli.js'), 'estimate', file, '--preset', 'thorough', '--threads', '2');
  const background = await childOf(front);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(isAlive(background)).toBe(true);
  return { front, background };
}

async function childOf(front: ChildProcess): Promise<number> {
  await expect.poll(() => childrenOf(front.pid).length, { timeout: 20_000 }).toBe(1);
  return childrenOf(front.pid)[0] ?? 0;
}

describe('no background process outlives its front by five seconds', { timeout: 60_000 }, () => {
  it('that is killed in the middle of a run', async () => {
    const { front, background } = await training();
    front.kill('SIGKILL');
    await isGone(background);
  });

  it('that is killed while the process is stopped, once it is continued', async () => {
    const { front, background } = await training();
    process.kill(background, 'SIGSTOP');
    front.kill('SIGKILL');
    process.kill(background, 'SIGCONT');
    await isGone(background);
  });

  it.each(['hangs', 'is busy for ever'] as const)('that is killed while the process %s', async (fault) => {
    const front = join(folder, 'front.cjs');
    writeFileSync(
      front,
      `const child = require('node:child_process').fork(process.argv[2], { serialization: 'advanced' });
child.send({ type: 'select', index: ${FAULTY_PAIR} });
setInterval(() => undefined, 1000);
`,
    );
    const started = start(front, processThat(fault));
    const background = await childOf(started);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    started.kill('SIGKILL');
    await isGone(background);
  });
});
