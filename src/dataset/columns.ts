import type { CategoricalColumn, Column, ColumnType, NumericColumn } from './dataset';
import { isOrdinal, numericIdentifierReason } from './identifiers';

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
  cells: Float64Array,
  given?: GivenType,
): NumericColumn {
  const values = new Float64Array(sharedBuffer(cells.byteLength));
  values.set(cells);
  const present = values.filter((value) => !Number.isNaN(value)).sort();
  let distinct = 0;
  for (let i = 0; i < present.length; i++) if (i === 0 || present[i] !== present[i - 1]) distinct++;
  const { name, unparsable = NONE_UNPARSABLE } = words;
  const judged = (): { type: ColumnType; reason?: string | undefined } => {
    if (present.length === 0) return { type: 'empty', reason: 'no value can be read' };
    if (distinct === 1) return { type: 'constant', reason: 'every value is the same' };
    if (given !== undefined) return given;
    if (type === 'datetime') return { type };
    const reason = numericIdentifierReason(name, values, present, distinct);
    if (reason !== undefined) return { type: 'identifier', reason };
    return { type: isOrdinal(present, distinct) ? 'ordinal' : 'numeric' };
  };
  const { type: judgement, reason } = judged();
  return {
    ...{ name, type: judgement, kind: 'numeric', values },
    missing: values.length - present.length - unparsable.count,
    distinct,
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
  cells: { readonly codes: Int32Array; readonly levels: readonly string[] },
  reason?: string,
): CategoricalColumn {
  const codes = new Int32Array(sharedBuffer(cells.codes.byteLength));
  codes.set(cells.codes);
  return {
    ...{ name: words.name, type, kind: 'categorical', codes, levels: cells.levels },
    missing: codes.reduce((count, code) => (code < 0 ? count + 1 : count), 0),
    distinct: cells.levels.length,
    unparsable: words.unparsable ?? NONE_UNPARSABLE,
    examples: words.examples.slice(0, EXAMPLES),
    ...told('readAs', words.readAs),
    ...told('ambiguity', words.ambiguity),
    ...told('reason', reason),
  };
}

/** Memory that worker threads can read without a copy, where the host has it. */
function sharedBuffer(bytes: number): SharedArrayBuffer | ArrayBuffer {
  return typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes);
}
