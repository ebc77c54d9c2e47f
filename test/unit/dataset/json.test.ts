import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonBreak } from '../../../src/dataset/json/jsonSyntax';
import { readDataset } from '../../../src/dataset/read';
import { bytesSource, type ByteSource } from '../../../src/dataset/bytes/source';
import { column, lines, names, readText, refusal, values } from './reading';

const read = (text: string) => readText('data.json', text);

describe('an array of records', () => {
  test('has a column for each key, in the order in which the keys appear', async () => {
    const dataset = await read('[{"b": 1, "a": "x"}, {"a": "y", "c": 3.5}, {"c": 4, "b": 2}]');
    expect(dataset).toMatchObject({ format: 'json', rows: 3 });
    expect(names(dataset)).toEqual(['b', 'a', 'c']);
    expect(values(column(dataset, 'b'))).toEqual([1, null, 2]);
    expect(values(column(dataset, 'c'))).toEqual([null, 3.5, 4]);
  });

  test('turns objects within records into dotted columns and arrays into how many items they have', async () => {
    const dataset = await read(
      '[{"a": {"b": 1, "c": {"d": "x"}}, "e": [1, 2]}, {"a": {"b": 2, "c": {}}, "e": []}]',
    );
    expect(names(dataset)).toEqual(['a.b', 'a.c.d', 'e: length']);
    expect(values(column(dataset, 'a.c.d'))).toEqual(['x', null]);
    expect(values(column(dataset, 'e: length'))).toEqual([2, 0]);
  });

  test('keeps a key with a dot apart from a key within an object', async () => {
    const dataset = await read('[{"a.b": "x", "a": {"b": "y"}}, {"a.b": "z"}]');
    expect(names(dataset)).toEqual(['a.b', 'a.b (2)']);
  });

  test('takes null and empty strings for missing values', async () => {
    const dataset = await read('[{"a": null, "b": ""}, {"a": 1, "b": "x"}, {"a": 2, "b": "y"}]');
    expect(values(column(dataset, 'a'))).toEqual([null, 1, 2]);
    expect(values(column(dataset, 'b'))).toEqual([null, 'x', 'y']);
  });

  test('keeps true and false as a boolean column', async () => {
    expect(column(await read('[{"a": true}, {"a": false}]'), 'a')).toMatchObject({
      type: 'boolean',
      levels: ['false', 'true'],
    });
  });

  test('may have keys that mean something to JavaScript', async () => {
    const dataset = await read(
      '[{"__proto__": 1.5, "constructor": "x"}, {"__proto__": 2.5, "hasOwnProperty": 1}]',
    );
    expect(names(dataset)).toEqual(['__proto__', 'constructor', 'hasOwnProperty']);
    expect(values(column(dataset, '__proto__'))).toEqual([1.5, 2.5]);
  });

  test('knows the line on which each record starts', async () => {
    const dataset = await read('[\n  {"a": "[{,\\"}"},\r\n  {"a":\n 2}, {"a": 3},\r\n\n{"a": 4}\n]');
    expect(lines(dataset)).toEqual([2, 3, 4, 6]);
  });

  test('leaves out items that are no records', async () => {
    const dataset = await read('[{"a": 1},\n 7,\n null,\n {"a": 2}]');
    expect(lines(dataset)).toEqual([1, 4]);
    expect(dataset.badRows).toEqual({
      count: 2,
      examples: [
        { line: 2, reason: 'a number where a record is expected' },
        { line: 3, reason: 'null where a record is expected' },
      ],
    });
  });
});

describe('one record a line', () => {
  test('is read with the line of each record, past blank lines', async () => {
    const dataset = await readText('data.ndjson', '{"a": 1}\n\n{"a": 2, "b": "x"}\r\n{"b": "y"}');
    expect(dataset.format).toBe('ndjson');
    expect(lines(dataset)).toEqual([1, 3, 4]);
    expect(values(column(dataset, 'a'))).toEqual([1, 2, null]);
  });

  test('leaves out broken lines and says where they break', async () => {
    const dataset = await readText('data.jsonl', '{"a": 1}\n{"a": }\n[1]\n{"a": 2}\n');
    expect(dataset.badRows).toEqual({
      count: 2,
      examples: [
        { line: 2, reason: 'not JSON at column 7: a value is missing before }' },
        { line: 3, reason: 'an array where a record is expected' },
      ],
    });
  });

  test('is recognised in a file named .json', async () => {
    expect(await readText('data.json', '{"a": 1}\n{"a": 2}\n')).toMatchObject({ format: 'ndjson', rows: 2 });
  });

  test('may after all be an array', async () => {
    expect(await readText('data.ndjson', '[{"a": 1}, {"a": 2}]')).toMatchObject({ format: 'json', rows: 2 });
  });
});

