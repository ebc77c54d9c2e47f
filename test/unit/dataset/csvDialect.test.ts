import { describe, expect, test } from 'vitest';
import { readDataset } from '../../../src/dataset/read';
import { bytesSource } from '../../../src/dataset/bytes/source';
import { column, lines, names, readText, refusal, values } from './reading';

const read = (text: string, options = {}) => readText('data.csv', text, options);

describe('the delimiter', () => {
  test('may be several spaces, also before and after a row', async () => {
    const dataset = await read('  name   height  mass\n  ann     1.62    60 \n "b c"    1.80   75\n');
    expect(names(dataset)).toEqual(['name', 'height', 'mass']);
    expect(values(column(dataset, 'name'))).toEqual(['ann', 'b c']);
    expect(values(column(dataset, 'mass'))).toEqual([60, 75]);
    expect(dataset.reading.delimiter).toBe(' ');
  });

  test('is looked for outside quotes', async () => {
    const dataset = await read('a;b\n"x,y,z";1\n"p,q,r";2\n');
    expect(values(column(dataset, 'a'))).toEqual(['x,y,z', 'p,q,r']);
  });

  test("is what Excel's first line says", async () => {
    const dataset = await read('sep=|\r\na|b,c\r\n1|2\r\n');
    expect(names(dataset)).toEqual(['a', 'b,c']);
    expect(lines(dataset)).toEqual([3]);
  });

  test('can be chosen', async () => {
    expect(names(await read('a:b\n1:2\n', { delimiter: ':' }))).toEqual(['a', 'b']);
    expect(await refusal('data.csv', 'a::b\n1::2\n', { delimiter: '::' })).toBe(
      'data.csv cannot be split at "::": a delimiter is one ASCII character that is no quote or line break.',
    );
  });
});

describe('the header', () => {
  test.each([
    ['numbers', '5.1,3.5,setosa\n4.9,3.0,setosa\n6.3,3.3,virginica\n'],
    ['dates', '2020-01-01,x\n2020-01-02,y\n2020-01-03,x\n'],
    ['words that come again', 'p,x,s\np,y,s\ne,x,s\ne,y,t\n'],
  ])('is missing where the first row has %s as those below it', async (_, text) => {
    const dataset = await read(text);
    expect(names(dataset)).toEqual(names(dataset).map((_name, i) => `column ${i + 1}`));
    expect(dataset.reading.header).toBe(false);
    expect(lines(dataset)[0]).toBe(1);
    expect(dataset.rows).toBe(text.trim().split('\n').length);
  });

  test.each([
    ['words over numbers', 'a,b\n1,2\n3,4\n'],
    ['words alone', 'name,place\nann,rome\nbob,oslo\n'],
    ['years over measurements', 'country,2019,2020,2021\nfrance,1.5,2.5,3\nspain,2.5,3,1\n'],
    ['counted columns', ',0,1,2\n0,0.5,0.25,3\n1,0.1,0.2,5\n'],
    ['a number among words', 'group,1st,2\na,5,6\nb,7,8\n'],
  ])('is there where it has %s', async (_, text) => {
    const dataset = await read(text);
    expect(dataset.reading.header).toBe(true);
    expect(lines(dataset)[0]).toBe(2);
  });

  test('can be said to be there or not', async () => {
    expect(names(await read('1,2\n3,4\n', { header: true }))).toEqual(['1', '2']);
    expect(names(await read('a,b\n3,4\n', { header: false }))).toEqual(['column 1', 'column 2']);
  });

  test("may leave out R's names of rows", async () => {
    const dataset = await read('"mpg","cyl"\n"Mazda RX4",21,6\n"Datsun 710",22.8,4\n"Fiat",20,4\n');
    expect(names(dataset)).toEqual(['column 1', 'mpg', 'cyl']);
    expect(values(column(dataset, 'mpg'))).toEqual([21, 22.8, 20]);
  });
});

describe('comments', () => {
  test('are passed over, and their lines count', async () => {
    const dataset = await read('# made by hand, "twice"\n#\na,b\n1,2\n# a note\n3,4\n');
    expect(names(dataset)).toEqual(['a', 'b']);
    expect(lines(dataset)).toEqual([4, 6]);
    expect(dataset.reading.comment).toBe('#');
    expect(dataset.badRows.count).toBe(0);
  });

  test('are none where rows begin with colours', async () => {
    const dataset = await read('colour,n\n#ff0000,1\n#00ff00,2\nred,3\n');
    expect(values(column(dataset, 'colour'))).toEqual(['#ff0000', '#00ff00', 'red']);
    expect(values(column(await read('tag\n#a\n#b\n#c\n'), 'tag'))).toEqual(['#a', '#b', '#c']);
  });

  test('can be said to begin otherwise, or not to be there', async () => {
    expect((await read('a,b\n// x\n1,2\n', { comment: '//' })).badRows.count).toBe(0);
    expect((await read('a,b\n#x\n1,2\n', { comment: null })).badRows.count).toBe(1);
  });
});

