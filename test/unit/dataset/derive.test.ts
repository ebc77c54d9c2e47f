import { expect, test } from 'vitest';
import type { Derivation } from '../../../src/dataset/derivations';
import { withDerivedColumns } from '../../../src/dataset/derive';
import { column, names, readText, values } from './reading';

const CSV = [
  ...['age,city,date,noon'],
  ...[
    '31,Rome,2020-02-29 23:30,8:30',
    ',Rome,2020-03-01 00:15,21:05',
    '40,,2020-03-02 00:59,8:45',
    '31,Bern,,x',
  ],
].join('\n');

async function derived(name: string, as: Derivation) {
  const dataset = await readText('people.csv', CSV);
  const more = withDerivedColumns(dataset, [{ column: name, as }]);
  expect(names(more).slice(0, 4)).toEqual(['age', 'city', 'date', 'noon']);
  return more.columns[4];
}

test('whether a value is missing is a variable of its own', async () => {
  const found = await derived('age', 'is-missing');
  expect(found).toMatchObject({ name: 'age is missing', type: 'boolean', missing: 0, distinct: 2 });
  expect(found && values(found)).toEqual(['false', 'true', 'false', 'false']);
});

test('where none is missing that says nothing, and is left out', async () => {
  const full = await readText('full.csv', 'a\n1\n2\n');
  const more = withDerivedColumns(full, [{ column: 'a', as: 'is-missing' }]);
  expect(column(more, 'a is missing')).toMatchObject({ type: 'constant', reason: 'no value is missing' });
});

test('missing may be a category beside the others', async () => {
  const city = await derived('city', 'missing-as-category');
  expect(city).toMatchObject({ name: 'city or missing', type: 'categorical', missing: 0, distinct: 3 });
  expect(city && values(city)).toEqual(['Rome', 'Rome', '(missing)', 'Bern']);
  const age = await derived('age', 'missing-as-category');
  expect(age && values(age)).toEqual(['31', '(missing)', '40', '31']);
});

test('but not beside many numbers', async () => {
  const many = await readText('many.csv', `a\n${Array.from({ length: 60 }, (_, i) => i / 2).join('\n')}\n`);
  expect(() => withDerivedColumns(many, [{ column: 'a', as: 'missing-as-category' }])).toThrow(
    'many.csv: the column "a" has 60 different values, too many to be categories beside the missing one; ' +
      'take whether it is missing as a variable of its own (is-missing).',
  );
});

test('the parts of a date that come again are categories, in the order of the calendar', async () => {
  const weekday = await derived('date', 'weekday');
  expect(weekday).toMatchObject({ name: 'date: weekday', type: 'categorical', missing: 1 });
  expect(weekday && values(weekday)).toEqual(['Saturday', 'Sunday', 'Monday', null]);
  const month = await derived('date', 'month');
  expect(month).toMatchObject({ name: 'date: month', levels: ['February', 'March'] });
  const hour = await derived('date', 'hour');
  expect(hour && values(hour)).toEqual(['23', '0', '0', null]);
});

test('are refused for a column that does not exist or has no dates', async () => {
  await expect(derived('town', 'is-missing')).rejects.toThrow(
    'people.csv has no column "town" of which is-missing could be made.',
  );
  await expect(derived('city', 'month')).rejects.toThrow(
    'people.csv: the column "city" has no dates, so that city: month cannot be made.',
  );
});
