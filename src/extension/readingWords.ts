import { DEFAULT_MISSING, type Encoding } from '../dataset/options';
import type { ColumnOverride } from '../dataset/overrides';
import type { Profile, ProfileColumn } from '../process/protocol';
import { counted, formatCount, formatShare } from '../report/format';
import { isAsInferred, type FileReading } from './fileReading';

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
    ...words('delimiter', 'Delimiter', delimiter && delimiterWords(delimiter)),
    ...words('encoding', 'Encoding', encoding && ENCODING_WORDS[encoding]),
    ...words('decimalComma', 'Decimal mark', decimalComma === null ? null : decimalWords(decimalComma)),
    ...words('header', 'Header', header === null ? null : headerWords(header)),
    // Only delimited text has comments.
    ...words('comment', 'Comments', delimiter === null ? null : commentWords(comment)),
    ...words('missing', 'Missing values', missingWords(missing)),
  ];
}

export const ENCODING_WORDS: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252 (Latin-1)',
};

const DELIMITER_WORDS = new Map([
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'pipe'],
  [' ', 'spaces, any number of them'],
]);
export const USUAL_DELIMITERS: readonly string[] = [...DELIMITER_WORDS.keys()];

export const delimiterWords = (delimiter: string) => DELIMITER_WORDS.get(delimiter) ?? `“${delimiter}”`;
export const decimalWords = (comma: boolean) => (comma ? 'comma, as in 1,5' : 'point, as in 1.5');
export const headerWords = (header: boolean) =>
  header ? 'the first row names the columns' : 'none: the first row is data';
export const commentWords = (comment: string | null) =>
  comment === null ? 'none: every line is a row' : `lines that begin with “${comment}”`;

function missingWords(missing: readonly string[]): string {
  const isUsual =
    missing.length === DEFAULT_MISSING.length && missing.every((word, i) => word === DEFAULT_MISSING[i]);
  const all = ['empty', ...missing];
  return isUsual ? `${all.slice(0, 4).join(', ')} and ${all.length - 4} more` : all.join(', ');
}

/** What a person can say a column is. */
export const OVERRIDE_WORDS: Readonly<Record<ColumnOverride, string>> = {
  numeric: 'Numbers',
  'decimal-point': 'Numbers with a decimal point',
  'decimal-comma': 'Numbers with a decimal comma',
  datetime: 'Dates or times',
  'day-first': 'Dates, day first',
  'month-first': 'Dates, month first',
  categorical: 'Categories',
  text: 'Ignored: left out',
};

/** What is known of a column, in one line. */
export function columnWords(
  { name, type, distinct, distinctEstimated, missing, unparsable, readAs }: ProfileColumn,
  rowsInFile: number,
  { columns }: FileReading,
): string {
  return [
    columns?.has(name) ? `${type}, as you chose` : type,
    `${distinctEstimated ? 'about ' : ''}${formatCount(distinct)} distinct`,
    ...(readAs === undefined ? [] : [readAs]),
    ...(missing > 0 ? [`${formatShare(missing, rowsInFile)} missing`] : []),
    ...(unparsable > 0 ? [`${formatCount(unparsable)} unreadable`] : []),
  ].join(' · ');
}

/** The rows of a file, how it was read, and what was left out of it. */
export function profileWords(profile: Profile, chosen: FileReading): string {
  const { rows, rowsInFile, badRows } = profile;
  const [bad] = badRows.examples;
  const where = bad ? ` (line ${bad.line}: ${bad.reason})` : '';
  return [
    rows === rowsInFile
      ? counted(rows, 'row')
      : `${counted(rowsInFile, 'row')}, of which a sample of ${formatCount(rows)} is used`,
    ...(badRows.count > 0 ? [`${counted(badRows.count, 'bad one')} left out${where}`] : []),
    ...(isAsInferred(chosen) ? [] : ['read as you chose for this file']),
  ].join(', ');
}

/** `120 of 340 MB` */
export function progressWords(bytes: number, total: number | null): string {
  return `${total === null ? '' : `${megabytes(bytes)} of `}${megabytes(total ?? bytes)} MB`;
}

const megabytes = (bytes: number) => formatCount(Math.round(bytes / 1e6));
