import { REPORT_SCHEMA, type ColumnFacts, type PairResult, type Report } from '../../../src/report/report';

/** A finished pair; `more` replaces what a test is about. */
export function pair(x: string | string[], z: string | string[], more: Partial<PairResult> = {}): PairResult {
  return {
    x: typeof x === 'string' ? [x] : x,
    z: typeof z === 'string' ? [z] : z,
    mi: 0.5,
    interval: [0.4, 0.62],
    heldOut: 0.45,
    pValue: 0.0004,
    qValue: 0.012,
    n: 300,
    iterations: 400,
    stop: 260,
    status: 'converged',
    warnings: [],
    references: { gaussian: 0.3, pearson: -0.71, spearman: -0.7 },
    instant: 0.48,
    instantShare: 0.25,
    curve: [
      { iteration: 0, train: 0.31, heldOut: 0.3 },
      { iteration: 260, train: 0.5, heldOut: 0.45 },
      { iteration: 400, train: 0.56, heldOut: 0.43 },
    ],
    seconds: 0.4,
    ...more,
  };
}

const column = (name: string): ColumnFacts => ({
  name,
  type: 'numeric',
  missing: 0,
  distinct: 100,
  used: true,
});

/** A report of these pairs, its columns in the order in which the pairs name them. */
export function report(pairs: PairResult[], more: Partial<Report> = {}): Report {
  return {
    schema: REPORT_SCHEMA,
    dataset: { source: 'plants.csv', sha256: 'ab', format: 'csv', rows: 320, rowsUsed: 300, badRows: 2 },
    settings: {
      estimator: 'mine',
      preset: 'standard',
      seed: 1,
      maxRows: 300,
      training: { folds: 5 },
      groupTraining: { folds: 5 },
    },
    engine: { name: 'kernel', version: '1', threads: 2 },
    columns: [...new Set(pairs.flatMap(({ x, z }) => [...x, ...z]))].map(column),
    pairs,
    startedAt: '2026-01-01T00:00:00.000Z',
    seconds: 3.21,
    ...more,
  };
}

/** Each of the columns with each other one. */
export function triangle(names: readonly string[], mi: (x: number, z: number) => number): PairResult[] {
  return names.flatMap((z, j) => names.slice(0, j).map((x, i) => pair(x, z, { mi: mi(i, j) })));
}

/** Names as strangers give them. */
export const NAMES_OF_STRANGERS = [
  '=cmd()',
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  'rtl\u202egnp.exe',
  'nul\u0000bell\u0007',
  'two\nlines',
  'a'.repeat(10_000),
  '𝒳'.repeat(60),
  '[link](javascript:alert(1))',
  "it's; rm -rf ~ $(id) `id`",
];
