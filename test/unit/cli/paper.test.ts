import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mine as run } from './mine';

const folder = mkdtempSync(join(tmpdir(), 'mine-paper-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const mine = (args: string[], interruptAfter?: RegExp) => run(folder, args, interruptAfter);

describe('mine paper', { timeout: 120_000 }, () => {
  it('stops where it is interrupted', async () => {
    expect(await mine(['paper', 'inference', '--quick'], /%/)).toMatchObject({ code: 130, out: '' });
  });

  it('refuses two forms at once, and repetitions of what is not trained', async () => {
    expect(await mine(['paper', 'spiral', '--quick', '--medium'])).toMatchObject({
      code: 2,
      err: 'mine: --quick and --medium exclude each other.\n',
    });
    expect((await mine(['paper', 'gaussian', '--seeds', '2'])).err).toMatch(
      /--seeds repeats spiral, gaussians25, bottleneck, inference/,
    );
  });

  it('names the experiments where none or an unknown one is asked for', async () => {
    const { code, err } = await mine(['paper', 'celeba']);
    expect(code).toBe(2);
    expect(err).toMatch(/gaussian, nonlinear, spiral, gaussians25, bottleneck, inference/);
  });
});
