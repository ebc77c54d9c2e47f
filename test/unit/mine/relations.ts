import { createRandom } from '../../../src/dataset/random';

/**
 * Seeded pairs of columns on which golden values were taken. The values come from the reference implementations in Python,
 * fed with these very arrays (written as JSON): the Donsker-Varadhan series' from NumPy, scikit-learn 1.2.1's
 * mutual_info_regression and mutual_info_classif (n_neighbors = 3), SciPy 1.10's digamma.
 */
export function relations(n: number) {
  const random = createRandom(11);
  const normals = () => Float64Array.from({ length: n }, () => random.normal());
  const x = normals();
  const noise = normals();
  const uniform = Float64Array.from({ length: n }, () => random.uniform());
  const category = Int32Array.from({ length: n }, () => random.integer(4));
  const second = normals();
  const secondNoise = normals();
  return {
    linear: { x, z: x.map((v, i) => 0.8 * v + 0.6 * at(noise, i)) },
    wave: { x: uniform, z: uniform.map((v, i) => Math.sin(7 * v) + 0.3 * at(noise, i)) },
    ties: { x: x.map(Math.round), z: x.map((v, i) => Math.round(2 * (v + at(noise, i))) / 2) },
    mixed: { x: category, z: noise.map((v, i) => v + at(category, i)) },
    categories: {
      x: category,
      z: Int32Array.from(category, (v, i) =>
        at(uniform, i) < 0.5 ? v : Math.floor(20 * at(uniform, i)) % 5,
      ),
    },
    independent: { x, z: noise },
    group: {
      x: [x, second],
      z: [x.map((v, i) => v + at(noise, i)), secondNoise.map((v, i) => v + at(second, i))],
    },
  };
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? NaN;
}
