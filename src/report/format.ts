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

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export function formatCount(count: number): string {
  return grouped.format(count);
}

/** `1 pair`, `4,950 pairs`. */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A forecast, no finer than it is sure: `about 6 s`, `about 40 s`, `about 14 min`, `about 2.5 h`. */
export function formatForecast(seconds: number): string {
  if (seconds < 1) return 'about a second';
  if (seconds < 9.5) return `about ${Math.round(seconds)} s`;
  if (seconds < 57.5) return `about ${5 * Math.round(seconds / 5)} s`;
  if (seconds < 58 * 60) return `about ${Math.max(1, Math.round(seconds / 60))} min`;
  return `about ${Number((seconds / 3600).toFixed(1))} h`;
}