describe('JSON that does not parse is refused with line and column:', () => {
  test.each([
    ['[{"a": 1},\n {"a": 2}', 'line 2, column 10 on: the text ends before the closing ]'],
    ['[{"a": 1},\n]', 'line 2, column 1 on: a value is missing before ]'],
    ['[{"a": 1,}]', 'line 1, column 10 on: a comma stands before the closing }'],
    ['[{"a": 1}\n{"a": 2}]', 'line 2, column 1 on: a comma or the closing ] is missing'],
    ['[{"a" 1}]', 'line 1, column 7 on: a colon is missing after the name'],
    ['[{a: 1}]', 'line 1, column 3 on: a name in double quotes is missing'],
    ['[\r\n{"a": NaN}]', 'line 2, column 7 on: NaN is not JSON, null is'],
    ['[{"a": \'x\'}]', 'line 1, column 8 on: strings stand in double quotes'],
    ['[{"a": 1}]]', 'line 1, column 11 on: the text goes on after the value has ended'],
    [
      '[{"a": "x\ny"}]',
      'line 1, column 8 on: a string is not closed, or holds a bare line break or a wrong escape',
    ],
    ['[{"a": 01}]', 'line 1, column 9 on: a comma or the closing } is missing'],
    ['[{"a": maybe}]', 'line 1, column 8 on: this is no value: maybe'],
    ['// data\n[]', 'line 1, column 1 on: comments are not JSON'],
  ])('%j', async (text, where) => {
    expect(await refusal('broken.json', text)).toBe(`broken.json is not JSON from ${where}.`);
  });
});

describe('JSON of another shape is refused with what was found:', () => {
  test.each([
    ['[1, 2, 3]', 'an array in which each item is a number, not a record'],
    ['[1, "x"]', 'an array without any record'],
    ['{"name": "x", "children": []}', 'a tree (an object with "children")'],
    ['{"type": "Topology", "arcs": []}', 'a map (TopoJSON)'],
    ['{"type": "FeatureCollection", "features": []}', 'a map (GeoJSON)'],
    ['{"type": "Feature", "geometry": {"type": "Point"}}', 'a map (GeoJSON)'],
    ['{"arcs": [[1, 2]], "type": "Topology"}', 'a map (TopoJSON)'],
    ['{"name": "x", "children": [{"name": "y"}]}', 'a tree (an object with "children")'],
    [
      '{"nodes": [{"a": 1}], "links": [{"b": 1}], "total": 1}',
      'an object with records under "nodes", "links" (save one of these as its own file)',
    ],
    ['{"width": 2, "values": [1, 2]}', 'one object with "width", "values"'],
    ['{}', 'an empty object'],
    ['{"a": 1, "b": 2}', 'one object with "a", "b"'],
    ['"text"', 'a string'],
    ['null', 'null'],
  ])('%s', async (text, found) => {
    expect(await refusal('other.json', text)).toBe(
      `other.json holds ${found}; what can be read is an array of records, [{"a": 1, "b": 2}, ...], or of rows, ` +
        'an object of columns, {"a": [1, ...], "b": [2, ...]}, or one record a line.',
    );
  });

  test('[] and [{}] hold no dataset', async () => {
    expect(await refusal('none.json', '[]')).toBe(
      'none.json is empty; a dataset needs named columns and rows.',
    );
    expect(await refusal('none.json', '[{}]')).toBe(
      'none.json has records without any key; give them named values.',
    );
  });

  test.each([
    ['deep.json', '[\n{"a": ', '}]', 2],
    ['deep.json', '{"a": ', '}', 1],
    ['deep.json', '', '', 1],
  ])('%s with values nested 10,000 levels deep: %s', async (name, before, after, line) => {
    const deep = '['.repeat(10_000) + ']'.repeat(10_000);
    expect(await refusal(name, before + deep + after)).toBe(
      `deep.json nests arrays or objects more than 1000 deep from line ${line} on; a table has one value in each cell.`,
    );
  });

  test('a line nested as deeply is left out', async () => {
    const deep = '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000);
    const dataset = await readText('deep.ndjson', `{"a": 1}\n${deep}\n{"a": 2}\n`);
    expect(dataset.badRows).toEqual({
      count: 1,
      examples: [{ line: 2, reason: 'nests more than 1000 deep' }],
    });
  });
});

