import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { built, vegaDataset } from '../built';

const folder = mkdtempSync(join(tmpdir(), 'mine-paper-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function mine(args: string[], interruptAfter?: RegExp) {
  const child = spawn(process.execPath, [built('cli.js'), ...args], { cwd: folder });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
    if (interruptAfter?.test(err)) child.kill('SIGINT');
  });
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => {
      resolve({ code, out, err });
    });
  });
}

describe('mine paper', { timeout: 120_000 }, () => {
  it('stops where it is interrupted', async () => {
    expect(await mine(['paper', 'gaussian'], /%/)).toMatchObject({ code: 130, out: '' });
  });

  it('names the experiments where none or an unknown one is asked for', async () => {
    const { code, err } = await mine(['paper', 'celeba']);
    expect(code).toBe(2);
    expect(err).toMatch(/gaussian, nonlinear, spiral, gaussians25, bottleneck, inference/);
  });
});

describe('mine convergence', { timeout: 120_000 }, () => {
  const pair = ['--x', 'Body Mass (g)', '--z', 'Flipper Length (mm)', '--preset', 'quick'];

  it('estimates on growing subsamples and says whether more rows would matter', async () => {
    const { code, out, err } = await mine(['convergence', vegaDataset('penguins.json'), ...pair]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Body Mass \(g\) with Flipper Length \(mm\)\n/);
    const rows = [...out.matchAll(/^ +(\d+) +\d\.\d{3} /gm)].map(([, n]) => Number(n));
    expect(rows).toEqual([86, 172, 342]);
    expect(out).toMatch(/More rows (would hardly|may well) change the answer: from 172 to 342 rows/);
    expect(err).toMatch(/3 of 3: 344 rows/);
  });

  it('is of one pair', async () => {
    const { code, err } = await mine(['convergence', vegaDataset('penguins.json')]);
    expect(code).toBe(2);
    expect(err).toMatch(/one pair/);
  });
});
