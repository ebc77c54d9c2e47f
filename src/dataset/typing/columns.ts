import * as l10n from '@vscode/l10n';
import type { CountedCells, DictionaryCells, NumberCells } from './cells';
import { MAX_LEVELS } from './collectors';
import type { CategoricalColumn, Column, ColumnType, NumericColumn } from '../dataset';
import { summarize } from './valueSummary';
import { isOrdinal, numericIdentifierReason } from './identifiers';
import { sharedBuffer } from '../bytes/sharedBuffer';

const EXAMPLES = 3;

/** A person's word for what a column is. */
export interface GivenType {
  readonly type: ColumnType;
}

/** What is known of a column beside its cells. */
export interface ColumnWords {
  readonly name: string;
  readonly unparsable?: Column['unparsable'];
  readonly examples: readonly string[];
  readonly readAs?: string | undefined;
  readonly ambiguity?: string | undefined;
}

const NONE_UNPARSABLE = { count: 0, lines: [] };

const told = <K extends string>(key: K, words: string | undefined) =>
  (words === undefined ? {} : { [key]: words }) as Partial<Record<K, string>>;

/** A column of numbers; unless a person has told, measurements are told from ranks and from names of rows. */
export function numericColumn(
  words: ColumnWords,
  type: 'numeric' | 'datetime',
  cells: Pick<NumberCells, 'values' | 'present' | 'rowsInFile' | 'distinct' | 'countsUp'>,
  given?: GivenType,
): NumericColumn {
  const { values, rowsInFile, countsUp } = cells;
  const held = summarize(values);
  const distinct = Math.max(held.distinct, cells.distinct ?? 0);
  const { name, unparsable = NONE_UNPARSABLE } = words;
  const judged = (): { type: ColumnType; reason?: string | undefined } => {
    if (held.present === 0) return { type: 'empty', reason: l10n.t('no value can be read') };
    if (distinct === 1) return { type: 'constant', reason: l10n.t('every value is the same') };
    if (given !== undefined) return given;
    if (type === 'datetime') return { type };
    const reason = numericIdentifierReason(name, values, held, countsUp);
    if (reason !== undefined) return { type: 'identifier', reason };
    return { type: isOrdinal(held) ? 'ordinal' : 'numeric' };
  };
  const { type: judgement, reason } = judged();
  return {
    ...{ name, type: judgement, kind: 'numeric', values },
    missing: rowsInFile - cells.present,
    distinct,
    ...(cells.distinct !== null && { distinctEstimated: true }),
    unparsable,
    examples: words.examples.slice(0, EXAMPLES),
    ...told('readAs', words.readAs),
    ...told('ambiguity', words.ambiguity),
    ...told('reason', reason),
  };
}

/** A column of codes into levels; missing: -1. */
export function categoricalColumn(
  words: ColumnWords,
  type: ColumnType,
  cells: Pick<DictionaryCells, 'codes' | 'levels'> & Partial<Pick<DictionaryCells, 'present' | 'rowsInFile'>>,
  reason?: string,
): CategoricalColumn {
  const codes = new Int32Array(sharedBuffer(cells.codes.byteLength));
  codes.set(cells.codes);
  return {
    ...{ name: words.name, type, kind: 'categorical', codes, levels: cells.levels },
    missing: (cells.rowsInFile ?? codes.length) - (cells.present ?? codes.filter((code) => code >= 0).length),
    distinct: cells.levels.length,
    unparsable: words.unparsable ?? NONE_UNPARSABLE,
    examples: words.examples.slice(0, EXAMPLES),
    ...told('readAs', words.readAs),
    ...told('ambiguity', words.ambiguity),
    ...told('reason', reason),
  };
}

/** A column of too many different words to be categories: no cell of it is held. */
export function countedColumn(words: ColumnWords, cells: CountedCells): CategoricalColumn {
  const { present, rowsInFile, distinct } = cells;
  // The count of different values is off by 1 % or so.
  const allDifferent = distinct > 0.97 * present;
  const spaced = words.examples.some((example) => /\s/.test(example));
  const reason = allDifferent
    ? l10n.t('every value is different')
    : l10n.t('more than {0} different values', MAX_LEVELS);
  return {
    ...categoricalColumn(words, allDifferent && !spaced ? 'identifier' : 'text', NO_CELLS, reason),
    missing: rowsInFile - present,
    distinct: allDifferent ? present : distinct,
    distinctEstimated: true,
  };
}

const NO_CELLS = { codes: new Int32Array(0), levels: [] };
