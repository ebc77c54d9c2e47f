import * as l10n from '@vscode/l10n';
import { correlationOfInformation } from './scale';

/** Numbers as people read them. Information comes in nats and goes out in the units chosen in the panel. */

/** `correlation`: {@link correlationOfInformation}, 0..1. */
export type Units = 'nats' | 'bits' | 'correlation';

/** What stands after a number. */
export const UNIT_NAMES: Readonly<Record<Units, string>> = {
  nats: l10n.t('nats'),
  bits: l10n.t('bits'),
  correlation: l10n.t('information correlation'),
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

/** From here on two decimals say as much as three do below: 0.0996 is 0.10, not 0.100. */
const LEAST_OF_TWO = 0.0995;

/** Two decimals, three where two would hide the value. */
export function formatInformation(nats: number, units: Units): string {
  const value = inUnits(nats, units);
  return withoutNegativeZero(value.toFixed(Math.abs(value) < LEAST_OF_TWO ? 3 : 2));
}

/** `0.41–0.58`, both ends with the same decimals: as many as {@link formatInformation} gives, or those asked for. */
export function formatInterval([low, high]: readonly [number, number], units: Units, asked?: number): string {
  const [from, to] = [inUnits(low, units), inUnits(high, units)];
  const decimals = asked ?? (Math.abs(to) < LEAST_OF_TWO ? 3 : 2);
  const [start, end] = [
    withoutNegativeZero(from.toFixed(decimals)),
    withoutNegativeZero(to.toFixed(decimals)),
  ];
  return start.startsWith('-') ? l10n.t('{0} to {1}', signed(start), signed(end)) : `${start}–${end}`;
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

/** BCP 47 tag of the page's language. */
export const LANGUAGE = l10n.t({
  message: 'en',
  comment: 'the tag of this language (BCP 47), for numbers and dates',
});

const grouped = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 0 });

export function formatCount(count: number): string {
  return grouped.format(count);
}

export type Noun = 'pair' | 'row' | 'column' | 'thread' | 'unfinishedEstimate' | 'unreadableRow';

/** `1 pair`, `28 pairs`. */
export function counted(count: number, noun: Noun): string {
  const one = count === 1;
  const number = formatCount(count);
  switch (noun) {
    case 'pair':
      return one ? l10n.t('{0} pair', number) : l10n.t('{0} pairs', number);
    case 'row':
      return one ? l10n.t('{0} row', number) : l10n.t('{0} rows', number);
    case 'column':
      return one ? l10n.t('{0} column', number) : l10n.t('{0} columns', number);
    case 'thread':
      return one ? l10n.t('{0} thread', number) : l10n.t('{0} threads', number);
    case 'unfinishedEstimate':
      return one ? l10n.t('{0} unfinished estimate', number) : l10n.t('{0} unfinished estimates', number);
    case 'unreadableRow':
      return one ? l10n.t('{0} unreadable row', number) : l10n.t('{0} unreadable rows', number);
  }
}

export function formatPercent(share: number): string {
  return l10n.t('{0} %', Math.round(100 * Math.min(1, Math.max(0, share))));
}

/** `0.4 s`, `20 s`, `3 min 5 s`, `1 h 10 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return l10n.t('{0} s', seconds.toFixed(1));
  const whole = Math.round(seconds);
  if (whole < 60) return l10n.t('{0} s', whole);
  const minutes = Math.floor(whole / 60);
  if (whole < 600 && whole % 60 > 0) return l10n.t('{0} min {1} s', minutes, whole % 60);
  const rounded = Math.round(seconds / 60);
  if (rounded < 60) return l10n.t('{0} min', rounded);
  const hours = Math.floor(rounded / 60);
  return rounded % 60 > 0 ? l10n.t('{0} h {1} min', hours, rounded % 60) : l10n.t('{0} h', hours);
}

/** A forecast, rounded so that it does not flicker: `a few seconds`, `about 20 s`, `about 3 min`. */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 5) return l10n.t('a few seconds');
  if (seconds < 55) return l10n.t('about {0} s', Math.ceil(seconds / 5) * 5);
  if (seconds < 3600) return l10n.t('about {0} min', Math.max(1, Math.round(seconds / 60)));
  return l10n.t('about {0} h', (seconds / 3600).toFixed(1));
}

function withoutNegativeZero(text: string): string {
  return /^-0\.?0*$/.test(text) ? text.slice(1) : text;
}

function signed(text: string): string {
  return text.replace('-', '−');
}
