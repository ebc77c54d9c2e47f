import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report';
import { Workbench } from './workbench';

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function processTable(): Row[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid = '', parent = '', ...command] = line.trim().split(/\s+/);
    return { pid: Number(pid), parent: Number(parent), command: command.join(' ') };
  });
}

describe('a run that is interrupted', () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await Workbench.open('development', { 'mine.preset': 'thorough' });
  });
  afterAll(() => workbench.close());

  const sentence = () => workbench.panel.locator('.run-sentence').innerText({ timeout: 5000 });
  const says = (words: RegExp, timeout = 60_000) =>
    expect.poll(sentence, { timeout, interval: 200 }).toMatch(words);
  const cells = () => workbench.panel.getByRole('gridcell').filter({ visible: true });
  const finished = async () => {
    const names = await cells().evaluateAll((all) =>
      all.map((cell) => cell.getAttribute('aria-label') ?? ''),
    );
    return names.filter((name) => /: \d\.\d+ nats$/.test(name));
  };
  const button = (name: string) => workbench.panel.getByRole('button', { name, exact: true });

  /** This window's background process. */
  const background = () => {
    const table = processTable();
    const descends = ({ pid, parent }: Row): boolean =>
      pid === workbench.pid || table.some((row) => row.pid === parent && descends(row));
    return table.find((row) => /\/dist\/process\.js$/.test(row.command) && descends(row));
  };
  const isGone = (pid: number) =>
    expect.poll(() => processTable().some((row) => row.pid === pid), { timeout: 5000 }).toBe(false);

  async function start(): Promise<Row> {
    await workbench.chooseFromContextMenu(workbench.file('penguins.json'), 'Estimate Mutual Information');
    for (const words of [/Flipper Length/, /all pairs/i]) {
      await workbench.expectQuickPick(words);
      await workbench.page.keyboard.press('Enter');
    }
    return inTraining();
  }

  /** Some pairs are finished, and have been kept. */
  async function inTraining(): Promise<Row> {
    await says(/^Training: [3-9] of 21/, 150_000);
    const process = background();
    if (!process) throw new Error('there is no background process');
    return process;
  }

  /** A report of the pairs that were finished; the others are cancelled in it. */
  async function saveWhatThereIs(finishedPairs: number): Promise<void> {
    const saved = join(workbench.folder, 'penguins.mine.json');
    await button('Save report').click();
    await workbench.page.locator('.quick-input-widget input.input').waitFor();
    await workbench.page.keyboard.press('Enter');
    await expect.poll(() => existsSync(saved), { timeout: 30_000 }).toBe(true);
    const { pairs } = JSON.parse(readFileSync(saved, 'utf8')) as Report;
    expect(pairs).toHaveLength(21);
    const computed = pairs.filter(({ status }) => status === 'converged' || status === 'budget');
    expect(computed).toHaveLength(finishedPairs);
    for (const { qValue } of computed) expect(qValue).not.toBeNull();
    expect(pairs.filter(({ status }) => status === 'cancelled')).toHaveLength(21 - finishedPairs);
  }

  it('by the end of its process says so, keeps what was finished, saves that, and goes on from there with one click', async () => {
    const { pid } = await start();
    process.kill(pid, 'SIGKILL');
    await says(/^The background process was ended by SIGKILL\.$/);
    const kept = await finished();
    expect(kept.length).toBeGreaterThanOrEqual(3);
    await workbench.screenshot('interrupted-killed');
    await saveWhatThereIs(kept.length);
    await button('Resume').click();
    await says(/^(Starting|Training: [3-9] of 21)/);
    for (const name of kept) expect(await finished()).toContain(name);
    expect(background()?.pid).not.toBe(pid);
  });

  it('by the loading of the window leaves no process, and is offered to go on', async () => {
    const { pid } = await inTraining();
    // The page keeps its state, and the extension its checkpoint, a moment later.
    await workbench.page.waitForTimeout(3000);
    await workbench.page.evaluate(() => Object.assign(globalThis, { isBefore: true }));
    await workbench.runFromPalette('Developer: Reload Window');
    await workbench.page.waitForFunction(() => !('isBefore' in globalThis));
    await isGone(pid);
    await workbench.page.getByRole('tab', { name: 'MI: penguins.json' }).waitFor({ timeout: 60_000 });
    await says(/^The window was closed during the run\.$/);
    expect((await finished()).length).toBeGreaterThanOrEqual(3);
    await workbench.screenshot('interrupted-reloaded');
    await button('Resume').click();
    await says(/^(Starting|Training: [3-9] of 21)/);
  });

  it('by the end of the extension host leaves no process either', async () => {
    const { pid, parent } = await inTraining();
    process.kill(parent, 'SIGKILL');
    await isGone(pid);
  });
});