describe('decimal commas', () => {
  test('are told by the numbers in the file', async () => {
    const dataset = await read('a;b\n1,5;1.234,5\n2,25;12,0\n');
    expect(dataset.reading.decimalComma).toBe(true);
    expect(values(column(dataset, 'a'))).toEqual([1.5, 2.25]);
    expect(values(column(dataset, 'b'))).toEqual([1234.5, 12]);
  });

  test('of many different numbers are read too', async () => {
    const cells = Array.from({ length: 1000 }, (_, i) => `${i},${i % 10}`);
    const dataset = await read(`a;b\n${cells.map((cell) => `${cell};x`).join('\n')}`);
    expect(values(column(dataset, 'a')).slice(0, 3)).toEqual([0, 1.1, 2.2]);
    expect(column(dataset, 'a').readAs).toBe('decimal comma');
  });

  test('can be denied', async () => {
    const dataset = await read('a;b\n1,234;x\n5,678;y\n', { decimalComma: false });
    expect(values(column(dataset, 'a'))).toEqual([1234, 5678]);
  });
});

describe('the encoding', () => {
  const bytes = (text: string, encoding: 'latin1' | 'utf16le', mark: number[] = []) =>
    new Uint8Array([...mark, ...Buffer.from(text, encoding)]);
  const swapped = (little: Uint8Array) => little.map((_, i) => little[i ^ 1] ?? 0);
  const text = 'name,n\nZoë,1\nJosé,2\nÆ,3\n';
  const long = text + 'x,4\n'.repeat(300_000) + 'Åsa,5\n';

  test.each([
    ['utf-8', new TextEncoder().encode(text)],
    ['utf-16le', bytes(text, 'utf16le', [0xff, 0xfe])],
    ['utf-16le', bytes(text, 'utf16le')],
    ['utf-16be', swapped(bytes(text, 'utf16le', [0xff, 0xfe]))],
    ['utf-16be', swapped(bytes(text, 'utf16le'))],
    ['windows-1252', bytes(text, 'latin1')],
  ])('is told: %s', async (encoding, content) => {
    const dataset = await readDataset(bytesSource('data.csv', content));
    expect(names(dataset)).toEqual(['name', 'n']);
    expect(values(column(dataset, 'name'))).toEqual(['Zoë', 'José', 'Æ']);
    expect(dataset.reading.encoding).toBe(encoding);
  });

  test('is told though the first accent comes late', async () => {
    const content = bytes(long.slice(text.length), 'latin1');
    const dataset = await readDataset(
      bytesSource('data.csv', new Uint8Array([...bytes('name,n\n', 'latin1'), ...content])),
    );
    expect(dataset.reading.encoding).toBe('windows-1252');
    expect(values(column(dataset, 'name')).at(-1)).toBe('Åsa');
  });

  test('can be chosen', async () => {
    const euro = new Uint8Array([...bytes('a,b\n', 'latin1'), 0x80, ...bytes(',1\nx,2\n', 'latin1')]);
    const dataset = await readDataset(bytesSource('data.csv', euro), { encoding: 'windows-1252' });
    expect(values(column(dataset, 'a'))).toEqual(['€', 'x']);
    expect(await refusal('data.csv', euro, { encoding: 'utf-8' })).toBe(
      'data.csv is not valid UTF-8 on line 2; choose its encoding, or save it as UTF-8.',
    );
  });
});

test('spellings of missing values can be chosen', async () => {
  const dataset = await read('a,b\n-99,x\nNA,y\n3,z\n', { missing: ['-99'] });
  expect(column(dataset, 'a')).toMatchObject({ missing: 1 });
  expect(values(column(dataset, 'a'))).toEqual([null, 'NA', '3']);
  expect(dataset.reading.missing).toEqual(['-99']);
});

test('lines may end in LF, CR LF and CR by turns', async () => {
  const dataset = await read('a,b\r1,x\n2,y\r\n\r3,"z"\r4,w');
  expect(values(column(dataset, 'a'))).toEqual([1, 2, 3, 4]);
  expect(lines(dataset)).toEqual([2, 3, 5, 6]);
});

describe('a file that is hardly a table', () => {
  test('of one column is one', async () => {
    expect(values(column(await read('height\n1.5\n2.5\n'), 'height'))).toEqual([1.5, 2.5]);
  });

  test('with all values missing is read, and its columns say so', async () => {
    const dataset = await read('a,b\n,\nNA,\n');
    expect(dataset.columns.map(({ type, missing, reason }) => [type, missing, reason])).toEqual([
      ['empty', 2, 'no values'],
      ['empty', 2, 'no values'],
    ]);
  });

  test('of 100 MB on one line is refused without long thought', { timeout: 60_000 }, async () => {
    const zeros = new Uint8Array(100_000_000).fill('0'.charCodeAt(0));
    expect(await refusal('line.csv', zeros)).toBe('line.csv has a header but no rows; add rows below it.');
    for (let i = 1; i < zeros.length; i += 2) zeros[i] = ','.charCodeAt(0);
    expect(await refusal('line.csv', zeros)).toBe(
      'line.csv has 50000001 fields on line 1 and at most 100000 columns can be read; are its lines broken as they should be?',
    );
  });

  test('for a quote that is never closed in 300 MB is refused', { timeout: 60_000 }, async () => {
    const bytes = new Uint8Array(300_000_000).fill('\n'.charCodeAt(0));
    bytes.set(new TextEncoder().encode('a,b\n1,"2'));
    expect(await refusal('open.csv', bytes)).toBe(
      'open.csv has a row on line 2 that is longer than 268 MB; is a quote on it never closed?',
    );
  });
});
