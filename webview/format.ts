import { correlationOfInformation } from './scale';

/** Numbers as people read them. Information comes in nats and goes out in the units chosen in the panel. */

/** `correlation`: {@link correlationOfInformation}, 0..1. */
export type Units = 'nats' | 'bits' | 'correlation';

/** What stands after a number. */
export const UNIT_NAMES: Readonly<Record<Units, string>> = {
  nats: 'nats',
  bits: 'bits',
  correlation: 'information correlation',
};

/** 1 bit = ln 2 nats. */
export function inUnits(nats: number, units: Units): number {
  switch (units) {
    case 'nats':
      return nats;
    case 'bits':
      return nats / Math.LN2;
    case 'correlation':
      return correlationOfInformation(nats);
  }
}

/** Two decimals, for a cell and for its spoken name. */
export function formatShort(nats: number, units: Units): string {
  return withoutNegativeZero(inUnits(nats, units).toFixed(2));
}

/** As {@link formatShort} without the leading zero, for narrow cells: `.52`. */
export function formatTight(nats: number, units: Units): string {
  return formatShort(nats, units).replace(/^0\./, '.');
}

/** Two decimals, three where two would hide the value. */
export function formatInformation(nats: number, units: Units): string {
  const value = inUnits(nats, units);
  return withoutNegativeZero(value.toFixed(Math.abs(value) < 0.1 ? 3 : 2));
}

/** `0.41–0.58`, both ends with the same decimals: as many as {@link formatInformation} gives, or those asked for. */
export function formatInterval([low, high]: readonly [number, number], units: Units, asked?: number): string {
  const [from, to] = [inUnits(low, units), inUnits(high, units)];
  const decimals = asked ?? (Math.abs(to) < 0.1 ? 3 : 2);
  const [start, end] = [
    withoutNegativeZero(from.toFixed(decimals)),
    withoutNegativeZero(to.toFixed(decimals)),
  ];
  return start.startsWith('-') ? `${signed(start)} to ${signed(end)}` : `${start}–${end}`;
}

/** `0.012`, `< 0.001`. */
export function formatProbability(probability: number): string {
  if (probability < 0.001) return '< 0.001';
  return probability.toFixed(probability < 0.1 ? 3 : 2);
}

/** A correlation, with a true minus sign. */
export function formatCorrelation(correlation: number): string {
  return signed(withoutNegativeZero(correlation.toFixed(2)));
}

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export function formatCount(count: number): string {
  return grouped.format(count);
}

/** `1 pair`, `28 pairs`. */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

export function formatPercent(share: number): string {
  return `${Math.round(100 * Math.min(1, Math.max(0, share)))} %`;
}

/** `0.4 s`, `20 s`, `3 min 5 s`, `1 h 10 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 600) return joined(Math.floor(whole / 60), 'min', whole % 60, 's');
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

/** A forecast, rounded so that it does not flicker: `a few seconds`, `about 20 s`, `about 3 min`. */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 5) return 'a few seconds';
  if (seconds < 55) return `about ${Math.ceil(seconds / 5) * 5} s`;
  if (seconds < 3600) return `about ${Math.max(1, Math.round(seconds / 60))} min`;
  return `about ${(seconds / 3600).toFixed(1)} h`;
}

function joined(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${restUnit}`;
}

function withoutNegativeZero(text: string): string {
  return /^-0\.?0*$/.test(text) ? text.slice(1) : text;
}

function signed(text: string): string {
  return text.replace('-', '−');
}
