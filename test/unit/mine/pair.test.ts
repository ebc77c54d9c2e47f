import { beforeAll, describe, expect, it } from 'vitest';
import type { Column } from '../../../src/dataset/dataset';
import { createRandom } from '../../../src/dataset/random';
import type { Engine } from '../../../src/mine/critic';
import { PairRefusal } from '../../../src/mine/pair';
import type { Preset } from '../../../src/mine/presets';
import { categorical, numeric } from './columns';
import { finished, prepared, type Choice } from './estimating';
import { kernelTestEngine } from './kernel/builds';

let engine: Engine;
beforeAll(async () => {
  engine = await kernelTestEngine();
});

const normals = (n: number, seed: number) => {
  const random = createRandom(seed);
  return Float64Array.from({ length: n }, () => random.normal());
};

const prepare = (x: Column[], z: Column[], n: number, choice?: Choice) => prepared(engine, x, z, n, choice);
const estimate = (x: Column[], z: Column[], n: number, choice?: Choice) => finished(prepare(x, z, n, choice));

describe.each(['quick', 'standard'] as const)('a %s estimate', (preset) => {
  const n = 1000;
  const x = normals(n, 1);
  const noise = normals(n, 2);

  it.each([0.3, 0.6, 0.9])('of a bivariate normal with correlation %d is -log(1 - rho^2) / 2', (rho) => {
    const z = x.map((value, i) => rho * value + Math.sqrt(1 - rho * rho) * (noise[i] ?? NaN));
    const { mi, interval } = estimate([numeric('x', x)], [numeric('z', z)], n, { preset });
    const truth = -Math.log(1 - rho * rho) / 2;
    // The sample's own information varies with sd rho / sqrt(n) <= 0.03; the critic adds its error, as much at most.
    expect(Math.abs(mi - truth)).toBeLessThan(0.09);
    expect(interval?.[0]).toBeLessThan(mi);
  });

  it('sees a dependence that correlation does not', () => {
    const z = x.map((value, i) => value * value + 0.5 * (noise[i] ?? NaN));
    const pair = prepare([numeric('x', x)], [numeric('z', z)], n, { preset });
    expect(Math.abs(pair.references().spearman ?? 1)).toBeLessThan(0.1);
    const { mi, pValue } = estimate([numeric('x', x)], [numeric('z', z)], n, { preset });
    // Truth by quadrature 0.69; a tenth of it would show that the curve was missed.
    expect(mi).toBeGreaterThan(0.4);
    expect(pValue).toBeLessThan(1e-4);
  });

  it('of independent columns is about 0, also with ties and outliers', () => {
    const ties = x.map(Math.round);
    const cauchy = noise.map((value, i) => value / (normals(n, 5)[i] ?? NaN));
    const { mi, interval, pValue } = estimate([numeric('x', ties)], [numeric('z', cauchy)], n, { preset });
    expect(mi).toBeLessThan(0.02);
    expect(interval?.[0]).toBe(0);
    expect(pValue).toBeGreaterThan(0.001);
  });

  it('of two categories is the plug-in value', () => {
    const random = createRandom(9);
    const a = Array.from({ length: n }, () => random.integer(4));
    const b = a.map((code) => (random.uniform() < 0.6 ? code : random.integer(4)));
    const joint = Array.from({ length: 16 }, () => 0);
    a.forEach((code, i) => (joint[4 * code + (b[i] ?? 0)] = (joint[4 * code + (b[i] ?? 0)] ?? 0) + 1 / n));
    const marginal = (sum: (k: number, c: number) => number) =>
      [0, 1, 2, 3].map((c) => [0, 1, 2, 3].reduce((total, k) => total + (joint[sum(k, c)] ?? 0), 0));
    const [pa, pb] = [marginal((k, c) => 4 * c + k), marginal((k, c) => 4 * k + c)];
    const plugIn = joint.reduce(
      (sum, p, i) => sum + (p > 0 ? p * Math.log(p / ((pa[i >> 2] ?? 1) * (pb[i & 3] ?? 1))) : 0),
      0,
    );
    const { mi } = estimate([categorical('a', a)], [categorical('b', b)], n, { preset });
    // Plug-in is biased by 9 / (2 n) = 0.005; held-out folds vary with sd of the influence, about 0.6 / sqrt(1000).
    expect(Math.abs(mi - plugIn)).toBeLessThan(0.05);
  });

  it('sees XOR between a group and a column, and nothing in either of the group', () => {
    const random = createRandom(3);
    const a = Array.from({ length: n }, () => random.integer(2));
    const b = Array.from({ length: n }, () => random.integer(2));
    const xor = a.map((bit, i) => bit ^ (b[i] ?? 0));
    const [ca, cb, cx] = [categorical('a', a), categorical('b', b), categorical('xor', xor)];
    expect(estimate([ca], [cx], n, { preset }).mi).toBeLessThan(0.01);
    expect(estimate([ca, cb], [cx], n, { preset }).mi).toBeGreaterThan(0.9 * Math.LN2);
  });

  it('does not change, to the bit, under maps that keep the order, nor when the sides are exchanged', () => {
    const z = x.map((value, i) => Math.sin(value) + 0.3 * (noise[i] ?? NaN));
    const plain = estimate([numeric('x', x)], [numeric('z', z)], n, { preset });
    const mapped = estimate(
      [numeric('x', x.map(Math.exp))],
      [
        numeric(
          'z',
          z.map((v) => v ** 3),
        ),
      ],
      n,
      { preset },
    );
    const exchanged = estimate([numeric('z', z)], [numeric('x', x)], n, { preset });
    expect(mapped).toEqual(plain);
    expect(exchanged).toEqual(plain);
  });

  it('of MINE-f is that of MINE, but no greater by more than noise', () => {
    const z = x.map((value, i) => 0.8 * value + 0.6 * (noise[i] ?? NaN));
    const dv = estimate([numeric('x', x)], [numeric('z', z)], n, { preset });
    const f = estimate([numeric('x', x)], [numeric('z', z)], n, { preset, estimator: 'mine-f' });
    expect(Math.abs(dv.mi - f.mi)).toBeLessThan(0.05);
  });

  it('tells for each row how much its pairing says: on average the held-out bound', () => {
    const z = x.map((value, i) => 0.9 * value + Math.sqrt(0.19) * (noise[i] ?? NaN));
    const work = prepare([numeric('x', x)], [numeric('z', z)], n, { preset }).start(1);
    expect(work.pointwise).toBeNull();
    while (!work.finished) work.advance();
    const pointwise = [...(work.pointwise ?? [])];
    expect(pointwise).toHaveLength(n);
    expect(pointwise.reduce((sum, value) => sum + value, 0) / n).toBeCloseTo(
      work.estimate()?.heldOut ?? NaN,
      3,
    );
    // The density's own log-ratio, row by row.
    const truth = (a: number, b: number) =>
      -Math.log(0.19) / 2 - (0.81 * (a * a + b * b) - 1.8 * a * b) / 0.38;
    const errors = pointwise.map((value, i) => Math.abs(value - truth(x[i] ?? NaN, z[i] ?? NaN)));
    expect(errors.sort((a, b) => a - b)[n / 2]).toBeLessThan(0.15);
  });

  it('is there, measured on held-out rows, after the first slice of work', () => {
    const z = x.map((value, i) => 0.8 * value + 0.6 * (noise[i] ?? NaN));
    const work = prepare([numeric('x', x)], [numeric('z', z)], n, { preset }).start(1);
    expect(work.estimate()).toBeNull();
    work.advance();
    const first = work.estimate();
    expect(first?.instant).toBe(first?.mi);
    expect(first?.iterations).toBe(0);
    expect(Math.abs((first?.mi ?? NaN) + Math.log(1 - 0.64) / 2)).toBeLessThan(0.09);
  });
});

