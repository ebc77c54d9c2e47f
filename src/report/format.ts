import * as l10n from '@vscode/l10n';
import type { PairState } from './report';

export type Units = 'nats' | 'bits';

/** Nats in the chosen unit. */
export function inUnits(nats: number, units: Units): number {
  return units === 'bits' ? nats / Math.LN2 : nats;
}

/** From here on two decimals say as much as three do below: 0.0996 is 0.10, not 0.100. */
const LEAST_OF_TWO = 0.0995;

/** Two decimals, a third below 0.1; a proper minus is not needed: estimates are never below 0. */
export function formatInformation(nats: number | null, units: Units): string {
  if (nats === null) return '–';
  const value = inUnits(nats, units);
  return value !== 0 && value < LEAST_OF_TWO ? value.toFixed(3) : value.toFixed(2);
}

/** Three decimals, or "<0.001". */
export function formatProbability(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '<0.001' : p.toFixed(3);
}

/** Whole percent; a little is not nothing. */
export function formatShare(part: number, whole: number): string {
  const percent = whole > 0 ? (100 * part) / whole : 0;
  return l10n.t('{0} %', percent > 0 && percent < 1 ? '<1' : Math.round(percent));
}

export function formatCorrelation(r: number | null | undefined): string {
  return r === null || r === undefined ? '–' : r.toFixed(2);
}

/** A side's columns as one name. */
export function sideName(columns: readonly string[]): string {
  return columns.join(' + ');
}

/** A pair as one name. */
export function pairName({ x, z }: Pick<PairState, 'x' | 'z'>): string {
  return l10n.t('{0} with {1}', sideName(x), sideName(z));
}

export function unitName(units: Units): string {
  return units === 'bits' ? l10n.t('bits') : l10n.t('nats');
}

/** A pair's status in a word. */
export function statusName(status: PairState['status']): string {
  switch (status) {
    case 'waiting':
      return l10n.t('waiting');
    case 'training':
      return l10n.t('training');
    case 'converged':
      return l10n.t('converged');
    case 'budget':
      return l10n.t('not converged');
    case 'cancelled':
      return l10n.t('cancelled');
    case 'failed':
      return l10n.t('failed');
  }
}

/** A variable's type, for people. */
export function typeName(type: string): string {
  switch (type) {
    case 'numeric':
      return l10n.t('numeric');
    case 'categorical':
      return l10n.t('categorical');
    case 'boolean':
      return l10n.t('boolean');
    case 'datetime':
      return l10n.t('datetime');
    case 'text':
      return l10n.t('text');
    case 'group':
      return l10n.t('group');
    default:
      return type;
  }
}

/** Strongest first; pairs without an estimate last, in their own order. */
export function byStrength<P extends Pick<PairState, 'mi'>>(pairs: readonly P[]): P[] {
  return [...pairs].sort((a, b) => (b.mi ?? -1) - (a.mi ?? -1));
}

/** BCP 47 tag of the language that the sentences are in: numbers, dates and pages follow it. */
export function language(): string {
  return l10n.t({ message: 'en', comment: 'the tag of this language (BCP 47), for numbers and dates' });
}

export function formatCount(count: number): string {
  return count.toLocaleString(language(), { maximumFractionDigits: 0 });
}

export type Noun = 'pair' | 'row' | 'column' | 'thread' | 'badRow';

/** `1 pair`, `4,950 pairs`. */
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
    case 'badRow':
      return one ? l10n.t('{0} bad row', number) : l10n.t('{0} bad rows', number);
  }
}

/** A forecast, no finer than it is sure: `about 6 s`, `about 40 s`, `about 14 min`, `about 2.5 h`. */
export function formatForecast(seconds: number): string {
  if (seconds < 1) return l10n.t('about a second');
  if (seconds < 9.5) return l10n.t('about {0} s', Math.round(seconds));
  if (seconds < 57.5) return l10n.t('about {0} s', 5 * Math.round(seconds / 5));
  if (seconds < 58 * 60) return l10n.t('about {0} min', Math.max(1, Math.round(seconds / 60)));
  return l10n.t('about {0} h', Number((seconds / 3600).toFixed(1)));
}
