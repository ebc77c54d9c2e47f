import { describe, expect, it } from 'vitest';
import { DEFAULT_MISSING } from '../../../src/dataset/options';
import {
  columnWords,
  profileWords,
  progressWords,
  settingsInWords,
} from '../../../src/extension/asking/readingWords';
import type { Profile, ProfileColumn } from '../../../src/process/protocol';

const csv: Profile['reading'] = {
  compressed: null,
  encoding: 'windows-1252',
  delimiter: ';',
  decimalComma: true,
  header: false,
  comment: null,
  missing: [...DEFAULT_MISSING],
};
const parquet: Profile['reading'] = {
  ...{ compressed: null, encoding: null, delimiter: null, decimalComma: null, header: null, comment: null },
  missing: ['?', '-9'],
};

describe('how a file was read', () => {
  it('is told setting by setting, those that were chosen as such', () => {
    const words = settingsInWords(csv, { header: false });
    expect(words.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      'Delimiter: semicolon',
      'Encoding: Windows-1252 (Latin-1)',
      'Decimal mark: comma, as in 1,5',
      'Header: none: the first row is data',
      'Comments: none: every line is a row',
      'Missing values: empty, NA, N/A, n/a and 9 more',
    ]);
    expect(words.filter(({ isChosen }) => isChosen).map(({ setting }) => setting)).toEqual(['header']);
  });

  it('has no settings that its format does not have', () => {
    expect(settingsInWords(parquet, { missing: ['?', '-9'] })).toEqual([
      { setting: 'missing', label: 'Missing values', value: 'empty, ?, -9', isChosen: true },
    ]);
  });
});

describe('what is known of a column', () => {
  const column: ProfileColumn = {
    ...{ name: 'a', type: 'datetime', missing: 0, distinct: 12, unparsable: 0, examples: [] },
  };

  it('is its type and how many values it has', () => {
    expect(columnWords(column, 200, {})).toBe('datetime · 12 distinct');
  });

  it('is also what is missing, and what was inferred of its cells', () => {
    const full: ProfileColumn = {
      ...column,
      ...{ distinct: 12345, distinctEstimated: true, missing: 2, unparsable: 3 },
      readAs: 'day first',
    };
    expect(columnWords(full, 200, { columns: new Map([['a', 'datetime']]) })).toBe(
      'datetime, as you chose · about 12,345 distinct · day first · 1 % missing · 3 unreadable',
    );
  });
});

describe('the rows of a file', () => {
  const profile: Profile = {
    ...{ source: 'a.csv', format: 'csv', sha256: '', reading: csv, columns: [] },
    ...{ rows: 200, rowsInFile: 200, badRows: { count: 0, examples: [] } },
  };

  it('are counted', () => {
    expect(profileWords(profile, {})).toBe('200 rows');
  });

  it('are told apart from those that are used, those that could not be, and those read as chosen', () => {
    const large = {
      ...profile,
      ...{ rows: 4000, rowsInFile: 10_000_000 },
      badRows: { count: 1, examples: [{ line: 7, reason: 'too few fields' }] },
    };
    expect(profileWords(large, { header: true })).toBe(
      '10,000,000 rows, of which a sample of 4,000 is used, 1 bad row left out (line 7: too few fields), read as you chose for this file',
    );
  });
});

it('tells how far the reading is', () => {
  expect(progressWords(12_400_000, 340_000_000)).toBe('12 of 340 MB');
  expect(progressWords(1_234_000_000, null)).toBe('1,234 MB');
});
