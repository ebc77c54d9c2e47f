import * as l10n from '@vscode/l10n';
import type { DictionaryCells } from './cells';
import { orderAmbiguity, orderWords } from './dateColumn';
import { parseDate, parseTime, timeOfDayWords, usualOrder, type DateOrder } from './dates';
import { thousandsAmbiguity } from './numberColumn';
import { parseDecimal, takeApart, valueIn, type NumberForm } from './numbers';
import type { ColumnOverride } from '../overrides';

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
  /** Of day and month, where they are numbers. */
  readonly order?: DateOrder;
  readonly doubt?: Doubt;
}

/** The cells seen so far can be read in two ways. */
export interface Doubt {
  /** What was guessed, in words. */
  readonly words: string;
  /** The other way; a cell that has a value but none in this way decides. */
  readonly rival: (cell: string) => number;
}

/** Different cells, and how often each of them comes. */
export type CountedLevels = Pick<DictionaryCells, 'levels' | 'counts'>;

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
 * @param again whether the first of those that fit equally well turned out wrong further down
 */
export function chooseParser(cells: CountedLevels, hints: ParserHints, again = false): ValueParser | null {
  const { levels } = cells;
  const judged = candidates(levels, hints).map((candidate) => ({
    ...candidate,
    fitting: levels.filter((cell) => !Number.isNaN(candidate.parser.parse(cell))).length,
  }));
  if (again) judged.reverse();
  const [best] = judged.sort((a, b) => b.fitting - a.fitting);
  if (best === undefined) return null;
  if (hints.override === undefined && best.fitting < FITTING_SHARE * levels.length) return null;
  const rival = judged.find(({ parser }) => parser === best.rival);
  return rival ? withDoubt(best.parser, rival.parser, rival.fitting === best.fitting, cells) : best.parser;
}

/** Says what was guessed where a rival reads the same cells otherwise. */
function withDoubt(
  parser: ValueParser,
  rival: ValueParser,
  undecided: boolean,
  cells: CountedLevels,
): ValueParser {
  const { order } = parser;
  const doubt = (words: string | undefined): Pick<ValueParser, 'doubt'> =>
    undecided && words !== undefined ? { doubt: { words, rival: rival.parse } } : {};
  if (order === undefined)
    return { ...parser, ...doubt(thousandsAmbiguity(cells, cells.levels.map(takeApart))) };
  const example = cells.levels.find((cell) => !Object.is(parser.parse(cell), rival.parse(cell)));
  if (example === undefined) return parser;
  return { ...parser, readAs: () => orderWords(order), ...doubt(orderAmbiguity(example, order)) };
}

interface Candidate {
  readonly parser: ValueParser;
  /** What it may be mistaken for. */
  readonly rival?: ValueParser;
}

function candidates(cells: readonly string[], { decimalComma, override }: ParserHints): Candidate[] {
  const points = [
    { parser: POINT, ...(!decimalComma && { rival: COMMA }) },
    { parser: numberParser({ decimal: 'point', percent: true }, percentWords) },
  ];
  const commas = [
    { parser: COMMA },
    {
      parser: numberParser({ decimal: 'comma', percent: true }, () =>
        l10n.t('{0}; decimal comma', percentWords()),
      ),
    },
  ];
  const numbers = decimalComma ? [...commas, ...points] : [...points, ...commas];
  const usual = dateParser(usualOrder(cells[0] ?? ''));
  const unusual = dateParser(usual.order === 'day-first' ? 'month-first' : 'day-first');
  const orders = [
    { parser: usual, rival: unusual },
    { parser: unusual, rival: usual },
  ];
  const dates = [...orders, { parser: TIME }];
  switch (override) {
    case undefined:
      return [...numbers, ...dates];
    case 'numeric':
      return numbers;
    case 'decimal-point':
      return points;
    case 'decimal-comma':
      return commas;
    case 'datetime':
      return dates;
    case 'day-first':
    case 'month-first':
      return orders.flatMap(({ parser }) => (parser.order === override ? [{ parser }] : []));
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
  return { type: 'datetime', decimalMark: null, parse: (cell) => parseDate(cell, order), order };
}
