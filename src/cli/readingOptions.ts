import * as l10n from '@vscode/l10n';
import { DERIVATIONS, type DerivationRequest } from '../dataset/derivations';
import { ENCODINGS, type ReadingChoices } from '../dataset/options';
import { COLUMN_OVERRIDES, type ColumnOverride } from '../dataset/overrides';
import { oneOf, UsageError, whole } from './arguments';

/** What a person decides about a dataset: how it is read, what variables are made of its columns, in how much memory. */
export interface DatasetChoices {
  readonly reading: ReadingChoices;
  readonly derive: readonly DerivationRequest[];
  /** MB that the background process may use; 0: a quarter of the machine's. */
  readonly memory: number;
}

/** Options of every command that reads a dataset. */
export const READING_OPTIONS = {
  delimiter: { type: 'string' },
  encoding: { type: 'string' },
  'decimal-comma': { type: 'boolean' },
  'decimal-point': { type: 'boolean' },
  header: { type: 'boolean' },
  'no-header': { type: 'boolean' },
  comment: { type: 'string' },
  missing: { type: 'string', multiple: true },
  type: { type: 'string', multiple: true },
  derive: { type: 'string', multiple: true },
  memory: { type: 'string', default: '0' },
} as const;

type Values = Readonly<
  Partial<{
    delimiter: string;
    encoding: string;
    'decimal-comma': boolean;
    'decimal-point': boolean;
    header: boolean;
    'no-header': boolean;
    comment: string;
    missing: string[];
    type: string[];
    derive: string[];
    memory: string;
  }>
>;

const DELIMITER_NAMES = new Map([
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['\\t', '\t'],
  ['pipe', '|'],
  ['space', ' '],
]);

export function datasetChoices(values: Values): DatasetChoices {
  return {
    reading: readingChoices(values),
    derive: values.derive?.map(derivation) ?? [],
    memory: whole('memory', values.memory ?? '0'),
  };
}

function readingChoices(values: Values): ReadingChoices {
  const { delimiter, encoding, comment, missing, type } = values;
  return {
    ...(delimiter !== undefined && { delimiter: delimiterOf(delimiter) }),
    ...(encoding !== undefined && { encoding: oneOf('encoding', encoding, ENCODINGS) }),
    ...oneOfTwo('decimalComma', values, 'decimal-comma', 'decimal-point'),
    ...oneOfTwo('header', values, 'header', 'no-header'),
    ...(comment !== undefined && { comment: comment === '' ? null : comment }),
    ...(missing && { missing: missing.filter((spelling) => spelling !== '') }),
    ...(type && { columns: new Map(type.map(override)) }),
  };
}

type Flag = 'decimal-comma' | 'decimal-point' | 'header' | 'no-header';

function oneOfTwo<K extends string>(
  key: K,
  values: Values,
  yes: Flag,
  no: Flag,
): Partial<Record<K, boolean>> {
  if (values[yes] && values[no])
    throw new UsageError(l10n.t('--{0} and --{1} contradict each other.', yes, no));
  if (!values[yes] && !values[no]) return {};
  return { [key]: values[yes] === true } as Partial<Record<K, boolean>>;
}

/** `COLUMN=TYPE`; a name may hold the sign as well. */
function override(given: string): [string, ColumnOverride] {
  const [name, type] = splitAtLast(given, '=', '--type takes COLUMN=TYPE');
  return [name, oneOf('type', type, COLUMN_OVERRIDES)];
}

/** `COLUMN:DERIVATION`; a name may hold the sign as well. */
function derivation(given: string): DerivationRequest {
  const [column, as] = splitAtLast(given, ':', '--derive takes COLUMN:WHAT');
  return { column, as: oneOf('derive', as, DERIVATIONS) };
}

function splitAtLast(given: string, sign: string, usage: string): [string, string] {
  const at = given.lastIndexOf(sign);
  if (at < 1) throw new UsageError(`${usage}, not "${given}".`);
  return [given.slice(0, at), given.slice(at + 1)];
}

function delimiterOf(given: string): string {
  const delimiter = DELIMITER_NAMES.get(given) ?? given;
  if (delimiter.length !== 1)
    throw new UsageError(
      `--delimiter takes one character, or ${[...DELIMITER_NAMES.keys()].filter((key) => key.length > 2).join(', ')}; not "${given}".`,
    );
  return delimiter;
}
