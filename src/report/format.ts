import type { PairState } from './report';

export type Units = 'nats' | 'bits';

/** Nats in the chosen unit. */
export function inUnits(nats: number, units: Units): number {
  return units === 'bits' ? nats / Math.LN2 : nats;
}

/** Two decimals, a third below 0.1; a proper minus is not needed: estimates are never below 0. */
export function formatInformation(nats: number | null, units: Units): string {
  if (nats === null) return '–';
  const value = inUnits(nats, units);
  return value !== 0 && value < 0.1 ? value.toFixed(3) : value.toFixed(2);
}

/** Three decimals, or "<0.001". */
export function formatProbability(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '<0.001' : p.toFixed(3);
}

/** Whole percent; a little is not nothing. */
export function formatShare(part: number, whole: number): string {
  const percent = whole > 0 ? (100 * part) / whole : 0;
  return percent > 0 && percent < 1 ? '<1 %' : `${Math.round(percent)} %`;
}

export function formatCorrelation(r: number | null | undefined): string {
  return r === null || r === undefined ? '–' : r.toFixed(2);
}

/** A side's columns as one name. */
export function sideName(columns: readonly string[]): string {
  return columns.join(' + ');
}

/** Strongest first; pairs without an estimate last, in their own order. */
export function byStrength<P extends Pick<PairState, 'mi'>>(pairs: readonly P[]): P[] {
  return [...pairs].sort((a, b) => (b.mi ?? -1) - (a.mi ?? -1));
}
