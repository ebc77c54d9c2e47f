import type { ReadingChoices } from '../dataset/options';
import { ENCODINGS } from '../dataset/options';
import { oneOf, UsageError } from './arguments';

/** Options of every command that reads a dataset: what a person decides about the reading. */
export const READING_OPTIONS = {
  delimiter: { type: 'string' },
  encoding: { type: 'string' },
  'decimal-comma': { type: 'boolean' },
  'no-header': { type: 'boolean' },
  comment: { type: 'string' },
  missing: { type: 'string', multiple: true },
} as const;

type Values = Readonly<
  Partial<{
    delimiter: string;
    encoding: string;
    'decimal-comma': boolean;
    'no-header': boolean;
    comment: string;
    missing: string[];
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

export function readingChoices(values: Values): ReadingChoices {
  const { delimiter, encoding, comment, missing } = values;
  return {
    ...(delimiter !== undefined && { delimiter: delimiterOf(delimiter) }),
    ...(encoding !== undefined && { encoding: oneOf('encoding', encoding, ENCODINGS) }),
    ...(values['decimal-comma'] && { decimalComma: true }),
    ...(values['no-header'] && { header: false }),
    ...(comment !== undefined && { comment: comment === '' ? null : comment }),
    ...(missing && { missing }),
  };
}

function delimiterOf(given: string): string {
  const delimiter = DELIMITER_NAMES.get(given) ?? given;
  if (delimiter.length !== 1)
    throw new UsageError(
      `--delimiter takes one character, or ${[...DELIMITER_NAMES.keys()].filter((key) => key.length > 2).join(', ')}; not "${given}".`,
    );
  return delimiter;
}
