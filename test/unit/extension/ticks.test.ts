import { expect, it } from 'vitest';
import { ticksAfter } from '../../../src/extension/asking/ticks';
import type { Profile } from '../../../src/process/protocol';

/** A profile of these columns; those with a ! are left out unless someone asks for them. */
function profileOf(...names: string[]): Profile {
  return {
    ...{ source: 'a.csv', format: 'csv', sha256: '', rows: 9, rowsInFile: 9 },
    badRows: { count: 0, examples: [] },
    reading: {
      ...{ compressed: null, encoding: null, delimiter: null, decimalComma: null, header: null },
      ...{ comment: null, missing: [] },
    },
    columns: names.map((name) => ({
      ...{
        name: name.replace('!', ''),
        type: 'numeric',
        missing: 0,
        distinct: 9,
        unparsable: 0,
        examples: [],
      },
      ...(name.endsWith('!') && { reason: 'useless' }),
    })),
  };
}

it('leaves the ticks as they are where the columns are as they were', () => {
  expect(ticksAfter(profileOf('a', 'b', 'c!'), profileOf('a', 'b', 'c!'), ['b', 'c'])).toEqual(['b', 'c']);
});

it('ticks what has become worth comparing, and no longer what is not', () => {
  expect(ticksAfter(profileOf('a', 'b', 'c!'), profileOf('a!', 'b', 'c'), ['a'])).toEqual(['c']);
});

it('ticks a variable that was made, and what is suggested of other columns altogether', () => {
  expect(ticksAfter(profileOf('a', 'b'), profileOf('a', 'b', 'a is missing'), ['b'])).toEqual([
    'b',
    'a is missing',
  ]);
  expect(ticksAfter(profileOf('a,b'), profileOf('a', 'b!'), ['a,b'])).toEqual(['a']);
});
