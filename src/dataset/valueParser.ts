import * as l10n from '@vscode/l10n';
import { parseDate, parseTime, timeOfDayWords, usualOrder, type DateOrder } from './dates';
import { parseDecimal, takeApart, valueIn, type NumberForm } from './numbers';
import type { ColumnOverride } from './overrides';

/** Share of the cells that must fit a type for the column to be of it; the rest counts as missing. */
export const FITTING_SHARE = 0.98;

/** How the cells of a column become numbers one by one, where they are too many to be held as words. */
export interface ValueParser {
  readonly type: 'numeric' | 'datetime';
  /** A trimmed cell's value; NaN where it has none. */
  readonly parse: (cell: string) => number;
  /**
   * The mark in cells of digits, one mark, a sign and an exponent, which may then be read without `parse`;
   * null where `parse` must see every cell.
   */
  readonly decimalMark: '.' | ',' | null;
  /** How they are read, where that is more than plain numbers or ISO dates. */
  readonly readAs?: () => string;
}

export interface ParserHints {
  /** Whether 1,5 is expected rather than 1.5. */
  readonly decimalComma: boolean;
  /** What a person says the column is. */
  readonly override: ColumnOverride | undefined;
}

const POINT = numberParser({ decimal: 'point', percent: false });
const COMMA = numberParser({ decimal: 'comma', percent: false }, () => l10n.t('decimal comma'));

/** The parser for a column of numbers as programs write them; null where too few of these different cells are. */
export function choosePlainParser(cells: readonly string[], hints: ParserHints): ValueParser | null {
  const { override, decimalComma } = hints;
  if (override === 'categorical' || override === 'text') return null;
  const comma = override === 'decimal-comma' || (decimalComma && override !== 'decimal-point');
  const isPlain = (cell: string) => !Number.isNaN(parseDecimal(comma ? cell.replace(',', '.') : cell));
  const ambiguous = comma && cells.some((cell) => cell.includes('.'));
  const fitting = cells.filter(isPlain).length;
  if (ambiguous || fitting < FITTING_SHARE * cells.length) return null;
  return comma ? COMMA : POINT;
}

/**
 * The parser that fits most of these different cells; null where none fits enough of them.
 * What a person says needs no fit.
 */
export function chooseParser(cells: readonly string[], hints: ParserHints): ValueParser | null {
  const [best] = candidates(cells, hints)
    .map((parser) => ({ parser, fitting: cells.filter((cell) => !Number.isNaN(parser.parse(cell))).length }))
    .sort((a, b) => b.fitting - a.fitting);
  if (best === undefined) return null;
  return hints.override !== undefined || best.fitting >= FITTING_SHARE * cells.length ? best.parser : null;
}

function candidates(cells: readonly string[], { decimalComma, override }: ParserHints): ValueParser[] {
  const point = [POINT, numberParser({ decimal: 'point', percent: true }, percentWords)];
  const comma = [
    COMMA,
    numberParser({ decimal: 'comma', percent: true }, () => l10n.t('{0}; decimal comma', percentWords())),
  ];
  const numbers = decimalComma ? [...comma, ...point] : [...point, ...comma];
  const usual = usualOrder(cells[0] ?? '');
  const dates = [dateParser(usual), dateParser(usual === 'day-first' ? 'month-first' : 'day-first'), TIME];
  switch (override) {
    case undefined:
      return [...numbers, ...dates];
    case 'numeric':
      return numbers;
    case 'decimal-point':
      return point;
    case 'decimal-comma':
      return comma;
    case 'datetime':
      return dates;
    case 'day-first':
    case 'month-first':
      return [dateParser(override)];
    case 'categorical':
    case 'text':
      return [];
  }
}

const percentWords = () => l10n.t('percent signs: 12 % is 0.12');
const TIME: ValueParser = { type: 'datetime', decimalMark: null, parse: parseTime, readAs: timeOfDayWords };

function numberParser(form: NumberForm, readAs?: () => string): ValueParser {
  const point = form.decimal === 'point';
  const parse = (cell: string) => {
    // Most are plain, which is told sooner.
    const plain = point && !form.percent ? parseDecimal(cell) : NaN;
    return Number.isNaN(plain) ? valueIn(form, takeApart(cell)) : plain;
  };
  const decimalMark = form.percent ? null : point ? '.' : ',';
  return { type: 'numeric', parse, decimalMark, ...(readAs !== undefined && { readAs }) };
}

function dateParser(order: DateOrder): ValueParser {
  return { type: 'datetime', decimalMark: null, parse: (cell) => parseDate(cell, order) };
}
