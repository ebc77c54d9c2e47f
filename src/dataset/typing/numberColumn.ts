import * as l10n from '@vscode/l10n';
import type { DictionaryCells } from './cells';
import { parseLevels, type ParsedLevels } from './levels';
import { takeApart, valueIn, type NumberForm, type WrittenNumber } from './numbers';

/** As many numbers with groups of three digits beside small ones without tell that the mark groups thousands. */
const TELLING_GROUPS = 10;

/**
 * Reads a column of numbers in the form in which more of its cells are numbers: with a decimal point or a decimal comma,
 * with percent signs or without. Amounts in more than one currency are no numbers, as they cannot be compared.
 * @param decimal the decimal mark, where a person has told it
 */
export function readNumbers(cells: DictionaryCells, decimal?: NumberForm['decimal']): ParsedLevels {
  const written = cells.levels.map(takeApart);
  const currencies = new Set(written.map((number) => number?.currency ?? '').filter((sign) => sign !== ''));
  if (currencies.size > 1) {
    const none = parseLevels(cells, () => NaN);
    return {
      ...none,
      refused: l10n.t('amounts in more than one currency: {0}', [...currencies].slice(0, 4).join(', ')),
    };
  }
  const percent = shareOf(cells, (level) => written[level]?.percent === true) > 0.5;
  const read = (form: NumberForm) => parseLevels(cells, (_, level) => valueIn(form, written[level] ?? null));
  const point = read({ decimal: 'point', percent });
  const comma = read({ decimal: 'comma', percent });
  const chosen = decimal ?? (comma.fitting > point.fitting ? 'comma' : 'point');
  const reading = chosen === 'comma' ? comma : point;
  const undecided = decimal === undefined && comma.fitting === point.fitting;
  return {
    ...reading,
    ...described(cells, written, { decimal: chosen, percent }, [...currencies]),
    ...(undecided && ambiguity(cells, written)),
  };
}

function shareOf({ counts, present }: DictionaryCells, has: (level: number) => boolean): number {
  return counts.reduce((sum, count, level) => (has(level) ? sum + count : sum), 0) / present;
}

/** In words, how the numbers are written, where that is not as programs write them. */
function described(
  { levels }: DictionaryCells,
  written: readonly (WrittenNumber | null)[],
  { decimal, percent }: NumberForm,
  [currency]: readonly string[],
): Pick<ParsedLevels, 'readAs'> {
  const some = (has: (number: WrittenNumber) => boolean) =>
    written.some((number) => number !== null && has(number));
  const words = [
    currency === undefined ? '' : l10n.t('amounts in {0}', currency),
    percent ? l10n.t('percent signs: 12 % is 0.12') : '',
    decimal === 'comma' && levels.some((cell) => cell.includes(',')) ? l10n.t('decimal comma') : '',
    some((number) => number[decimal].grouped) ? l10n.t('thousands separators') : '',
    some(({ parenthesised }) => parenthesised) ? '(12) is -12' : '',
  ].filter((word) => word !== '');
  return words.length > 0 ? { readAs: words.join('; ') } : {};
}

function ambiguity(
  cells: DictionaryCells,
  written: readonly (WrittenNumber | null)[],
): Pick<ParsedLevels, 'ambiguity'> {
  const words = thousandsAmbiguity(cells, written);
  return words === undefined ? {} : { ambiguity: words };
}

/** Says which numbers have a mark that may group thousands or begin a fraction; undefined where the cells tell. */
export function thousandsAmbiguity(
  { levels, counts }: Pick<DictionaryCells, 'levels' | 'counts'>,
  written: readonly (WrittenNumber | null)[],
): string | undefined {
  const isUnclear = (number: WrittenNumber | null) =>
    number !== null && number.point.grouped && !Number.isNaN(number.comma.value);
  const example = levels[written.findIndex(isUnclear)];
  if (example === undefined) return undefined;
  const cellsWith = (has: (level: number) => boolean) =>
    counts.reduce((n, count, i) => (has(i) ? n + count : n), 0);
  const unclear = cellsWith((level) => isUnclear(written[level] ?? null));
  const bare = levels.filter((cell) => /^\d+$/.test(cell));
  // Three decimals in each of many numbers would not leave whole ones without any.
  if (unclear >= TELLING_GROUPS && bare.length > 0 && bare.every((cell) => cell.length <= 3))
    return undefined;
  return l10n.t(
    '{0} is read with a thousands separator; no value tells that it is not a decimal comma',
    example,
  );
}