describe('other ways of laying out a table', () => {
  test.each([
    ['an array of rows', '[[1, "x"], [2, null]]', ['column 1', 'column 2'], 'array of rows'],
    ['an array of rows under their names', '[["a", "b"], [1, "x"], [2, null]]', ['a', 'b'], 'array of rows'],
    [
      'rows beside the names of their columns',
      '{"columns": ["a", "b"], "index": [0, 1], "data": [[1, "x"], [2, null]]}',
      ['a', 'b'],
      'rows under "data"',
    ],
    [
      'rows before the names of their columns',
      '{"data": [[1, "x"], [2, null]], "columns": ["a", "b"]}',
      ['a', 'b'],
      'rows under "data"',
    ],
    ['columns', '{"a": [1, 2], "b": ["x", null]}', ['a', 'b'], 'object of columns'],
    [
      'columns as pandas writes them',
      '{"a": {"0": 1, "10": 2}, "b": {"10": null, "0": "x"}}',
      ['a', 'b'],
      'object of columns',
    ],
    [
      'records under a key',
      '{"total": 2, "meta": {"c": [1]}, "data": [{"a": 1, "b": "x"}, {"a": 2}]}',
      ['a', 'b'],
      'records under "data"',
    ],
    ['an array of records', '[{"a": 1, "b": "x"}, {"a": 2}]', ['a', 'b'], 'array of records'],
  ])('%s', async (_, text, expected, layout) => {
    const dataset = await read(text);
    expect(names(dataset)).toEqual(expected);
    expect(dataset.columns.map(values)).toEqual([
      [1, 2],
      ['x', null],
    ]);
    expect(dataset.reading.layout).toBe(layout);
    expect(dataset.badRows.count).toBe(0);
  });

  test('the features of a map are records', async () => {
    const feature = (mag: number) => ({
      type: 'Feature',
      properties: { mag },
      geometry: { coordinates: [1, 2, 3] },
    });
    const dataset = await read(
      JSON.stringify({ type: 'FeatureCollection', features: [feature(4), feature(5)] }),
    );
    expect(names(dataset)).toEqual(['type', 'properties.mag', 'geometry.coordinates: length']);
    expect(dataset.reading.layout).toBe('records under "features", the features of a map (GeoJSON)');
  });

  test('whether the first row names the columns can be told', async () => {
    const text = '[["a", "b"], ["c", "d"]]';
    expect(names(await readText('x.json', text))).toEqual(['a', 'b']);
    const told = await readText('x.json', text, { header: false });
    expect(names(told)).toEqual(['column 1', 'column 2']);
    expect(told).toMatchObject({ rows: 2, reading: { header: false } });
    expect(names(await readText('x.json', '[[1, 2], [3, 4]]', { header: true }))).toEqual(['1', '2']);
  });

  test('rows of another length are left out', async () => {
    const dataset = await read('[[1, 2],\n [3],\n [4, 5]]');
    expect(lines(dataset)).toEqual([1, 3]);
    expect(dataset.badRows.examples).toEqual([{ line: 2, reason: '1 items where there are 2 columns' }]);
  });

  test('columns of different lengths are refused', async () => {
    expect(await refusal('x.json', '{"a": [1, 2], "b": [1]}')).toBe(
      'x.json has 2 values under "a" and 1 under "b"; columns of one table have the same number of values.',
    );
  });

  test('arrays one a line are rows', async () => {
    const dataset = await readText('x.jsonl', '[1, "x"]\n[2, "y"]\n');
    expect(dataset).toMatchObject({ format: 'ndjson', rows: 2 });
    expect(names(dataset)).toEqual(['column 1', 'column 2']);
  });
});

test('a record that gives a name twice is left out, as nobody knows which value is meant', async () => {
  const reason = 'a name is given twice';
  const array = await read('[{"a": 1, "b": {"c": 1, "d": [1, 2]}},\n {"a": 1, "a": 2},\n {"a": 3}]');
  expect(array.badRows).toEqual({ count: 1, examples: [{ line: 2, reason }] });
  const byLine = await readText('x.ndjson', '{"a": 1}\n{"a": 1, "a": 2}\n');
  expect(byLine.badRows).toEqual({ count: 1, examples: [{ line: 2, reason }] });
});

test('text in UTF-16 is read by its byte order mark, and bytes that are no text are not', async () => {
  const text = '\ufeff[{"a": "é"}, {"a": "x"}]';
  const bytes = new Uint8Array(2 * text.length);
  for (let i = 0; i < text.length; i++) new DataView(bytes.buffer).setUint16(2 * i, text.charCodeAt(i), true);
  const dataset = await readDataset(bytesSource('wide.json', bytes));
  expect(values(column(dataset, 'a'))).toEqual(['é', 'x']);
  expect(await refusal('latin.json', new Uint8Array([0x5b, 0x22, 0xe9, 0x22, 0x5d]))).toBe(
    'latin.json does not look like UTF-8 text; save it as UTF-8.',
  );
});

