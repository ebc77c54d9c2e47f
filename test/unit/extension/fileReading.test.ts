import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  AS_INFERRED,
  fileReading,
  FileReadings,
  isAsInferred,
  withColumnAs,
  withDerivationToggled,
} from '../../../src/extension/files/fileReading';

type Uri = Parameters<FileReadings['of']>[0];

const uriOf = (text: string) => ({ scheme: text.split(':')[0], toString: () => text }) as unknown as Uri;

/** A workspace's memory, which holds what survives JSON. */
class Memory {
  readonly values = new Map<string, string>();
  get(key: string): unknown {
    const text = this.values.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }
  update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}

describe('how a file is read', () => {
  const file = uriOf('file:///data/a.csv');
  let memory: Memory;
  beforeEach(() => {
    memory = new Memory();
  });
  const readings = () => new FileReadings(memory);

  it('is remembered for that file, and for no other', async () => {
    const reading = {
      delimiter: ';',
      comment: null,
      missing: ['-9'],
      columns: new Map([['__proto__', 'categorical' as const]]),
      derive: [{ column: 'when', as: 'weekday' as const }],
    };
    await readings().remember(file, reading);
    expect(readings().of(file)).toEqual(reading);
    expect(readings().of(uriOf('file:///data/b.csv'))).toEqual(AS_INFERRED);
  });

  it('is forgotten where nothing is chosen any more', async () => {
    await readings().remember(file, { header: false });
    await readings().remember(file, { header: undefined, columns: new Map(), derive: [] });
    expect(memory.values.size).toBe(0);
  });

  it('is what the content tells where the memory holds what is not understood', async () => {
    await readings().remember(file, { encoding: 'utf-8' });
    for (const [key] of memory.values) memory.values.set(key, '{"encoding":"rot13"}');
    expect(readings().of(file)).toEqual(AS_INFERRED);
  });

  it('is forgotten with an untitled editor, whose name the next one has', async () => {
    const untitled = uriOf('untitled:Untitled-1');
    const kept = readings();
    await kept.remember(untitled, { header: false });
    expect(kept.of(untitled)).toEqual({ header: false });
    expect(memory.values.size).toBe(0);
    kept.forgetUntitled(untitled);
    expect(kept.of(untitled)).toEqual(AS_INFERRED);
  });
});

it('tells whether anything was chosen', () => {
  expect(isAsInferred({ delimiter: undefined, columns: new Map(), derive: [] })).toBe(true);
  expect(isAsInferred({ comment: null })).toBe(false);
  expect(isAsInferred({ decimalComma: false })).toBe(false);
  expect(isAsInferred(withColumnAs({}, 'a', 'text'))).toBe(false);
  expect(isAsInferred(withColumnAs(withColumnAs({}, 'a', 'text'), 'a', undefined))).toBe(true);
});

it('makes a variable, and no longer makes it', () => {
  const hour = { column: 'when', as: 'hour' } as const;
  const month = { column: 'when', as: 'month' } as const;
  const both = withDerivationToggled(withDerivationToggled({ header: true }, hour), month);
  expect(both).toEqual({ header: true, derive: [hour, month] });
  expect(withDerivationToggled(both, { ...hour }).derive).toEqual([month]);
});

it('takes from a program what it takes from a person, and nothing else', () => {
  const given = { columns: { zip: 'categorical' }, decimalComma: true };
  expect(v.parse(fileReading, given)).toEqual({ ...given, columns: new Map([['zip', 'categorical']]) });
  expect(() => v.parse(fileReading, { columns: { zip: 'postcode' } })).toThrow(/postcode/);
  expect(() => v.parse(fileReading, { separator: ';' })).toThrow(/separator/);
});
