/** What a column of numbers has in common in its writing; a column decides as a whole, one cell cannot. */
export interface NumberForm {
  readonly decimal: 'point' | 'comma';
  /** Each number has a percent sign and is read in hundredths. */
  readonly percent: boolean;
}

/** A plain number such as -1.5, .5 or 6e23, as programs write it; NaN for everything else. */
export function parseDecimal(cell: string): number {
  // `Number` also reads hexadecimal, Infinity and blanks, hence the look at the characters first.
  return hasOnlyDecimalUnits(cell) && !isPaddedCode(cell) ? finiteOrNaN(Number(cell)) : NaN;
}

function finiteOrNaN(value: number): number {
  return Number.isFinite(value) ? value : NaN;
}

/** Digits, signs, the point and the exponent's letter; a loop, as it runs for each cell of a file. */
function hasOnlyDecimalUnits(cell: string): boolean {
  for (let i = 0; i < cell.length; i++) {
    const unit = cell.charCodeAt(i);
    if (!isDigit(unit) && unit !== 46 && unit !== 45 && unit !== 43 && unit !== 101 && unit !== 69)
      return false;
  }
  return cell !== '';
}

const isDigit = (unit: number) => unit >= 48 && unit <= 57;

/** 02134 or 007: codes are filled up with zeros, numbers are not (two digits may be a month). */
function isPaddedCode(cell: string): boolean {
  return (
    cell.length > 2 &&
    cell.charCodeAt(0) === 48 &&
    isDigit(cell.charCodeAt(1)) &&
    isDigit(cell.charCodeAt(2)) &&
    !cell.includes('.')
  );
}

/** A number as people write it, taken apart. */
export interface WrittenNumber {
  /** (12), as accountants write -12. */
  readonly parenthesised: boolean;
  /** Sign or code of its currency; '' where there is none. */
  readonly currency: string;
  readonly percent: boolean;
  /** What it says where the decimal mark is a point, and where it is a comma. */
  readonly point: Reading;
  readonly comma: Reading;
}

interface Reading {
  /** NaN where it cannot be read so. */
  readonly value: number;
  /** With marks between groups of digits. */
  readonly grouped: boolean;
}

const SIGN = '[-+\u2212\u2013]';
const CODES =
  'USD|EUR|GBP|JPY|CHF|CNY|INR|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RUB|TRY|BRL|MXN|ZAR|KRW|SGD|HKD|ILS';
const CURRENCY = `(?:[A-Z]{0,2}\\p{Sc}|${CODES})`;
const SPACES = "'\u2019 \u00a0\u2009\u202f";
const WRITTEN = new RegExp(
  `^(?<open>\\()?(?<sign>${SIGN})? ?(?<before>${CURRENCY})?\\s?(?<inner>${SIGN})?` +
    `(?<digits>[.,]?\\d[\\d.,${SPACES}]*)(?<exponent>[eE][-+\u2212]?\\d+)?` +
    `\\s?(?:(?<percent>%)|(?<after>${CURRENCY}))?(?<close>\\))?$`,
  'u',
);
/** No number is longer; what is would only cost time. */
const MAX_LENGTH = 60;

/** Digits with or without marks between groups of three (in India, of two but for the last), and a fraction. */
const digitsWith = (marks: string, decimal: string) =>
  new RegExp(
    `^(?:\\d*|(?<grouped>[1-9]\\d{0,2}(?<mark>[${marks}${SPACES}])\\d{3}(?:\\k<mark>\\d{3})*` +
      `|[1-9]\\d?(?:,\\d{2})+,\\d{3}))(?:${decimal}\\d*)?$`,
  );
const WITH_POINT = digitsWith(',', '\\.');
const WITH_COMMA = digitsWith('.', ',');

/** Takes apart a number with thousands separators, a currency, a percent sign, a sign or parentheses; null for none. */
export function takeApart(cell: string): WrittenNumber | null {
  if (cell.length > MAX_LENGTH) return null;
  const parts: Readonly<Partial<Record<string, string>>> | undefined = WRITTEN.exec(cell)?.groups;
  if (parts === undefined) return null;
  const { open, close, sign, inner, before = '', after = '', exponent = '' } = parts;
  const digits = (parts['digits'] ?? '').trimEnd();
  const parenthesised = open !== undefined;
  const signs = [sign, inner].filter((mark) => mark !== undefined);
  const twice = signs.length + Number(parenthesised) > 1 || (before !== '' && after !== '');
  if (twice || parenthesised !== (close !== undefined) || isPaddedCode(digits)) return null;

  const negative = parenthesised || (signs.length > 0 && signs[0] !== '+');
  const reading = (form: RegExp, plain: string): Reading => {
    const found = form.exec(digits);
    if (found === null) return { value: NaN, grouped: false };
    const value = finiteOrNaN(Number(plain + exponent.replace('\u2212', '-')));
    return { value: negative ? -value : value, grouped: found.groups?.['grouped'] !== undefined };
  };
  return {
    ...{ parenthesised, currency: before + after, percent: parts['percent'] !== undefined },
    point: reading(WITH_POINT, digits.replace(/[^\d.]/g, '')),
    comma: reading(WITH_COMMA, digits.replace(/[^\d,]/g, '').replace(',', '.')),
  };
}

/** The value of a number in a column of this form; NaN where it is written otherwise. */
export function valueIn({ decimal, percent }: NumberForm, written: WrittenNumber | null): number {
  if (written === null) return NaN;
  const { value } = written[decimal];
  // Nothing is nothing, with or without a percent sign.
  if (written.percent !== percent && value !== 0) return NaN;
  return percent ? value / 100 : value;
}
