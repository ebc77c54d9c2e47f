import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { built } from '../built';

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
