import * as l10n from '@vscode/l10n';
import type { ValueSummary } from './valueSummary';

/** Fewer values than these may all differ by chance. */
export const MIN_VALUES = 10;

const IDENTIFIER_WORDS = new Set([
  'id',
  'ids',
  'idx',
  'index',
  'key',
  'row',
  'rowid',
  'uuid',
  'guid',
  'no',
  'nr',
  'code',
]);
/** Codes of places, people and books. */
const CODE_WORDS = new Set(['zip', 'zipcode', 'postcode', 'postal', 'fips', 'phone', 'isbn', 'ssn']);
const TIME_WORDS = new Set([
  'year',
  'yr',
  'month',
  'week',
  'day',
  'hour',
  'minute',
  'second',
  'date',
  'time',
]);

/**
 * Why a column of numbers names its rows rather than measures them; undefined where it does not.
 * @param ascends whether each value is one more than the one before; null: the values are all there are, so look
 */
export function numericIdentifierReason(
  name: string,
  values: Float64Array,
  { present, distinct, whole, ...ends }: ValueSummary,
  ascends: boolean | null,
): string | undefined {
  if (present < MIN_VALUES || !whole) return undefined;
  const words = wordsOf(name);
  if (distinct < present) return isCodeName(name) ? l10n.t('a code, not a measure') : undefined;
  if (isCodeName(name) || IDENTIFIER_WORDS.has(words.at(-1) ?? '')) return l10n.t('every value is different');
  if (words.some((word) => TIME_WORDS.has(word)) || looksLikeYears(ends)) return undefined;
  return (ascends ?? countsUp(values)) ? l10n.t('counts the rows') : undefined;
}

/** Whether whole numbers of this name tell things apart, whose size means nothing: `Zip Code`, `agency code`, `stateId`. */
export function isCodeName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  return last === 'id' || last === 'code' || CODE_WORDS.has(last === 'number' ? (words.at(-2) ?? '') : last);
}

/** `customerId`, `customer_id` and `Customer ID` are the same two words. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

function looksLikeYears({ least, greatest }: Pick<ValueSummary, 'least' | 'greatest'>): boolean {
  return least >= 1500 && greatest <= 2200;
}

/** Each value is one more than the one before; missing values are passed over. */
function countsUp(values: Float64Array): boolean {
  let last = NaN;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (!Number.isNaN(last) && value !== last + 1) return false;
    last = value;
  }
  return true;
}

/** More different values than these are hardly ranks. */
const MAX_RANKS = 20;
/** How often each of them must occur on average, and how far they may lie apart. */
const REPEATED = 5;
const MAX_SPAN = 100;

/** Whether whole numbers are few and repeated: ratings, grades, counts of few. Years are not. */
export function isOrdinal({ present, distinct, whole, ...ends }: ValueSummary): boolean {
  return (
    distinct > 2 &&
    distinct <= MAX_RANKS &&
    present >= REPEATED * distinct &&
    ends.greatest - ends.least <= MAX_SPAN &&
    !looksLikeYears(ends) &&
    whole
  );
}