describe('a standard estimate', () => {
  const n = 10_000;
  const x = normals(n, 1);
  const noise = normals(n, 2);

  it('is not trained where the instant critic has settled it: of a normal, and of independent columns', () => {
    for (const rho of [0, 0.8]) {
      const z = x.map((value, i) => rho * value + Math.sqrt(1 - rho * rho) * (noise[i] ?? NaN));
      const result = estimate([numeric('x', x)], [numeric('z', z)], n);
      expect(result.iterations).toBe(0);
      expect(result.pValue).not.toBeNull();
      // sd rho / sqrt(n) = 0.008 of the sample's own, and as much of the critic's.
      expect(Math.abs(result.mi + Math.log(1 - rho * rho) / 2)).toBeLessThan(0.035);
    }
  });

  it('is trained where it has not: of a relation that turns often', () => {
    const z = x.map((value, i) => Math.sin(5 * value) + 0.3 * (noise[i] ?? NaN));
    const result = estimate([numeric('x', x)], [numeric('z', z)], n);
    expect(result.iterations).toBeGreaterThan(0);
    expect(result.curve.length).toBeGreaterThan(3);
  });
});

describe('a quick estimate of more rows than are measured', () => {
  it('still tells of every row how much its pairing says', () => {
    const n = 110_000;
    const x = normals(n, 1);
    const noise = normals(n, 2);
    const z = x.map((value, i) => 0.9 * value + Math.sqrt(0.19) * (noise[i] ?? NaN));
    const work = prepare([numeric('x', x)], [numeric('z', z)], n, { preset: 'quick' }).start(1);
    while (!work.finished) work.advance();
    const pointwise = [...(work.pointwise ?? [])];
    expect(pointwise.every(Number.isFinite)).toBe(true);
    // No row is left at 0, and all together say what the measured ones do: their log-ratios vary with sd 0.9, and the
    // 10,000 that were not measured move the mean by 0.9 / sqrt(110,000) = 0.003.
    expect(pointwise.filter((value) => value === 0)).toEqual([]);
    const mean = pointwise.reduce((sum, value) => sum + value, 0) / n;
    expect(Math.abs(mean - (work.estimate()?.heldOut ?? NaN))).toBeLessThan(0.01);
  });
});

