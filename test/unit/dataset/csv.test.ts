import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { column, lines, names, readText, refusal, values } from './reading';

const read = (text: string) => readText('data.csv', text);

describe('a CSV file', () => {
  test('has its column names in the first row', async () => {
    const dataset = await read('a,b\n1,x\n2,y\n');
    expect(names(dataset)).toEqual(['a', 'b']);
    expect(values(column(dataset, 'b'))).toEqual(['x', 'y']);
    expect(dataset).toMatchObject({ source: 'data.csv', format: 'csv', rows: 2, badRows: { count: 0 } });
  });

  test('may quote delimiters, quotes and line breaks', async () => {
    const dataset = await read('a,b\n"1, or 2","she said ""no""\nand left"\nx,y\n');
    expect(values(column(dataset, 'a'))).toEqual(['1, or 2', 'x']);
    expect(values(column(dataset, 'b'))).toEqual(['she said "no"\nand left', 'y']);
  });

  test.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('may end its lines with %s', async (_, end) => {
    const dataset = await read(['a,b', '1,x', '2,"y"', ''].join(end));
    expect(values(column(dataset, 'b'))).toEqual(['x', 'y']);
    expect(lines(dataset)).toEqual([2, 3]);
  });

  test('may begin with a byte order mark', async () => {
    expect(names(await read('\ufeffa,b\n1,2\n'))).toEqual(['a', 'b']);
  });

  test.each([',', ';', '\t', '|'])('may use %j between its fields', async (delimiter) => {
    const text = [
      ['first', 'second'],
      ['1.5', 'x'],
      ['2.5', 'a, b; c | d'],
    ]
      .map((fields) => fields.map((field) => `"${field}"`).join(delimiter))
      .join('\n');
    const dataset = await read(text);
    expect(names(dataset)).toEqual(['first', 'second']);
    expect(dataset.format).toBe(delimiter === '\t' ? 'tsv' : 'csv');
  });

  test('is split by the delimiter its header has, though the numbers have decimal commas', async () => {
    const dataset = await read('a;b\n1,5;2,5\n3,5;4,5\n');
    expect(values(column(dataset, 'a'))).toEqual([1.5, 3.5]);
  });

  test('keeps its delimiter when some of the first rows are ragged', async () => {
    const dataset = await read('a;b;c\n1;2;3\n4;5\n6;7;8\n');
    expect(names(dataset)).toEqual(['a', 'b', 'c']);
    expect(dataset.badRows.count).toBe(1);
  });

  test('may have a single column', async () => {
    const dataset = await read('height\n1\n""\n3\n');
    expect(values(column(dataset, 'height'))).toEqual([1, null, 3]);
  });

  test('named .tsv is split at tabs alone', async () => {
    const dataset = await readText('data.tsv', 'a,b\tc\n1,2\t3\n');
    expect(names(dataset)).toEqual(['a,b', 'c']);
    expect(dataset.format).toBe('tsv');
  });
});

describe('column names', () => {
  test('are numbered where they are empty and where they repeat', async () => {
    expect(names(await read('a,,a, a ,b,\n1,2,3,4,5,6\n'))).toEqual([
      ...['a', 'column 2', 'a (2)', 'a (3)', 'b', 'column 6'],
    ]);
  });

  test('are taken apart even if a number was given by hand', async () => {
    expect(names(await read('a,a (2),a\n1,2,3\n'))).toEqual(['a', 'a (2)', 'a (3)']);
  });

  test('may be words that mean something to JavaScript', async () => {
    const dataset = await read('__proto__,constructor,toString,__proto__\n1,2,3,4\n');
    expect(names(dataset)).toEqual(['__proto__', 'constructor', 'toString', '__proto__ (2)']);
    expect(values(column(dataset, '__proto__ (2)'))).toEqual(['4']);
  });
});

