import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/dataset/random';
import type { Plan, Source } from '../../../src/process/protocol';
import { bytes, converse, plan } from './conversation';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A table whose second column follows the first, of which every seventh cell is missing, and whose third names the sign. */
function table(rows: number): string {
  const random = createRandom(4);
  const lines = Array.from({ length: rows }, (_, i) => {
    const x = random.normal();
    const y = 0.9 * x + 0.44 * random.normal();
    return `${i % 7 === 0 ? '' : x.toFixed(4)},${y.toFixed(4)},${y > 0 ? 'above' : 'below'},${i}`;
  });
  return `x,y,sign,noise\n${lines.join('\n')}\n`;
}

async function ran(source: Source, chosen: Plan) {
  const talk = converse();
  talk.open(source);
  await talk.message('profile');
  talk.process.send({ type: 'estimate', plan: chosen });
  const { report } = await talk.message('finished');
  const points = async (index: number) => {
    talk.process.send({ type: 'points', index });
    return (await talk.message('points')).points;
  };
  return { report, points };
}

describe('the rows of a pair', { timeout: 60_000 }, () => {
  it('have the values and the lines of the file, and on average the held-out bound', async () => {
    const text = table(700);
    const { report, points } = await ran(bytes(text), plan(['x', 'y', 'sign']));
    const found = await points(0);
    const [x, y] = [found?.x[0], found?.z[0]];
    if (!found || x?.kind !== 'numeric' || y?.kind !== 'numeric')
      throw new Error('not two columns of numbers');
    expect(found.n).toBe(600);
    expect(found.placedBy).toBe('line');
    const lines = text.split('\n');
    const cells = found.places.map((line) => (lines[line - 1] ?? '').split(',').map(Number));
    expect(x.values).toEqual(cells.map(([value]) => value));
    expect(y.values).toEqual(cells.map(([, value]) => value));
    // Folds of 120 rows each, and every value rounded to 24 bits.
    expect(mean(found.pointwise ?? [])).toBeCloseTo(report.pairs[0]?.heldOut ?? NaN, 5);
    // What a correlation of 0.9 makes rare: one side high, the other low.
    const against = found.pointwise?.filter((_, i) => (x.values[i] ?? 0) * (y.values[i] ?? 0) < -0.2) ?? [];
    expect(against.length).toBeGreaterThan(5);
    expect(mean(against)).toBeLessThan(0);
  });

  it('are counted as rows where all of the file is one line', async () => {
    const records = Array.from({ length: 100 }, (_, i) => ({ x: (i * 37) % 101, y: (i * 37) % 50 }));
    const source = { ...bytes(JSON.stringify(records)), name: 'typed.json' };
    const { points } = await ran(source, plan(['x', 'y']));
    const found = await points(0);
    expect(found?.placedBy).toBe('row');
    expect(found?.x[0]).toMatchObject({ values: found?.places.map((row) => records[row - 1]?.x) });
  });

  it('are categories by name', async () => {
    const { report, points } = await ran(bytes(table(700)), plan(['x', 'y', 'sign']));
    const index = report.pairs.findIndex(({ x, z }) => x[0] === 'y' && z[0] === 'sign');
    const found = await points(index);
    const [y, sign] = [found?.x[0], found?.z[0]];
    if (y?.kind !== 'numeric' || sign?.kind !== 'categorical') throw new Error('not numbers and categories');
    expect(sign.levels.toSorted()).toEqual(['above', 'below']);
    expect(sign.codes.map((code) => sign.levels[code])).toEqual(
      y.values.map((value) => (value > 0 ? 'above' : 'below')),
    );
  });

  it('are a sample of two thousand where there are more, the same one every time, and of the rows used', async () => {
    const source = bytes(table(7_000));
    const chosen = plan(['y', 'noise'], { maxRows: 5_000 });
    const [one, other] = await Promise.all(
      [1, 2].map(async () => {
        const { points } = await ran(source, chosen);
        return points(0);
      }),
    );
    expect(one?.n).toBe(5_000);
    expect(one?.places).toHaveLength(2_000);
    expect(one?.pointwise).toHaveLength(2_000);
    expect(new Set(one?.places).size).toBe(2_000);
    expect(other).toEqual(one);
  });

  it('are there while the pair is still being estimated, and say why nothing is known of a pair that was stopped', async () => {
    const talk = converse();
    talk.open(bytes(table(5_000)));
    await talk.message('profile');
    talk.process.send({ type: 'estimate', plan: plan(['x', 'y'], { preset: 'thorough' }) });
    await talk.message('started');
    talk.process.send({ type: 'points', index: 0 });
    const { points } = await talk.message('points');
    expect(points?.pointwise).toBeNull();
    expect(points?.withoutPointwise).toBeUndefined();
    talk.process.send({ type: 'cancel' });
    await talk.message('finished');
    talk.process.send({ type: 'points', index: 0 });
    await talk.until(() => talk.heard.filter(({ type }) => type === 'points').length === 2);
    const [, stopped] = talk.heard.filter((message) => message.type === 'points');
    expect(stopped?.points?.withoutPointwise).toMatch(/stopped before/);
  });

  it('of a pair that is trained come from the critic of its estimate', async () => {
    const random = createRandom(8);
    // A rapid wave: nearest neighbours find more than the instant critic, so the pair is trained.
    const rows = Array.from({ length: 1_000 }, () => {
      const x = random.uniform();
      return `${x},${Math.sin(60 * x) + 0.1 * random.normal()}`;
    });
    const { report, points } = await ran(
      bytes(`x,y\n${rows.join('\n')}\n`),
      plan(['x', 'y'], { preset: 'standard' }),
    );
    expect(report.pairs[0]?.iterations).toBeGreaterThan(0);
    const found = await points(0);
    expect(mean(found?.pointwise ?? [])).toBeCloseTo(report.pairs[0]?.heldOut ?? NaN, 4);
  });

  it('are none of a pair that the run does not have', async () => {
    const { points } = await ran(bytes(table(100)), plan(['y', 'noise']));
    expect(await points(5)).toBeNull();
  });
});
