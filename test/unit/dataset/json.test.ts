import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findJsonBreak, itemOffsets } from '../../../src/dataset/jsonSyntax';
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

  test('turns objects within records into dotted columns and keeps arrays as text', async () => {
    const dataset = await read(
      '[{"a": {"b": 1, "c": {"d": "x"}}, "e": [1, 2]}, {"a": {"b": 2, "c": {}}, "e": []}]',
    );
    expect(names(dataset)).toEqual(['a.b', 'a.c.d', 'e']);
    expect(values(column(dataset, 'a.c.d'))).toEqual(['x', null]);
    expect(values(column(dataset, 'e'))).toEqual(['[1,2]', '[]']);
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
    ['[[1, 2], [3, 4]]', 'an array in which each item is an array, not a record'],
    ['[1, 2, 3]', 'an array in which each item is a number, not a record'],
    ['[1, "x"]', 'an array without any record'],
    ['{"name": "x", "children": []}', 'a tree (an object with "children")'],
    ['{"type": "Topology", "arcs": []}', 'a map (TopoJSON)'],
    ['{"type": "FeatureCollection", "features": []}', 'a map (GeoJSON)'],
    [
      '{"rows": [{"a": 1}], "total": 1}',
      'an object with records under "rows" (save one of these as its own file)',
    ],
    ['{"a": 1, "b": 2}', 'one object with "a", "b"'],
    ['"text"', 'a string'],
    ['null', 'null'],
  ])('%s', async (text, found) => {
    expect(await refusal('other.json', text)).toBe(
      `other.json holds ${found}; what can be read is an array of records, ` +
        '[{"a": 1, "b": 2}, ...], or one record a line.',
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

  test('arrays nested without end', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(await refusal('deep.json', `[{"a": ${deep}}]`)).toContain('nests arrays too deeply');
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

  test('gives the offset of each item of an array', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.constantFrom(0, 2), (items, indent) => {
        const text = JSON.stringify(items, null, indent);
        const offsets = itemOffsets(text);
        expect(offsets.length).toBe(items.length);
        offsets.forEach((offset, i) => {
          const end =
            offsets[i + 1] === undefined ? text.lastIndexOf(']') : text.lastIndexOf(',', offsets[i + 1]);
          expect(JSON.parse(text.slice(offset, end))).toEqual(JSON.parse(JSON.stringify(items[i])));
        });
      }),
      { numRuns: 300, seed: 1 },
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
