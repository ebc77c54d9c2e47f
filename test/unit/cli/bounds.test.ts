import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, describe, expect, it } from 'vitest';
import { bounds } from '../../../src/report/bounds';
import { vegaDataset } from '../built';
import { mine as run } from './mine';

const folder = mkdtempSync(join(tmpdir(), 'mine-bounds-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const mine = (args: string[], interruptAfter?: RegExp) => run(folder, ['bounds', ...args], interruptAfter);

describe('mine bounds', { timeout: 120_000 }, () => {
  const pair = ['--x', 'Body Mass (g)', '--z', 'Flipper Length (mm)'];
  const penguins = [vegaDataset('penguins.json'), ...pair];

  it('trains a critic for each bound on the same rows, and never finds the f-divergence tighter', async () => {
    const { code, out } = await mine([...penguins, '--format', 'json']);
    expect(code).toBe(0);
    const found = v.parse(bounds, JSON.parse(out));
    // 342 rows have both; a third is held out.
    expect(found.rows).toEqual({ train: 228, heldOut: 114 });
    expect(found.points.at(-1)?.iteration).toBe(found.steps);
    for (const { critics } of found.points)
      for (const critic of Object.values(critics))
        // Equal where E_Q[e^T] = e; float32 outputs are rounded at 1e-7.
        expect(critic['mine-f']).toBeLessThanOrEqual(critic.mine + 1e-6);
    // From T = 0 both learn the dependence: 0.59 nats if it were Gaussian; 114 rows: standard error about 0.1.
    const highest = Math.max(...found.points.map(({ critics }) => critics['mine-f']['mine-f']));
    expect(Math.abs(highest - (found.gaussian ?? NaN))).toBeLessThan(0.3);
  });

  it('gives the same numbers for the same seed, whichever side is named first', async () => {
    const file = vegaDataset('penguins.json');
    const quick = ['--preset', 'quick', '--format', 'json', '--seed', '3'];
    const swapped = ['--z', 'Body Mass (g)', '--x', 'Flipper Length (mm)'];
    const [one, other] = await Promise.all([
      mine([file, ...pair, ...quick]),
      mine([file, ...swapped, ...quick]),
    ]);
    const points = (text: string) => v.parse(bounds, JSON.parse(text)).points;
    expect(points(other.out)).toEqual(points(one.out));
  });

  it('says what it found in words and as a table, and draws it', async () => {
    const table = await mine([...penguins, '--preset', 'quick']);
    expect(table.out).toMatch(/At 22 of 22 points the Donsker-Varadhan bound is not below/);
    await mine([...penguins, '--preset', 'quick', '--format', 'svg', '--out', 'bounds.svg']);
    expect(readFileSync(join(folder, 'bounds.svg'), 'utf8')).toMatch(
      /^<svg [^]*stroke-dasharray[^]*<\/svg>\n$/,
    );
  });

  it('keeps what it has where it is interrupted', async () => {
    const { code, out } = await mine([...penguins, '--preset', 'thorough', '--format', 'json'], /steps/);
    expect(code).toBe(130);
    const { points, steps } = v.parse(bounds, JSON.parse(out));
    expect(points.at(-1)?.iteration ?? 0).toBeLessThan(steps);
  });

  it('is of one pair, and of columns that can be estimated', async () => {
    const all = await mine([vegaDataset('penguins.json')]);
    expect([all.code, all.err]).toEqual([2, expect.stringMatching(/The bounds are of one pair/)]);
    const unknown = await mine([vegaDataset('penguins.json'), '--x', 'Weight', '--z', 'Species']);
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringMatching(/no column "?Weight/)]);
  });
});
