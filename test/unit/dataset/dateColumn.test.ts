import { describe, expect, test } from 'vitest';
import { columnOf, values } from './reading';

describe('a column of dates', () => {
  test.each([
    ['1998-01-12', '1998-01-12T00:00:00Z'],
    ['1998-01', '1998-01-01T00:00:00Z'],
    ['1998-Q3', '1998-07-01T00:00:00Z'],
    ['1998/1/12', '1998-01-12T00:00:00Z'],
    ['1998-01-12T08:30', '1998-01-12T08:30:00Z'],
    ['1998-01-12 08:30:15.250', '1998-01-12T08:30:15.250Z'],
    ['1998-01-12T08:30:15Z', '1998-01-12T08:30:15Z'],
    ['1998-01-12T08:30:15+02:00', '1998-01-12T06:30:15Z'],
    ['19980112T083015Z', '1998-01-12T08:30:15Z'],
    ['1/12/1998', '1998-01-12T00:00:00Z'],
    ['1/12/98 8:30 PM', '1998-01-12T20:30:00Z'],
    ['1/12/98 8:30 a.m.', '1998-01-12T08:30:00Z'],
    ['1/12/05', '2005-01-12T00:00:00Z'],
    ['12.1.1998', '1998-01-12T00:00:00Z'],
    ['Jan 12 1998', '1998-01-12T00:00:00Z'],
    ['January 12, 1998', '1998-01-12T00:00:00Z'],
    ['Sept. 3rd, 1998', '1998-09-03T00:00:00Z'],
    ['Jan 1998', '1998-01-01T00:00:00Z'],
    ['12-Jan-98', '1998-01-12T00:00:00Z'],
    ['12 Jan 1998', '1998-01-12T00:00:00Z'],
    ['1998-Jan-12', '1998-01-12T00:00:00Z'],
    ['Mon, 12 Jan 1998 08:30:15 GMT', '1998-01-12T08:30:15Z'],
    ['Mon Jan 12 1998 08:30:15 GMT-0800 (PST)', '1998-01-12T16:30:15Z'],
    ['Mon Jan 12 08:30:15 1998', '1998-01-12T08:30:15Z'],
    ['Monday, January 12, 1998', '1998-01-12T00:00:00Z'],
    ['0044-03-15', '0044-03-15T00:00:00Z'],
  ])('reads %s', async (cell, iso) => {
    const column = await columnOf([cell, '2001-02-03']);
    expect(column).toMatchObject({ type: 'datetime', kind: 'numeric' });
    expect(values(column)[0]).toBe(Date.parse(iso));
  });

  test.each([
    ...['1998-02-30', '1998-13-01', '1998-01-12 25:00', '1998-01-12 08:61', '12 Foo 1998', '1998-1/12'],
    ...['12/1998', '1998-Q5', 'Mayhem 1998', '19981301T0830'],
  ])('does not read %s', async (cell) => {
    expect((await columnOf([cell, '2001-02-03'])).type).toBe('categorical');
  });

  test('may be times of day, in milliseconds since midnight', async () => {
    const column = await columnOf(['8:30', '20:15:30', '8:30 PM', '12:00 am', '7 pm']);
    expect(column).toMatchObject({ type: 'datetime', readAs: 'time of day' });
    const minutes = values(column).map((value) => Number(value) / 60_000);
    expect(minutes).toEqual([510, 1215.5, 1230, 0, 1140]);
    expect((await columnOf(['8:30', '25:00'])).type).toBe('categorical');
  });
});

describe('whether day or month comes first', () => {
  const january = Date.UTC(2020, 0, 2);
  const february = Date.UTC(2020, 1, 1);

  test.each([
    ['1/2/2020', '3/14/2020', january, 'month first'],
    ['1/2/2020', '13/4/2020', february, 'day first'],
    ['01.02.2020', '14.03.2020', february, 'day first'],
    ['01.02.2020', '03.14.2020', january, 'month first'],
  ])('is told by the column: %s, %s', async (first, second, milliseconds, readAs) => {
    const column = await columnOf([first, second]);
    expect(values(column)[0]).toBe(milliseconds);
    expect(column.readAs).toBe(readAs);
    expect(column.ambiguity).toBeUndefined();
  });

  test('is guessed where no date tells, and said to be a guess', async () => {
    const slashes = await columnOf(['1/2/2020', '3/4/2020']);
    expect(values(slashes)[0]).toBe(january);
    expect(slashes.ambiguity).toBe('1/2/2020 is read month first; no date tells that it is not day first');
    const dots = await columnOf(['1.2.2020', '3.4.2020']);
    expect(values(dots)[0]).toBe(february);
    expect(dots.ambiguity).toBe('1.2.2020 is read day first; no date tells that it is not month first');
  });

  test('does not matter where day and month are the same, or the year comes first', async () => {
    for (const cells of [
      ['1/1/2020', '2/2/2020'],
      ['2020-01-02', '2020-03-04'],
    ]) {
      const column = await columnOf(cells);
      expect(column.type).toBe('datetime');
      expect(column.readAs).toBeUndefined();
      expect(column.ambiguity).toBeUndefined();
    }
  });
});