describe('a strong dependence', () => {
  const strong = (n: number, preset: Preset) => {
    const group = (seed: number) => Array.from({ length: 12 }, (_, j) => normals(n, seed + j));
    const x = group(100);
    const noise = group(200);
    const columns = (name: string, values: Float64Array[]) => values.map((v, j) => numeric(`${name}${j}`, v));
    const z = x.map((values, j) => values.map((v, i) => 0.99 * v + 0.14 * (noise[j]?.[i] ?? NaN)));
    return prepare(columns('x', x), columns('z', z), n, { preset });
  };

  it('beyond what the rows can certify is shown as the bound that they certify', () => {
    const pair = strong(300, 'standard');
    const work = pair.start(1);
    while (!work.finished) work.advance();
    const result = work.estimate();
    expect(result?.uncertified).toBe(true);
    // Truth: 12 * 1.96 = 23 nats. InfoNCE certifies at most the log of the number of pairs compared: a fold has 60 rows.
    expect(result?.mi).toBeLessThanOrEqual(Math.log(60) + 1e-9);
    expect(result && pair.warnings(result, {}).map(({ code }) => code)).toContain('uncertified');
  });

  it('is certified the further, the more rows there are to compare with', () => {
    const work = strong(2_000, 'quick').start(1);
    while (!work.finished) work.advance();
    const result = work.estimate();
    expect(result?.uncertified).toBe(true);
    // 20,000 outputs on a fold of 400 rows: every third of them, 134, is compared with the 133 others.
    expect(result?.mi).toBeGreaterThan(Math.log(60));
    expect(result?.mi).toBeLessThanOrEqual(Math.log(134) + 1e-9);
  });

  it('is certified by the instant critic where a straight line knows nothing of it', () => {
    // Falls and rises again along 120 ordered rows, in blocks of which re-paired rows are too few for a partition term.
    const x = Float64Array.from({ length: 120 }, (_, i) => i);
    const noise = normals(120, 3);
    const z = x.map((value, i) => Math.abs(value - 50) + (noise[i] ?? NaN));
    const { uncertified, mi, interval, pValue } = estimate([numeric('x', x)], [numeric('z', z)], 120, {
      preset: 'quick',
    });
    expect(uncertified).toBe(true);
    expect(pValue).toBeLessThan(1e-4);
    expect(mi).toBeGreaterThan(1);
    expect(interval?.[1]).toBeGreaterThan(mi);
  });

  it('that is a function both ways is called so', () => {
    const x = normals(200, 1);
    const pair = prepare(
      [numeric('x', x)],
      [
        numeric(
          'z',
          x.map((v) => -(v ** 3)),
        ),
      ],
      200,
    );
    const work = pair.start(1);
    work.advance();
    const result = work.estimate() ?? {
      ...estimate([numeric('x', x)], [numeric('y', normals(200, 2))], 200),
    };
    expect(pair.warnings(result, {}).map(({ code }) => code)).toContain('same-column');
  });
});

