import { normalSurvival } from '../../src/mine/normal';
import {
  entropy,
  integral,
  mean,
  normalDensity,
  normalEntropy,
  plogp,
  studentEntropy,
  tableInformation,
} from './quadrature';

/** Mutual information of each family of tasks, nats: closed forms, and one-dimensional integrals where there is none. */

export function ofNormal(rho: number): number {
  return rho === 0 ? 0 : -0.5 * Math.log(1 - rho * rho);
}

/** Two sides of d columns each, every two of the 2d columns correlated by rho. */
export function ofDenseNormal(d: number, rho: number): number {
  const logDeterminant = (k: number) => (k - 1) * Math.log(1 - rho) + Math.log(1 + (k - 1) * rho);
  return (2 * logDeterminant(d) - logDeterminant(2 * d)) / 2;
}

/** t distribution whose dispersion matrix correlates column i of one side with column i of the other by rho. */
export function ofStudent(degrees: number, d: number, rho: number): number {
  return 2 * studentEntropy(degrees, d) - studentEntropy(degrees, 2 * d) + d * ofNormal(rho);
}

const UNIFORM_ANGLE = Array.from({ length: 1440 }, (_, i) => (2 * Math.PI * i) / 1440 - Math.PI);

/** z = sin(w x) + s e for x uniform on (-pi, pi). */
export function ofUniformSine(s: number): number {
  // sin(w x) with whole w has the same distribution as sin(x).
  const density = (y: number) => mean(UNIFORM_ANGLE, (x) => normalDensity(y, Math.sin(x), s));
  return entropy(density, -1 - 8 * s, 1 + 8 * s, 2000) - normalEntropy(s);
}

/** z = f(x) + s e for standard normal x. */
export function ofNormalSignal(f: (x: number) => number, s: number, low: number, high: number): number {
  const density = (y: number) => integral((x) => normalDensity(x) * normalDensity(y, f(x), s), -8, 8, 1600);
  return entropy(density, low - 8 * s, high + 8 * s, 4000) - normalEntropy(s);
}

/** A point on the unit circle plus noise s on both coordinates. */
export function ofCircle(s: number): number {
  const coordinate = (x: number) => mean(UNIFORM_ANGLE, (angle) => normalDensity(x, Math.cos(angle), s));
  const planeDensity = (r: number) =>
    mean(UNIFORM_ANGLE, (a) => normalDensity(r * Math.cos(a), 1, s) * normalDensity(r * Math.sin(a), 0, s));
  const far = 1 + 9 * s;
  const joint = -integral((r) => 2 * Math.PI * r * plogp(planeDensity(r)), 0, far, 2000);
  return 2 * entropy(coordinate, -far, far, 2000) - joint;
}

/** x uniform on (0, 1), z = x + noise uniform on (-e, e). */
export function ofUniformNoise(e: number): number {
  return e <= 0.5 ? e - Math.log(2 * e) : 1 / (4 * e);
}

/** A mixture of normal distributions in the plane with the same deviation s in both directions. */
export function ofMixture(
  weights: readonly number[],
  centres: readonly (readonly [number, number])[],
  s: number,
): number {
  const axis = (coordinate: 0 | 1) => centres.map((centre) => centre[coordinate]);
  const bounds = (values: readonly number[]) =>
    [Math.min(...values) - 8 * s, Math.max(...values) + 8 * s] as const;
  const marginal = (coordinate: 0 | 1) => (v: number) =>
    axis(coordinate).reduce((sum, c, i) => sum + (weights[i] ?? 0) * normalDensity(v, c, s), 0);
  const [[xLow, xHigh], [zLow, zHigh]] = [bounds(axis(0)), bounds(axis(1))];
  const joint = (x: number, z: number) =>
    centres.reduce(
      (sum, [a, b], i) => sum + (weights[i] ?? 0) * normalDensity(x, a, s) * normalDensity(z, b, s),
      0,
    );
  const jointEntropy = -integral(
    (x) => integral((z) => plogp(joint(x, z)), zLow, zHigh, 300),
    xLow,
    xHigh,
    300,
  );
  return entropy(marginal(0), xLow, xHigh, 2000) + entropy(marginal(1), zLow, zHigh, 2000) - jointEntropy;
}

/** z = e^(s x) e for standard normal x and e: only the scale of z depends on x. */
export function ofScale(s: number): number {
  const density = (size: number) =>
    integral((x) => normalDensity(x) * normalDensity(size, 0, Math.exp(s * x)), -8, 8, 1600);
  // |z| on a logarithmic axis: its density is sharp at 0 and long-tailed.
  const ofZ = -2 * integral((log) => plogp(density(Math.exp(log))) * Math.exp(log), -14, 8, 2000);
  return ofZ - normalEntropy(1);
}

/** z = separation times class + e for `classes` equally likely classes. */
export function ofClasses(classes: number, separation: number): number {
  const centres = Array.from({ length: classes }, (_, i) => i * separation);
  const density = (z: number) => mean(centres, (centre) => normalDensity(z, centre));
  return entropy(density, -9, (classes - 1) * separation + 9, 4000) - normalEntropy(1);
}

/** Two equally distributed categories that are the same with probability a and drawn anew otherwise. */
export function ofCopiedCategory(categories: number, a: number): number {
  const table = Array.from({ length: categories }, (_, i) =>
    Array.from({ length: categories }, (__, j) => (i === j ? a : 0) + (1 - a) / categories),
  );
  return tableInformation(table);
}

/** x uniform on the integers 0 .. k - 1, z uniform on (x, x + 2) (Gao et al. 2017). */
export function ofOverlap(k: number): number {
  return Math.log(k) - ((k - 1) / k) * Math.log(2);
}

/** A bivariate normal distribution, both sides rounded to multiples of the width. */
export function ofRoundedNormal(rho: number, width: number): number {
  const cells = Array.from(
    { length: Math.round(16 / width) + 1 },
    (_, i) => (i - Math.round(8 / width)) * width,
  );
  const spread = Math.sqrt(1 - rho * rho);
  const above = (edge: number, x: number) => normalSurvival((edge - rho * x) / spread);
  const table = cells.map((i) =>
    cells.map((j) =>
      integral(
        (x) => normalDensity(x) * (above(j - width / 2, x) - above(j + width / 2, x)),
        i - width / 2,
        i + width / 2,
        200,
      ),
    ),
  );
  return tableInformation(table);
}