describe('a row', () => {
  test('knows the line on which it starts, past blank lines and line breaks within quotes', async () => {
    const dataset = await read('\na,b\n\n1,"x\ny\r\nz"\n  \n2,w\n\n\n3,v');
    expect(lines(dataset)).toEqual([4, 8, 11]);
  });

  test('with too many or too few fields is left out and reported', async () => {
    const dataset = await read('a,b\n1,x\n2\n3,y,z\n4,w\n');
    expect(lines(dataset)).toEqual([2, 5]);
    expect(dataset.badRows).toEqual({
      count: 2,
      examples: [
        { line: 3, reason: '1 field where the header has 2' },
        { line: 4, reason: '3 fields where the header has 2' },
      ],
    });
  });

  test('may end with a delimiter', async () => {
    expect((await read('a,b\n1,x,\n2,y,\n')).rows).toBe(2);
  });

  test('of empty fields is a row whose values are all missing', async () => {
    expect(column(await read('a,b\n1,x\n,\n2,y\n'), 'a').missing).toBe(1);
  });

  test('with a quote that is not doubled is left out with every line it takes along', async () => {
    const dataset = await read('a,b\n1,"x" y\n2,z\n3,"q"\n4,w\n');
    expect(lines(dataset)).toEqual([5]);
    expect(dataset.badRows).toEqual({
      count: 3,
      examples: [{ line: 2, reason: 'a quoted field holds a quote that is not doubled (to line 4)' }],
    });
  });

  test('cut off within a quote at the end of the file is left out', async () => {
    const dataset = await read('a,b\n1,x\n2,"y');
    expect(dataset.badRows.examples).toEqual([{ line: 3, reason: 'a quote is never closed' }]);
    expect(dataset.rows).toBe(1);
  });

  test('is listed among the first twenty bad rows only', async () => {
    const { badRows } = await read(`a,b\n1,2\n${'1\n'.repeat(50)}`);
    expect(badRows.count).toBe(50);
    expect(badRows.examples.length).toBe(20);
  });
});

describe('a CSV file is refused', () => {
  test('where a quote is never closed and would take the rows below it along', async () => {
    expect(await refusal('open.csv', 'a,b\n1,x\n2,"y\n3,z\n4,w\n')).toBe(
      'open.csv opens a quote on line 3, column 3 that is never closed; ' +
        'close it, or double it ("") where it is part of the text.',
    );
  });

  test('where a stray quote has the same effect', async () => {
    expect(await refusal('inches.csv', 'a,b\n1,x\n2,"5" pipe\n3,z\n')).toBe(
      'inches.csv has a quoted field on line 3, column 3 that holds a quote that is not doubled and so never ends; ' +
        'double it ("") where it is part of the text.',
    );
  });

  test('where it has a header alone', async () => {
    expect(await refusal('penguins.csv', 'species,mass\n')).toBe(
      'penguins.csv has a header but no rows; add rows below it.',
    );
  });

  test('where no row can be read', async () => {
    expect(await refusal('ragged.csv', 'a,b\n1\n2\n')).toBe(
      'ragged.csv has no row that can be read; on line 2: 1 field where the header has 2.',
    );
  });
});

test('a header whose quotes are broken is refused', async () => {
  expect(await refusal('broken.csv', 'a,"b" c\n1,"2"\n3,"4"\n')).toBe(
    'broken.csv has a header (line 1) that cannot be read: a quoted field holds a quote that is not doubled.',
  );
});

describe('any table', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', '\t', '|', 'x', ' '), maxLength: 6 }),
    fc.double().map(String),
  );
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 9 }),
    );
  const written = (field: string, delimiter: string, always: boolean) =>
    always || /["\r\n]/.test(field) || field.includes(delimiter) ? `"${field.replaceAll('"', '""')}"` : field;
  const MISSING = ['', 'NA', 'N/A', 'n/a', '#N/A', 'NaN', 'nan', 'null', 'NULL', 'None', '-', '?', '.'];

  test('written as CSV reads back with the same cells on the same lines', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        async (rows, delimiter, end, always) => {
          const header = rows[0]?.map((_, i) => `c${i}`) ?? [];
          const records = [header, ...rows].map(
            (fields) => fields.map((field) => written(field, delimiter, always)).join(delimiter) + end,
          );
          const dataset = await read(records.join(''));

          const startLines = records.map(
            (_, i) =>
              records
                .slice(0, i)
                .join('')
                .split(/\r\n?|\n/).length,
          );
          expect(lines(dataset)).toEqual(startLines.slice(1));
          header.forEach((name, i) => {
            const kept = values(column(dataset, name));
            rows.forEach((fields, row) => {
              const text = (fields[i] ?? '').trim();
              const expected = MISSING.includes(text) ? null : text;
              const found = kept[row] ?? null;
              // A column may be read as numbers; then the cell's meaning must have stayed.
              const same = typeof found === 'number' && expected !== null ? Number(expected) : expected;
              expect(found).toEqual(same);
            });
          });
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });
});
