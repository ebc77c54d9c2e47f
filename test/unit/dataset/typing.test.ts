import { describe, expect, test } from 'vitest';
import { columnOf, values } from './reading';

const repeat = (cells: readonly string[], times: number) => Array.from({ length: times }, () => cells).flat();
const range = (n: number, from = 0) => Array.from({ length: n }, (_, i) => String(from + i));

describe('a column of numbers', () => {
  test('holds decimals, exponents and grouped thousands', async () => {
    const column = await columnOf(['1', '-2.5', '.5', '+4.', '6e3', '7E-2', '1,234,567.8']);
    expect(column).toMatchObject({ type: 'numeric', kind: 'numeric', missing: 0, distinct: 7 });
    expect(values(column)).toEqual([1, -2.5, 0.5, 4, 6000, 0.07, 1234567.8]);
    expect(column.reason).toBeUndefined();
    expect(column.readAs).toBe('thousands separators');
  });

  test('is ordinal where it holds few whole numbers again and again, unless they are years', async () => {
    const ratings = await columnOf(repeat(['1', '5', '3'], 5));
    expect(ratings).toMatchObject({ type: 'ordinal', kind: 'numeric', distinct: 3 });
    expect(ratings.reason).toBeUndefined();
    expect((await columnOf(repeat(['1', '5', '3'], 4))).type).toBe('numeric');
    expect((await columnOf(repeat(['1', '5', '3.5'], 5))).type).toBe('numeric');
    expect((await columnOf(repeat(['2019', '2020', '2021'], 5))).type).toBe('numeric');
    expect((await columnOf(repeat(range(21), 5))).type).toBe('numeric');
    expect((await columnOf(repeat(['0', '5', '48000'], 5))).type).toBe('numeric');
  });

  test.each(['0x10', 'Infinity', '1e999', '12 kg', '--1', '1e', '.', '٣', '007', '1,23,4'])(
    'takes %j for no number',
    async (cell) => {
      const column = await columnOf([...range(99), cell]);
      expect(values(column).slice(98)).toEqual([98, null]);
    },
  );

  test('may have decimal commas throughout', async () => {
    expect(values(await columnOf(['1,5', '2,25', '1.234,5']))).toEqual([1.5, 2.25, 1234.5]);
  });

  test('tells the spellings of a missing value from values', async () => {
    const missing = [
      '',
      'NA',
      'N/A',
      'n/a',
      '#N/A',
      'NaN',
      'nan',
      'null',
      'NULL',
      'None',
      '-',
      '?',
      '.',
      ' NA ',
    ];
    const column = await columnOf(['1', ...missing, '2', '2.0']);
    expect(column).toMatchObject({
      type: 'numeric',
      missing: missing.length,
      distinct: 2,
      examples: ['1', '2', '2.0'],
    });
  });

  test('may hold up to 2 % of cells that are no numbers; their lines are kept', async () => {
    const column = await columnOf([...range(96), '5.5', '6', 'six', 'seven']);
    expect(column).toMatchObject({
      type: 'numeric',
      missing: 0,
      unparsable: { count: 2, lines: [100, 101] },
    });
  });

  test('with more of them is a column of words, and says so where it is left out', async () => {
    const column = await columnOf([...range(97, 1000), 'a lot', 'some', 'few']);
    expect(column).toMatchObject({
      kind: 'categorical',
      reason: 'only 97 % of its values are numbers; others are like "a lot"',
    });
  });

  test('keeps the words of a long column that only begins with numbers', async () => {
    const cells = [...range(500), ...range(500).map((n) => `item ${n}`)];
    const column = await columnOf(cells);
    expect(column).toMatchObject({ kind: 'categorical', type: 'text', distinct: 1000 });
    expect(values(column)).toEqual(cells);
  });

  test('keeps count of missing, different and unparsable cells however long it is', async () => {
    const cells = repeat([...range(400, 1), '', 'x'], 3).map((cell) => (cell === '' ? cell : `${cell}.5`));
    const column = await columnOf(cells.map((cell) => (cell === 'x.5' ? 'x' : cell)));
    expect(column).toMatchObject({
      ...{ type: 'numeric', missing: 3, distinct: 400, examples: ['1.5', '2.5', '3.5'] },
      unparsable: { count: 3, lines: [403, 805, 1207] },
    });
  });
});

