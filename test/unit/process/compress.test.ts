import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/dataset/random';
import { normalInformation } from '../../../src/mine/reproductions/gaussian';
import type { Application } from '../../../src/process/protocol';
import type { Compression } from '../../../src/report/compression';
import { survivors } from '../../../src/report/compressionWords';
import { bytes, converse, penguins } from './conversation';

type Settings = Partial<Application & { kind: 'compress' }>;

const ask = (more: Settings): Application => ({
  kind: 'compress',
  target: 'y',
  columns: ['a', 'b', 'c', 'd'],
  latent: 2,
  betas: [0.05, 0.2],
  steps: 150,
  seed: 1,
  engine: 'auto',
  maxRows: 0,
  ...more,
});

/** Four independent standard normal columns, and a target that the first alone tells of. */
function table(rows: number, target: (a: number, noise: number) => number | string): string {
  const random = createRandom(11);
  const lines = Array.from({ length: rows }, () => {
    const cells = Array.from({ length: 4 }, () => random.normal());
    return [...cells, target(cells[0] ?? 0, random.normal())].join(',');
  });
  return `a,b,c,d,y\n${lines.join('\n')}\n`;
}

async function compressed(text: string, more: Settings = {}): Promise<Compression> {
  const talk = converse();
  talk.open(bytes(text));
  await talk.message('profile');
  talk.process.send({ type: 'apply', application: ask(more) });
  const { cancelled, result } = await talk.message('applied');
  expect(cancelled).toBe(false);
  if (result.schema !== 'mine-compression/1') throw new Error(result.schema);
  return result;
}

const CORRELATION = 0.8;
const correlated = table(1_500, (a, noise) => CORRELATION * a + 0.6 * noise);

describe('columns compressed for a target', { timeout: 120_000 }, () => {
  it('keep what a normal pair shares, from the column that has it', async () => {
    const result = await compressed(correlated);
    const chosen = result.runs[result.chosen ?? -1]?.end;
    // 450 held-out rows: the log-loss of a normal has the variance 1/2, so that 3 standard errors are 0.1; the variance of
    // the held-out target differs from that of the training rows by as much again in relation, 3 sqrt(2/450) / 2 = 0.1.
    const truth = normalInformation(1, CORRELATION);
    expect(Math.abs((chosen?.informationY ?? NaN) - truth)).toBeLessThan(0.2);
    // The noise has a deviation of 0.6, and its estimate from 450 rows one of 0.02.
    expect(chosen?.error).toBeGreaterThan(0.55);
    expect(survivors(result)).toMatchObject({ kept: ['a'] });
    expect(result.runs.map(({ kind }) => kind)).toEqual([
      'none',
      'dropout',
      'gaussian',
      'gaussian',
      'variational',
      'additive',
    ]);
    expect(result.planned).toBe(6);
    expect(result.rows).toMatchObject({ train: 1_050, heldOut: 450, missing: 0 });
  });

  it('come out the same for the same seed, to the last digit', async () => {
    const once = await compressed(correlated, { steps: 10 });
    expect(await compressed(correlated, { steps: 10 })).toEqual(once);
    expect((await compressed(correlated, { steps: 10, seed: 2 })).encoder).not.toEqual(once.encoder);
  });

  it('tell a class too', async () => {
    const result = await compressed(
      table(1_000, (a) => (a > 0 ? 'high' : 'low')),
      { betas: [0.1] },
    );
    const chosen = result.runs[result.chosen ?? -1]?.end;
    // A border learned from 700 rows is missed by a few percent of the others; the two classes are as frequent.
    expect(chosen?.error).toBeLessThan(0.08);
    expect(chosen?.informationY).toBeGreaterThan(0.4);
    expect(chosen?.informationY).toBeLessThan(Math.LN2);
    expect(survivors(result).kept).toEqual(['a']);
  });

  it('are told of while they are trained, and end where they are cancelled, with what there is', async () => {
    const talk = converse();
    talk.open(bytes(correlated));
    await talk.message('profile');
    talk.process.send({ type: 'apply', application: ask({ steps: 100_000 }) });
    expect((await talk.message('application')).share).toBeLessThan(0.5);
    talk.process.send({ type: 'cancel' });
    const { cancelled, result } = await talk.message('applied');
    expect(cancelled).toBe(true);
    expect(result).toMatchObject({ planned: 6, chosen: null });
  });

  it('are refused in words where the columns do not allow it', async () => {
    const refusal = async (text: string, more: Settings) => {
      const talk = converse();
      talk.open(bytes(text));
      await talk.message('profile');
      talk.process.send({ type: 'apply', application: ask(more) });
      return (await talk.message('refused')).message;
    };
    expect(await refusal(correlated, { columns: ['e'] })).toMatch(/no column "e"/);
    expect(await refusal(correlated, { columns: ['a', 'y'] })).toMatch(/"y" is the target/);
    expect(
      await refusal(
        table(60, () => 3),
        {},
      ),
    ).toMatch(/y has the same value in all rows/);
    expect(
      await refusal(
        table(40, (a) => a),
        {},
      ),
    ).toMatch(/has 40 rows .* 50 are needed/);
  });

  it('are saved beside the rows they were made of; a row with a missing cell has no encoding', async () => {
    const talk = converse();
    talk.open(penguins);
    await talk.message('profile');
    const columns = ['Beak Length (mm)', 'Beak Depth (mm)'];
    talk.process.send({ type: 'apply', application: ask({ target: 'Species', columns, steps: 40 }) });
    const { result } = await talk.message('applied');
    if (result.schema !== 'mine-compression/1' || !result.encoder) throw new Error('no encoder');
    talk.process.send({ type: 'encode', encoder: result.encoder, engine: 'auto' });
    const text = new TextDecoder().decode((await talk.message('encoded')).bytes);
    const [head, ...lines] = text.trimEnd().split('\n');
    expect(head).toMatch(/^Species,Island,.*,Sex,t1,t2$/);
    expect(lines).toHaveLength(344);
    expect(lines.filter((line) => line.endsWith(',,'))).toHaveLength(2);
    // The first held-out rows that are shown are among them.
    const t1 = result.sample?.[0]?.[0] ?? NaN;
    expect(lines.some((line) => Math.abs(Number(line.split(',').at(-2)) - t1) < 1e-5)).toBe(true);
  });
});
