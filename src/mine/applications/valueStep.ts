import type { NumericColumn } from '../../dataset/dataset';

/** Of dates, from coarse to fine, milliseconds. */
const TIME_STEPS = [86_400_000, 3_600_000, 60_000, 1_000, 1];
const DAY = 86_400_000;
/** With more decimals than these, values were computed and not written down. */
const MOST_DECIMALS = 10;

/**
 * What all values of a column are multiples of, as of 25 or 0.1, dates of a unit of time; 0: of nothing. Null
 * where what lies between two values is none: ranks, and the first days of months.
 */
export function valueStep({ type }: Pick<NumericColumn, 'type'>, values: Float64Array): number | null {
  if (type === 'ordinal' || !values.every(Number.isFinite)) return null;
  if (type !== 'datetime') {
    const decimals = values.reduce((most, value) => Math.max(most, decimalsOf(value)), 0);
    if (decimals > MOST_DECIMALS) return 0;
    const unit = 10 ** decimals;
    const multiple = values.reduce((divisor, value) => commonDivisor(divisor, Math.round(value * unit)), 0);
    return multiple > 0 ? multiple / unit : 0;
  }
  const isMultiple = (value: number, step: number) => value % step === 0;
  if (values.every((value) => isMultiple(value, DAY) && new Date(value).getUTCDate() === 1)) return null;
  return TIME_STEPS.find((step) => values.every((value) => isMultiple(value, step))) ?? 0;
}

/** In the shortest decimal writing that is the value. */
export function decimalsOf(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  const written = digits.split('.')[1]?.length ?? 0;
  return Math.max(0, written - Number(exponent));
}

function commonDivisor(a: number, b: number): number {
  let [most, least] = [Math.abs(a), Math.abs(b)];
  while (least > 0) [most, least] = [least, most % least];
  return most;
}
