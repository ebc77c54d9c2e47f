import * as l10n from '@vscode/l10n';
import { DEFAULT_MISSING, type Encoding } from '../../dataset/options';
import type { ColumnOverride } from '../../dataset/overrides';
import type { Profile, ProfileColumn } from '../../process/protocol';
import { counted, formatCount, formatShare, typeName } from '../../report/format';
import { isAsInferred, type FileReading } from '../files/fileReading';

/** How a file was read, in words. */

/** What of the reading a person can change for the whole file. */
export type Setting = 'delimiter' | 'encoding' | 'decimalComma' | 'header' | 'comment' | 'missing';

export interface SettingWords {
  readonly setting: Setting;
  readonly label: string;
  readonly value: string;
  readonly isChosen: boolean;
}

/** The settings that the file's format has. */
export function settingsInWords(reading: Profile['reading'], chosen: FileReading): SettingWords[] {
  const { delimiter, encoding, decimalComma, header, comment, missing } = reading;
  const words = (setting: Setting, label: string, value: string | null): SettingWords[] =>
    value === null ? [] : [{ setting, label, value, isChosen: chosen[setting] !== undefined }];
  return [
    ...words('delimiter', l10n.t('Delimiter'), delimiter && delimiterWords(delimiter)),
    ...words('encoding', l10n.t('Encoding'), encoding && ENCODING_WORDS[encoding]),
    ...words(
      'decimalComma',
      l10n.t('Decimal mark'),
      decimalComma === null ? null : decimalWords(decimalComma),
    ),
    ...words('header', l10n.t('Header'), header === null ? null : headerWords(header)),
    // Only delimited text has comments.
    ...words('comment', l10n.t('Comments'), delimiter === null ? null : commentWords(comment)),
    ...words('missing', l10n.t('Missing values'), missingWords(missing)),
  ];
}

export const ENCODING_WORDS: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252 (Latin-1)',
};

const DELIMITER_WORDS = new Map([
  [',', l10n.t('comma')],
  [';', l10n.t('semicolon')],
  ['\t', l10n.t('tab')],
  ['|', l10n.t('pipe')],
  [' ', l10n.t('spaces, any number of them')],
]);
export const USUAL_DELIMITERS: readonly string[] = [...DELIMITER_WORDS.keys()];

export const delimiterWords = (delimiter: string) => DELIMITER_WORDS.get(delimiter) ?? `“${delimiter}”`;
export const decimalWords = (comma: boolean) =>
  comma ? l10n.t('comma, as in 1,5') : l10n.t('point, as in 1.5');
export const headerWords = (header: boolean) =>
  header ? l10n.t('the first row names the columns') : l10n.t('none: the first row is data');
export const commentWords = (comment: string | null) =>
  comment === null ? l10n.t('none: every line is a row') : l10n.t('lines that begin with “{0}”', comment);

function missingWords(missing: readonly string[]): string {
  const isUsual =
    missing.length === DEFAULT_MISSING.length && missing.every((word, i) => word === DEFAULT_MISSING[i]);
  const all = [l10n.t('empty'), ...missing];
  return isUsual ? l10n.t('{0} and {1} more', all.slice(0, 4).join(', '), all.length - 4) : all.join(', ');
}

/** What a person can say a column is. */
export const OVERRIDE_WORDS: Readonly<Record<ColumnOverride, string>> = {
  numeric: l10n.t('Numbers'),
  'decimal-point': l10n.t('Numbers with a decimal point'),
  'decimal-comma': l10n.t('Numbers with a decimal comma'),
  datetime: l10n.t('Dates or times'),
  'day-first': l10n.t('Dates, day first'),
  'month-first': l10n.t('Dates, month first'),
  categorical: l10n.t('Categories'),
  text: l10n.t('Ignored: left out'),
};

/** What is known of a column, in one line. */
export function columnWords(
  { name, type, distinct, distinctEstimated, missing, unparsable, readAs }: ProfileColumn,
  rowsInFile: number,
  { columns }: FileReading,
): string {
  return [
    columns?.has(name) ? l10n.t('{0}, as you chose', typeName(type)) : typeName(type),
    distinctEstimated
      ? l10n.t('about {0} distinct', formatCount(distinct))
      : l10n.t('{0} distinct', formatCount(distinct)),
    ...(readAs === undefined ? [] : [readAs]),
    ...(missing > 0 ? [l10n.t('{0} missing', formatShare(missing, rowsInFile))] : []),
    ...(unparsable > 0 ? [l10n.t('{0} unreadable', formatCount(unparsable))] : []),
  ].join(' · ');
}

/** The rows of a file, how it was read, and what was left out of it. */
export function profileWords(profile: Profile, chosen: FileReading): string {
  const { rows, rowsInFile, badRows } = profile;
  const [bad] = badRows.examples;
  return [
    rows === rowsInFile
      ? counted(rows, 'row')
      : l10n.t('{0}, of which a sample of {1} is used', counted(rowsInFile, 'row'), formatCount(rows)),
    ...(badRows.count > 0
      ? [
          bad
            ? l10n.t('{0} left out (line {1}: {2})', counted(badRows.count, 'badRow'), bad.line, bad.reason)
            : l10n.t('{0} left out', counted(badRows.count, 'badRow')),
        ]
      : []),
    ...(isAsInferred(chosen) ? [] : [l10n.t('read as you chose for this file')]),
  ].join(', ');
}

/** `120 of 340 MB` */
export function progressWords(bytes: number, total: number | null): string {
  return total === null
    ? l10n.t('{0} MB', megabytes(bytes))
    : l10n.t('{0} of {1} MB', megabytes(bytes), megabytes(total));
}

const megabytes = (bytes: number) => formatCount(Math.round(bytes / 1e6));
