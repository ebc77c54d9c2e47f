import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/dataset/random';
import { correlatedNormals, normalInformation } from '../../../src/mine/reproductions/gaussian';
import { convergence } from '../../../src/report/convergence';
import { vegaDataset } from '../built';
import { mine as run } from './mine';

const folder = mkdtempSync(join(tmpdir(), 'mine-convergence-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const mine = (args: string[], interruptAfter?: RegExp) =>
  run(folder, ['convergence', ...args], interruptAfter);

/** A file of two standard normal columns with this correlation. */
function gaussianFile(rows: number, correlation: number): string {
  const { x, z } = correlatedNormals(rows, 1, correlation, createRandom(7));
  const lines = Array.from({ length: rows }, (_, i) => `${x[0]?.[i] ?? ''},${z[0]?.[i] ?? ''}`);
  const file = join(folder, `gaussian-${rows}.csv`);
  writeFileSync(file, `x,z\n${lines.join('\n')}\n`);
  return file;
}

describe('mine convergence', { timeout: 120_000 }, () => {
  const penguins = [vegaDataset('penguins.json'), '--x', 'Body Mass (g)', '--z', 'Flipper Length (mm)'];
  const quick = [...penguins, '--preset', 'quick'];

  it('estimates on growing subsamples and says whether more rows would change the answer', async () => {
    const { code, out, err } = await mine(quick);
    expect(code).toBe(0);
    expect(out).toMatch(/^Convergence with rows: Body Mass \(g\) with Flipper Length \(mm\)\n/);
    const rows = [...out.matchAll(/^ +(\d+) +\d\.\d{3} /gm)].map(([, n]) => Number(n));
    expect(rows).toEqual([86, 172, 342]);
    expect(out).toMatch(/\n(No|Unclear|Yes): from 172 to 342 rows the estimate moved by \d\.\d{3} nats/);
    expect(err).toMatch(/1 of 3: 86 rows\n2 of 3: 172 rows\n3 of 3: 344 rows\n$/);
  });

  it('closes in on the truth, and its intervals with it', async () => {
    const file = gaussianFile(6_400, 0.8);
    const { out } = await mine([file, '--x', 'x', '--z', 'z', '--preset', 'quick', '--format', 'json']);
    const { points, sizes } = v.parse(convergence, JSON.parse(out));
    expect(sizes).toEqual([200, 400, 800, 1_600, 3_200, 6_400]);
    const truth = normalInformation(1, 0.8);
    const errors = points.map(({ mi }) => Math.abs(mi - truth));
    // The standard error of the sample's own information is rho / sqrt(n): three of it, and a bias of a hundredth.
    for (const [i, { rows }] of points.entries())
      expect(errors[i], `${rows} rows`).toBeLessThan((3 * 0.8) / Math.sqrt(rows) + 0.01);
    const widths = points.map(({ interval }) => (interval ? interval[1] - interval[0] : NaN));
    expect(widths).toHaveLength(6);
    // Thirty-two times the rows: 1/sqrt(32) of the width, 0.18, and some for the luck of the smallest sample.
    expect((widths.at(-1) ?? NaN) / (widths[0] ?? NaN)).toBeLessThan(0.3);
    for (const { interval } of points.slice(-3)) {
      expect(interval?.[0]).toBeLessThan(truth);
      expect(interval?.[1]).toBeGreaterThan(truth);
    }
  });

  it('draws it', async () => {
    const { out } = await mine([...quick, '--format', 'svg', '--units', 'bits']);
    expect(out).toMatch(/^<svg [^]*Estimate and 90 % interval in bits[^]*<\/svg>\n$/);
    expect([...out.matchAll(/<circle /g)]).toHaveLength(3);
    expect(out).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('leaves out subsamples that are too small, and says so', async () => {
    const file = join(folder, 'sparse.csv');
    const { x, z } = correlatedNormals(800, 1, 0.9, createRandom(1));
    const lines = Array.from({ length: 800 }, (_, i) => [i % 8 === 0 ? x[0]?.[i] : '', z[0]?.[i]].join(','));
    writeFileSync(file, `x,z\n${lines.join('\n')}\n`);
    const { code, out } = await mine([file, '--x', 'x', '--z', 'z', '--preset', 'quick']);
    expect(code).toBe(0);
    expect(out).toMatch(/^50 rows: .+$/m);
    expect(out).toMatch(/^ +100 +\d\.\d{3} /m);
  });

  it('ends where it is interrupted', async () => {
    expect(await mine(penguins, /1 of 3/)).toMatchObject({ code: 130, out: '' });
  });

  it('is of one pair', async () => {
    const { code, err } = await mine([vegaDataset('penguins.json')]);
    expect(code).toBe(2);
    expect(err).toMatch(/one pair/);
  });

  it('has no other formats', async () => {
    const { code, err } = await mine([...quick, '--format', 'html']);
    expect(code).toBe(2);
    expect(err).toMatch(/--format takes table, json, svg/);
  });
});
