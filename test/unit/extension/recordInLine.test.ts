import { describe, expect, it } from 'vitest';
import { recordInLine } from '../../../src/extension/files/recordInLine';

describe('a record of a file that is one line', () => {
  const found = (text: string, place: number) => {
    const range = recordInLine(text, place);
    return range && text.slice(range.start, range.end);
  };

  it.each([
    ['[{"a":1},{"a":2}]', 2, '{"a":2}'],
    [' [ {"a":{"b":[1,2]}} , {"a":[{}]} ]', 2, '{"a":[{}]}'],
    ['[[1,2],[3,4]]', 1, '[1,2]'],
    [String.raw`[{"a":"}\"]"},{"a":"\\"}]`, 2, String.raw`{"a":"\\"}`],
  ])('%s: %i', (text, place, record) => {
    expect(found(text, place)).toBe(record);
  });

  it.each([
    ['[{"a":1}]', 2],
    ['{"a":[1,2]}', 1],
    ['', 1],
  ])('is not in %j: %i', (text, place) => {
    expect(found(text, place)).toBeNull();
  });
});