describe('data processing', () => {
  it('never adds information: what is computed from z tells no more of x than z does', () => {
    const n = 1000;
    const x = normals(n, 1);
    const noise = normals(n, 2);
    const z = x.map((value, i) => 0.9 * value + Math.sqrt(0.19) * (noise[i] ?? NaN));
    const whole = estimate([numeric('x', x)], [numeric('z', z)], n);
    for (const computed of [z.map(Math.round), z.map(Math.abs), z.map((v) => (v > 1 ? 1 : 0))]) {
      const part = estimate([numeric('x', x)], [numeric('z', computed)], n);
      expect(part.mi).toBeLessThan(whole.mi + 1.645 * (whole.standardError + part.standardError));
    }
  });
});

describe('a column that another one defines', () => {
  it('is called so, with which defines which', () => {
    const n = 300;
    const random = createRandom(8);
    const town = Array.from({ length: n }, () => random.integer(9));
    const pair = prepare(
      [categorical('town', town)],
      [
        categorical(
          'region',
          town.map((t) => t % 3),
        ),
      ],
      n,
    );
    const work = pair.start(1);
    while (!work.finished) work.advance();
    const result = work.estimate();
    const warning = result && pair.warnings(result, {}).find(({ code }) => code === 'determined');
    expect(warning?.message).toMatch(/^Each value of town goes with one value of region/);
    // All there is to know of the region: log 3, up to its frequencies.
    expect(Math.abs((result?.mi ?? NaN) - Math.log(3))).toBeLessThan(0.05);
  });
});

describe('a pair that cannot be estimated is refused in words', () => {
  it('with too few complete rows', () => {
    const x = numeric('x', normals(50, 1));
    const z = numeric(
      'z',
      normals(50, 2).map((value, i) => (i < 40 ? NaN : value)),
    );
    expect(() => prepare([x], [z], 50)).toThrow(
      new PairRefusal('Only 10 rows have a value in both x and z; at least 30 are needed.'),
    );
  });

  it('with no rows at all, and with two', () => {
    expect(() => prepare([numeric('x', [])], [numeric('z', [])], 0)).toThrow(/^Only 0 rows have a value/);
    expect(() => prepare([numeric('x', [1, 2])], [numeric('z', [3, 4])], 2)).toThrow(/^Only 2 rows/);
    const missing = numeric('gone', new Float64Array(50).fill(NaN));
    expect(() => prepare([missing], [numeric('z', normals(50, 1))], 50)).toThrow(/^Only 0 rows/);
  });

  it('with a side that does not vary where both are present', () => {
    const x = numeric('x', normals(50, 1));
    const z = numeric('z', new Float64Array(50));
    expect(() => prepare([x], [z], 50)).toThrow(/z has a single value in the 50 rows/);
  });
});

describe('the preset "paper"', () => {
  const run = (z: Float64Array, n: number) => {
    const pair = prepare([numeric('x', normals(n, 1))], [numeric('z', z)], n, { preset: 'paper' });
    const result = finished(pair);
    return { result, codes: pair.warnings(result, {}).map(({ code }) => code) };
  };

  it('starts at zero, stops at the last step, claims no interval, and says that it is measured in sample', () => {
    const n = 500;
    const x = normals(n, 1);
    const noise = normals(n, 2);
    const { result, codes } = run(
      x.map((value, i) => 0.9 * value + Math.sqrt(0.19) * (noise[i] ?? NaN)),
      n,
    );
    expect(result.curve[0]).toMatchObject({ iteration: 0, heldOut: 0 });
    expect([result.stop, result.iterations]).toEqual([1500, 1500]);
    expect([result.interval, result.pValue]).toEqual([null, null]);
    expect(codes).toContain('in-sample');
    // Measured over 41 tasks its error is 0.1 on average; the truth is 0.83.
    expect(Math.abs(result.mi + Math.log(0.19) / 2)).toBeLessThan(0.3);
  });
});
