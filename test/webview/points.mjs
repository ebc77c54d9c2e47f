/** Made-up rows of a pair, in the form the extension sends them; the pointwise values are the density's own. */

function random(seed) {
  let state = seed;
  const uniform = () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

const numeric = (name, values, isDate = false) => ({ kind: 'numeric', name, isDate, values });
const categorical = (name, levels, codes) => ({ kind: 'categorical', name, levels, together: 0, codes });
const times = (count, make) => Array.from({ length: count }, (_, row) => make(row));

function rows(x, z, pointwise, more = {}) {
  const count = pointwise.length;
  const places = times(count, (row) => 2 + 3 * row);
  return { n: 3 * count, x, z, placedBy: 'line', places, pointwise, ...more };
}

/** log p(a, b) / (p(a) p(b)) of a standard normal pair. */
const normalRatio = (rho, a, b) => {
  const rest = 1 - rho * rho;
  return -0.5 * Math.log(rest) - (rho * rho * (a * a + b * b) - 2 * rho * a * b) / (2 * rest);
};

function normals(count, rho, seed) {
  const { normal } = random(seed);
  return times(count, () => {
    const a = normal();
    const b = rho * a + Math.sqrt(1 - rho * rho) * normal();
    return { a, b, ratio: normalRatio(rho, a, b) };
  });
}

/** Codes of two categories with the given joint weights, and log of joint over marginals. */
function table(weights, count, seed) {
  const { uniform } = random(seed);
  const total = weights.flat().reduce((sum, weight) => sum + weight, 0);
  const cells = weights.flatMap((row, i) => row.map((weight, j) => ({ i, j, share: weight / total })));
  const marginal = (key, level) =>
    cells.reduce((sum, cell) => sum + (cell[key] === level ? cell.share : 0), 0);
  return times(count, () => {
    let left = uniform();
    const cell = cells.find(({ share }) => (left -= share) < 0) ?? cells[0];
    const { i, j, share } = cell;
    return { i, j, ratio: Math.log(share / (marginal('i', i) * marginal('j', j))) };
  });
}

const scatter = (count) => {
  const pairs = normals(count, -0.85, 2);
  return rows(
    [
      numeric(
        'Weight (lb)',
        pairs.map(({ a }) => 3000 + 800 * a),
      ),
    ],
    [
      numeric(
        'Economy (mpg)',
        pairs.map(({ b }) => 24 + 7 * b),
      ),
    ],
    pairs.map(({ ratio }) => ratio),
  );
};

export const points = {
  'rows-scatter': () => scatter(400),
  'rows-dense': () => scatter(2000),
  'rows-plain': () => ({ ...scatter(400), pointwise: null }),
  'rows-untold': () => ({
    ...scatter(60),
    pointwise: null,
    withoutPointwise: 'The pair was stopped before its estimate ended.',
  }),
  'rows-dates': () => {
    const pairs = normals(900, 0.9, 3);
    return rows(
      [
        numeric(
          'Registered',
          pairs.map(({ a }) => Date.UTC(2019, 5) + 5e10 * a),
          true,
        ),
      ],
      [
        numeric(
          'Price',
          pairs.map(({ b }) => Math.round(150_000 + 60_000 * b)),
        ),
      ],
      pairs.map(({ ratio }) => ratio),
    );
  },
  'rows-strip': () => {
    const { normal } = random(5);
    const cells = times(900, (row) => {
      const level = row % 5;
      const value = [1, 2, 2.5, 4, 6][level] + 0.7 * normal();
      return { level, value, ratio: Math.min(1.6, Math.abs(value - 3) - 0.7) };
    });
    return rows(
      [
        categorical(
          'Region',
          ['Europe', 'Japan', 'United States of America and its territories', 'Asia', 'Other'],
          cells.map(({ level }) => level),
        ),
      ],
      [
        numeric(
          'Displacement (l)',
          cells.map(({ value }) => value),
        ),
      ],
      cells.map(({ ratio }) => ratio),
    );
  },
  'rows-mosaic': () => {
    const cells = table(
      [
        [30, 5, 2],
        [4, 20, 6],
        [12, 12, 12],
        [1, 1, 9],
      ],
      1500,
      6,
    );
    return rows(
      [
        categorical(
          'Species',
          ['Adelie', 'Chinstrap', 'Gentoo', 'Emperor'],
          cells.map(({ i }) => i),
        ),
      ],
      [
        categorical(
          'Island',
          ['Torgersen', 'Biscoe', 'Dream'],
          cells.map(({ j }) => j),
        ),
      ],
      cells.map(({ ratio }) => ratio),
    );
  },
  'rows-group': () => {
    const pairs = normals(500, 0.7, 8);
    const { normal } = random(9);
    return rows(
      [
        numeric(
          'Length (in)',
          pairs.map(({ a }) => 180 + 20 * a),
        ),
        numeric(
          'Width (in)',
          pairs.map(({ a }) => 70 + 4 * a + 2 * normal()),
        ),
      ],
      [
        numeric(
          'Weight (lb)',
          pairs.map(({ b }) => 3000 + 800 * b),
        ),
      ],
      pairs.map(({ ratio }) => ratio),
    );
  },
};
