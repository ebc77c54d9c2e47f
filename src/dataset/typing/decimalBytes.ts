const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const PLUS = 43;
/** Of `e` and `E`, with the bit that tells them apart set. */
const EXPONENT = 101;

/** Powers of ten that are doubles exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** A whole number of as many digits is a double exactly. */
const EXACT_DIGITS = 15;
const MAX_DIGITS = 19;
/** Veltkamp's: splits a double into halves whose products are exact. */
const SPLITTER = 2 ** 27 + 1;

/**
 * The value of a short plain number such as -12.5, else NaN: what most cells are, and small enough for a compiler to put
 * it where it is called.
 * @param mark code of the decimal mark
 */
export function parseShortDecimal(bytes: Uint8Array, from: number, to: number, mark: number): number {
  const negative = bytes[from] === MINUS;
  const first = negative ? from + 1 : from;
  if (to - first > EXACT_DIGITS || (bytes[first] === ZERO && to > first + 1 && bytes[first + 1] !== mark))
    return NaN;
  let whole = 0;
  let markAt = -1;
  for (let i = first; i < to; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= ZERO && byte <= NINE) whole = 10 * whole + (byte - ZERO);
    else if (byte === mark && markAt < 0) markAt = i;
    else return NaN;
  }
  if (to - first < (markAt < 0 ? 1 : 2)) return NaN;
  const value = markAt < 0 ? whole : whole / (POWERS[to - 1 - markAt] ?? NaN);
  return negative ? -value : value;
}

/**
 * The value of a plain number, -1.5 or 6e23, straight from its bytes and the same as `Number` gives for its text; NaN
 * where that cannot be told for sure (the text then must be looked at), and for numbers with a padding zero in front.
 * @param mark code of the decimal mark
 */
export function parseDecimalBytes(bytes: Uint8Array, from: number, to: number, mark: number): number {
  let i = from;
  const sign = bytes[i] ?? 0;
  if (sign === MINUS || sign === PLUS) i++;
  const first = i;
  let high = 0;
  let low = 0;
  let lowDigits = 0;
  let digits = 0;
  let decimals = 0;
  let fraction = false;
  let byte = 0;
  for (; i < to; i++) {
    byte = bytes[i] ?? 0;
    if (byte >= ZERO && byte <= NINE) {
      if (digits < EXACT_DIGITS) high = 10 * high + (byte - ZERO);
      else {
        low = 10 * low + (byte - ZERO);
        lowDigits++;
      }
      if (high > 0) digits++;
      if (fraction) decimals++;
    } else if (byte === mark && !fraction) fraction = true;
    else break;
  }
  const seen = i - first - (fraction ? 1 : 0);
  if (seen === 0 || digits > MAX_DIGITS) return NaN;
  if (seen > 1 && bytes[first] === ZERO && bytes[first + 1] !== mark) return NaN;
  let exponent = -decimals;
  if (i < to) {
    if ((byte | 32) !== EXPONENT) return NaN;
    const given = wholeNumber(bytes, i + 1, to);
    if (Number.isNaN(given)) return NaN;
    exponent += given;
  }
  const value =
    lowDigits === 0
      ? scaled(high, exponent)
      : scaledLong(high * (POWERS[lowDigits] ?? NaN), high, lowDigits, low, exponent);
  return sign === MINUS ? -value : value;
}

/** Exponents, of which four digits are more than enough. */
function wholeNumber(bytes: Uint8Array, from: number, to: number): number {
  const sign = bytes[from] ?? 0;
  const first = sign === MINUS || sign === PLUS ? from + 1 : from;
  if (first >= to || to - first > 4) return NaN;
  let value = 0;
  for (let i = first; i < to; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < ZERO || byte > NINE) return NaN;
    value = 10 * value + (byte - ZERO);
  }
  return sign === MINUS ? -value : value;
}

/** Both factors are exact, so that the one operation rounds as it must (Clinger 1990). */
function scaled(whole: number, exponent: number): number {
  if (whole === 0) return 0;
  if (exponent === 0) return whole;
  if (exponent < -22 || exponent > 22) return NaN;
  return exponent < 0 ? whole / (POWERS[-exponent] ?? NaN) : whole * (POWERS[exponent] ?? NaN);
}

/**
 * (high 10^lowDigits + low) 10^exponent with twice the precision of a double (Dekker 1971), which decides how to round
 * but next to the middle between two doubles; there: NaN.
 * @param product high 10^lowDigits, rounded
 */
function scaledLong(product: number, high: number, lowDigits: number, low: number, exponent: number): number {
  if (exponent < -22 || exponent > 0) return NaN;
  const divisor = POWERS[-exponent] ?? NaN;
  const rest = productError(high, POWERS[lowDigits] ?? NaN, product) + low;
  const quotient = product / divisor;
  const back = quotient * divisor;
  const correction = (product - back - productError(quotient, divisor, back) + rest) / divisor;
  const least = quotient + correction * (1 - 1e-9);
  return least === quotient + correction * (1 + 1e-9) ? least : NaN;
}

/** a b - product, exactly, where product is a b rounded. */
function productError(a: number, b: number, product: number): number {
  const aBig = a * SPLITTER;
  const aHigh = aBig - (aBig - a);
  const aLow = a - aHigh;
  const bBig = b * SPLITTER;
  const bHigh = bBig - (bBig - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