describe('however the text is cut into chunks', () => {
  const chunked = (name: string, bytes: Uint8Array, size: number): ByteSource => ({
    ...bytesSource(name, bytes),
    async *chunks() {
      for (let at = 0; at < bytes.length; at += size)
        yield await Promise.resolve(bytes.subarray(at, at + size));
    },
  });

  test.each([
    [
      'x.json',
      '[\r\n{"a": "é\\"]}\\\\", "b": [1, {"c": 2}]},\r\n\r  {"a": null, "b": []} , {"a":\n"y"}\r]\r\n',
    ],
    ['x.json', '{"meta": "x", "data":\n[{"a": 1.5e3},\n{"a": -2}], "more": {"b": [[]]}}'],
    ['x.json', '{"a": 1}\r\n{"a": 2}\r\n\r\n{"a": 1, "a": 2}\r{"a": 3}'],
    ['x.json', '{"columns": ["a", "b"], "data": [[1, "x"],\n[2, null], [3]]}'],
    ['x.ndjson', '{"a": "\\ud83d\\ude00😀"}\r\n{"a": "y"}\r\r{"a": "\\\\"}\n'],
  ])('%s with %j reads the same', async (name, text) => {
    const bytes = new TextEncoder().encode(text);
    const whole = await readDataset(bytesSource(name, bytes));
    for (let size = 1; size < 12; size++)
      expect(await readDataset(chunked(name, bytes, size)), `${size}`).toEqual(whole);
  });

  test('the place where it breaks is the same', async () => {
    const bytes = new TextEncoder().encode('[{"a": "é"},\r\n {"a":\r\n  [1, 2,, 3]}]');
    for (let size = 1; size < 12; size++)
      await expect(readDataset(chunked('x.json', bytes, size))).rejects.toThrow(
        'x.json is not JSON from line 3, column 9 on: this is no value: ,.',
      );
  });
});

describe('the JSON grammar', () => {
  const parses = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const pretty = fc.tuple(fc.json(), fc.constantFrom(0, 2, '\t')).map(([json, indent]) => {
    return JSON.stringify(JSON.parse(json), null, indent);
  });

  test('is broken exactly where JSON.parse says so, for any JSON with a character replaced, added or dropped', () => {
    const piece = fc.constantFrom(...'{}[]",:\\ \n\t-+.0123eEtrufalsn/\'x\u0001é'.split(''), '');
    fc.assert(
      fc.property(pretty, fc.nat(), fc.nat({ max: 1 }), piece, (json, place, dropped, added) => {
        const at = place % (json.length + 1);
        const text = json.slice(0, at) + added + json.slice(at + dropped);
        const found = findJsonBreak(text);
        expect(found === null).toBe(parses(text));
        expect(found?.offset ?? 0).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });
});

describe('any records', () => {
  const record = fc.dictionary(
    fc.string({ minLength: 1, maxLength: 5 }),
    fc.oneof(
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    ),
    { minKeys: 1, maxKeys: 4, noNullPrototype: true },
  );

  test('written as JSON, pretty or not, read back on the same lines', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(0, 1),
        async (records, indent) => {
          const dataset = await read(JSON.stringify(records, null, indent));
          expect(dataset.rows).toBe(records.length);
          // In the pretty form each record takes a line for each key, and one for each brace.
          let line = 2;
          const expected = records.map((item) => {
            const start = line;
            line += Object.keys(item).length + 2;
            return start;
          });
          expect(lines(dataset)).toEqual(indent === 0 ? records.map(() => 1) : expected);
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  test('read the same from an array and from lines', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 8 }), async (records) => {
        const array = await read(JSON.stringify(records));
        const byLine = await readText('data.ndjson', records.map((item) => JSON.stringify(item)).join('\n'));
        expect(byLine.columns).toEqual(array.columns);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  test('keep their numbers and words', async () => {
    const cell = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ x: cell }), { minLength: 3, maxLength: 300 }),
        async (records) => {
          const numbers = records.map(({ x }) => x);
          const found = column(await read(JSON.stringify(records)), 'x');
          // 0 and 1 alone are a boolean, a single value is a constant; both are kept as words.
          expect(values(found).map((value) => (value === null ? null : Number(value)))).toEqual(
            numbers.map((value) => (Object.is(value, -0) ? 0 : value)),
          );
        },
      ),
      { numRuns: 100, seed: 1 },
    );
  });
});