describe('a column of two levels', () => {
  test.each([
    ['true', 'false'],
    ['Yes', 'NO'],
    ['t', 'F'],
    ['Y', 'n'],
    ['1', '0'],
    ['1.0', '0.0'],
  ])('%s and %s is boolean, its no being code 0', async (yes, no) => {
    const column = await columnOf([yes, no, yes, '']);
    expect(column).toMatchObject({ type: 'boolean', kind: 'categorical', distinct: 2, missing: 1 });
    expect(column.kind === 'categorical' && [...column.codes]).toEqual([1, 0, 1, -1]);
  });

  test('takes capitals and small letters for the same', async () => {
    expect(await columnOf(['True', 'true', 'FALSE'])).toMatchObject({ type: 'boolean', distinct: 2 });
  });

  test('1 and 2 is numeric', async () => {
    expect((await columnOf(['1', '2', '1'])).type).toBe('numeric');
  });
});

describe('a column is left out unless asked for', () => {
  test.each([
    ['that is empty', ['', 'NA', ''], 'empty', 'no values'],
    ['of one value', ['x', 'x', ''], 'constant', 'every value is the same'],
    ['of one number in two spellings', ['1', '1.0'], 'constant', 'every value is the same'],
    ['that counts the rows', range(20, 1), 'identifier', 'counts the rows'],
    ['of words that all differ', range(10).map((n) => `k${n}`), 'identifier', 'every value is different'],
    ['of phrases that all differ', range(10).map((n) => `No. ${n}`), 'text', 'every value is different'],
    [
      ...['of free text', range(60).map((n) => `Comment ${Math.max(1, Number(n))}`), 'text'],
      'free text: 59 different values in 60 cells',
    ],
    [
      ...[
        'of too many levels',
        repeat(
          range(51).map((n) => `k${n}`),
          3,
        ),
        'categorical',
      ],
      '51 different values, more than 50',
    ],
  ] as [string, string[], string, string][])('%s', async (_, cells, type, reason) => {
    expect(await columnOf(cells)).toMatchObject({ type, reason });
  });

  test('of different whole numbers named as an identifier, but not of measurements or years', async () => {
    const different = range(20).map((n) => String((Number(n) * 7919) % 1009));
    for (const name of ['id', 'customer_id', 'customerId', 'Row', 'zip code', 'KEY']) {
      expect(await columnOf(different, name)).toMatchObject({ type: 'identifier', kind: 'numeric' });
    }
    expect((await columnOf(different, 'population')).type).toBe('numeric');
    expect((await columnOf(different, 'idea')).type).toBe('numeric');
    expect((await columnOf(range(20, 1990), 'anno')).type).toBe('numeric');
    expect((await columnOf(range(20, 1), 'week')).type).toBe('numeric');
  });
});

describe('whole numbers that are codes', () => {
  const few = repeat(['94110', '10001', '60601'], 5);
  const many = repeat(range(60, 10_000), 2);

  test.each(['zip', 'Zip Code', 'home_zipcode', 'FIPS', 'agency code', 'stateId', 'Phone Number'])(
    'by the name %j are categories, and left out where they are many',
    async (name) => {
      expect(await columnOf(few, name)).toMatchObject({ type: 'categorical', kind: 'categorical' });
      expect(await columnOf(many, name)).toMatchObject({
        type: 'identifier',
        reason: 'a code, not a measure',
      });
    },
  );

  test.each(['price', 'codes per hour', 'number', 'idea'])('are not by the name %j', async (name) => {
    expect((await columnOf(few, name)).type).toBe('numeric');
    expect((await columnOf(many, name)).type).toBe('numeric');
  });

  test('begin with zeros in some places', async () => {
    expect(await columnOf(repeat(['02134', '02139', '10001'], 5), 'area')).toMatchObject({
      type: 'categorical',
      levels: ['02134', '02139', '10001'],
    });
    expect(await columnOf(repeat([...range(55, 10_000), '09005', '09007'], 2), 'area')).toMatchObject({
      type: 'identifier',
      reason: 'codes, some of which begin with zeros, such as 09005',
    });
  });
});

describe('a categorical column', () => {
  test('has codes into its levels in order of appearance, and -1 for missing cells', async () => {
    const column = await columnOf(['red', 'green', '', 'red ', 'Red']);
    expect(column).toMatchObject({
      type: 'categorical',
      levels: ['red', 'green', 'Red'],
      missing: 1,
      distinct: 3,
    });
    expect(column.kind === 'categorical' && [...column.codes]).toEqual([0, 1, -1, 0, 2]);
    expect(column.reason).toBeUndefined();
  });

  test('may have fifty levels', async () => {
    expect(
      (
        await columnOf(
          repeat(
            range(50).map((n) => `k${n}`),
            3,
          ),
        )
      ).reason,
    ).toBeUndefined();
  });
});

test('values lie in memory that threads share', async () => {
  const [numbers, words] = [await columnOf(['1', '2', '3']), await columnOf(['a', 'b'])];
  expect(numbers.kind === 'numeric' && numbers.values.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(words.kind === 'categorical' && words.codes.buffer).toBeInstanceOf(SharedArrayBuffer);
});
