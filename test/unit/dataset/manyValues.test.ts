import { describe, expect, test } from 'vitest';
import type { Column } from '../../../src/dataset/dataset';
import { columnOf, values } from './reading';

/** More than are held as words. */
const MANY = 110_000;
const cells = (count: number, cell: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => cell(i));

/** `d/m/2020 hh:mm:ss` every so many seconds from the first of February. */
function logged(count: number, everySeconds: number, order: 'day-first' | 'month-first'): string[] {
  return cells(count, (i) => {
    const time = new Date(FEBRUARY + 1000 * everySeconds * i);
    const [day, month] = [time.getUTCDate(), time.getUTCMonth() + 1];
    const date = order === 'day-first' ? `${day}/${month}` : `${month}/${day}`;
    return `${date}/2020 ${time.toISOString().slice(11, 19)}`;
  });
}
const FEBRUARY = Date.UTC(2020, 1, 1);
const lastValue = (column: Column) => values(column).at(-1);

describe('of a column of very many different dates', () => {
  test('day and month are told to be a guess where none of them decides', async () => {
    const column = await columnOf(logged(MANY, 1, 'month-first'));
    expect(column).toMatchObject({
      type: 'datetime',
      readAs: 'month first',
      ambiguity: '2/1/2020 00:00:00 is read month first; no date tells that it is not day first',
    });
  });

  test('a late date decides for the guess', async () => {
    const column = await columnOf(logged(200_000, 8, 'month-first'));
    expect(column).toMatchObject({ type: 'datetime', readAs: 'month first' });
    expect(column.ambiguity).toBeUndefined();
    expect(lastValue(column)).toBe(FEBRUARY + 1000 * 8 * 199_999);
  });

  test('late dates decide against the guess, and the column is read again', async () => {
    const column = await columnOf(logged(200_000, 8, 'day-first'));
    expect(column).toMatchObject({ type: 'datetime', readAs: 'day first', unparsable: { count: 0 } });
    expect(column.ambiguity).toBeUndefined();
    expect(lastValue(column)).toBe(FEBRUARY + 1000 * 8 * 199_999);
  });

  test('there is no guess where they are written year first', async () => {
    const column = await columnOf(cells(MANY, (i) => new Date(FEBRUARY + 1000 * i).toISOString()));
    expect(column).toMatchObject({ type: 'datetime', distinct: MANY });
    expect([column.readAs, column.ambiguity]).toEqual([undefined, undefined]);
  });
});

describe('of a column of very many different numbers', () => {
  const grouped = cells(MANY, (i) => (100_000 + ((7919 * i) % 900_000)).toLocaleString('en'));

  test('a mark between three digits is told to be a guess', async () => {
    expect(await columnOf(grouped)).toMatchObject({
      type: 'numeric',
      distinct: MANY,
      ambiguity: '100,000 is read with a thousands separator; no value tells that it is not a decimal comma',
    });
  });

  test('a late number decides', async () => {
    const column = await columnOf([...grouped, '12.5']);
    expect([column.ambiguity, lastValue(column)]).toEqual([undefined, 12.5]);
  });
});
