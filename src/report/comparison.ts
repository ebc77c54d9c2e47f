import * as l10n from '@vscode/l10n';
import { formatInformation, sideName, type Units } from './format';
import { informationCorrelation } from './heatmapSvg';
import type { PairResult, Report } from './report';
import { variableKey } from './variables';

/** How far two intervals speak against or for the same value. */
export type Overlap = 'apart' | 'touching' | 'within' | 'unknown';

/** A pair of columns in two reports; null where a report does not have it. */
export interface ComparedPair {
  readonly x: string[];
  readonly z: string[];
  readonly before: PairResult | null;
  readonly after: PairResult | null;
  /** Nats; null where one of them has no estimate. */
  readonly change: number | null;
  /** Difference of the information correlations, -1..1. */
  readonly correlationChange: number | null;
  readonly overlap: Overlap;
}

export interface Comparison {
  readonly before: Report;
  readonly after: Report;
  readonly pairs: ComparedPair[];
}

/** Compares pair by pair; the sides of a pair may be in either order. */
export function compareReports(before: Report, after: Report): Comparison {
  const earlier = new Map(before.pairs.map((pair) => [pairKey(pair), pair]));
  const later = new Map(after.pairs.map((pair) => [pairKey(pair), pair]));
  const pairs = [...new Set([...earlier.keys(), ...later.keys()])].flatMap((key) => {
    const [one, other] = [earlier.get(key) ?? null, later.get(key) ?? null];
    const pair = other ?? one;
    return pair ? [compared(pair, one, other)] : [];
  });
  return { before, after, pairs };
}

function compared(
  { x, z }: Pick<PairResult, 'x' | 'z'>,
  before: PairResult | null,
  after: PairResult | null,
): ComparedPair {
  const [from, to] = [before?.mi ?? null, after?.mi ?? null];
  const known = from !== null && to !== null;
  return {
    x,
    z,
    before,
    after,
    change: known ? to - from : null,
    correlationChange: known ? informationCorrelation(to) - informationCorrelation(from) : null,
    overlap: overlap(before, after),
  };
}

function overlap(before: PairResult | null, after: PairResult | null): Overlap {
  const [one, other] = [before?.interval, after?.interval];
  if (!one || !other || before?.mi == null || after?.mi == null) return 'unknown';
  if (one[1] < other[0] || other[1] < one[0]) return 'apart';
  const holds = ([low, high]: readonly [number, number], value: number) => low <= value && value <= high;
  return holds(one, after.mi) && holds(other, before.mi) ? 'within' : 'touching';
}

function pairKey({ x, z }: Pick<PairResult, 'x' | 'z'>): string {
  return JSON.stringify([variableKey(x), variableKey(z)].sort());
}

/** What may have made the difference besides the data, a sentence each. */
export function comparisonNotes({ before, after, pairs }: Comparison): string[] {
  const differing = (['estimator', 'preset', 'seed', 'maxRows'] as const).flatMap((name) => {
    const [from, to] = [before.settings[name], after.settings[name]];
    return from === to ? [] : [l10n.t('{0} {1} and {2}', name, from, to)];
  });
  const [fewer, more] = [
    pairs.filter((pair) => !pair.after).length,
    pairs.filter((pair) => !pair.before).length,
  ];
  return [
    before.dataset.sha256 === after.dataset.sha256
      ? l10n.t('Both reports are of the same data.')
      : l10n.t('The reports are of different data.'),
    ...(differing.length ? [l10n.t('The settings differ: {0}.', differing.join('; '))] : []),
    ...(fewer === 1 ? [l10n.t('1 pair is only in the first report.')] : []),
    ...(fewer > 1 ? [l10n.t('{0} pairs are only in the first report.', fewer)] : []),
    ...(more === 1 ? [l10n.t('1 pair is only in the second report.')] : []),
    ...(more > 1 ? [l10n.t('{0} pairs are only in the second report.', more)] : []),
  ];
}

function overlapWords(overlap: Overlap): string {
  switch (overlap) {
    case 'apart':
      return l10n.t('intervals are apart');
    case 'touching':
      return l10n.t('intervals overlap');
    case 'within':
      return l10n.t('each lies in the other’s interval');
    case 'unknown':
      return '–';
  }
}

const columnNames = () => [
  'x',
  'z',
  l10n.t('first'),
  l10n.t('second'),
  l10n.t('change'),
  l10n.t('intervals'),
];

/** The head of columns with numbers in {@link comparisonTable}. */
export function comparisonNumbers(): ReadonlySet<string> {
  return new Set(columnNames().slice(2, -1));
}

/** The pairs under a head, those of the largest change first, those of one report last. */
export function comparisonTable({ pairs }: Comparison, units: Units): string[][] {
  const size = ({ change }: ComparedPair) => (change === null ? -1 : Math.abs(change));
  return [
    columnNames(),
    ...[...pairs]
      .sort((a, b) => size(b) - size(a))
      .map((pair) => [
        sideName(pair.x),
        sideName(pair.z),
        withInterval(pair.before, units),
        withInterval(pair.after, units),
        changeWords(pair, units),
        intervalWords(pair),
      ]),
  ];
}

export function changeWords({ change }: ComparedPair, units: Units): string {
  if (change === null) return '–';
  const size = formatInformation(Math.abs(change), units);
  return Number(size) === 0 ? size : `${change < 0 ? '−' : '+'}${size}`;
}

export function intervalWords({ before, after, overlap }: ComparedPair): string {
  if (!before) return l10n.t('only in the second report');
  return after ? overlapWords(overlap) : l10n.t('only in the first report');
}

function withInterval(pair: PairResult | null, units: Units): string {
  if (!pair) return '';
  const value = formatInformation(pair.mi, units);
  const [low, high] = pair.interval ?? [];
  return low === undefined || high === undefined
    ? value
    : l10n.t('{0} ({1} to {2})', value, formatInformation(low, units), formatInformation(high, units));
}
