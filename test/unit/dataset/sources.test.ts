import { chmodSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { DatasetError } from '../../../src/dataset/dataset';
import { readDataset } from '../../../src/dataset/read';
import { bytesSource, type ByteSource } from '../../../src/dataset/bytes/source';
import { fileSource } from '../../../src/process/fileSource';
import { column, lines, refusal, values } from './reading';

const folder = mkdtempSync(join(tmpdir(), 'reading-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const path = (name: string) => join(folder, name);
const utf8 = (text: string) => new TextEncoder().encode(text);
const table = (rows: number) => `a,b\n${Array.from({ length: rows }, (_, i) => `${i},${i % 7}\n`).join('')}`;

async function complaint(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof DatasetError) return error.message;
    throw error;
  }
  throw new Error('it was read, though it should have been refused');
}

/** Does something without the rights of root, who may read everything. */
async function asNobody(action: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return action();
  const NOBODY = 65534;
  process.seteuid?.(NOBODY);
  try {
    await action();
  } finally {
    process.seteuid?.(0);
  }
}

/** Gives its bytes in chunks of this size. */
function chopped(name: string, bytes: Uint8Array, size: number): ByteSource {
  return {
    ...bytesSource(name, bytes),
    async *chunks() {
      for (let at = 0; at < bytes.length; at += size)
        yield await Promise.resolve(bytes.subarray(at, at + size));
    },
  };
}

describe('a source', () => {
  test('may be cut into chunks anywhere', async () => {
    const bytes = utf8('\ufeffa,b\r\n"1, ""x""",é\r\n"two\r\nlines",z\r\r\nlast,"q" \r\n');
    const whole = await readDataset(bytesSource('a.csv', bytes));
    expect(values(column(whole, 'a'))).toEqual(['1, "x"', 'two\r\nlines', 'last']);
    for (let size = 1; size < bytes.length; size++) {
      const dataset = await readDataset(chopped('a.csv', bytes, size));
      expect(dataset).toEqual(whole);
      expect(lines(dataset)).toEqual([2, 3, 6]);
    }
  });

  test('tells how far it is read', async () => {
    const bytes = utf8(table(300_000));
    const told: number[] = [];
    await readDataset(bytesSource('a.csv', bytes), {
      onProgress({ bytes: read, total }) {
        expect(total).toBe(bytes.length);
        told.push(read);
      },
    });
    expect(told.at(-1)).toBe(bytes.length);
  });

  test('is given up as soon as the signal says so, though it hangs', async () => {
    const controller = new AbortController();
    const hanging: ByteSource = {
      ...bytesSource('a.csv', utf8('a,b\n')),
      chunks: () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) }),
    };
    const read = readDataset(hanging, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(read).rejects.toThrow('enough');
  });

  test('in memory lets messages through while it is read', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('enough')), 50);
    const endless: ByteSource = {
      ...bytesSource('a.csv', utf8('')),
      async *chunks() {
        for (;;) yield await Promise.resolve(utf8(table(10_000)));
      },
    };
    await expect(readDataset(endless, { signal: controller.signal, maxCells: 1000 })).rejects.toThrow(
      'enough',
    );
  });
});

describe('a gzipped file', () => {
  test('is told by its content, and read as what its name says beside .gz', async () => {
    const packed = gzipSync(utf8('a\tb\n1\tx\n'));
    for (const name of ['t.tsv.gz', 't.tsv', 'T.TSV.GZ']) {
      const dataset = await readDataset(bytesSource(name, packed));
      expect(dataset).toMatchObject({
        source: name,
        format: 'tsv',
        reading: { compressed: 'gzip' },
        rows: 1,
      });
    }
  });

  test('that is cut off or damaged is refused', async () => {
    const packed = gzipSync(utf8(table(50_000)));
    const sentence = 't.csv.gz is damaged: it ends early or is not gzip throughout; copy it again.';
    expect(await refusal('t.csv.gz', packed.subarray(0, packed.length / 2))).toBe(sentence);
    expect(await refusal('t.csv.gz', packed.fill(7, 100, 200))).toBe(sentence);
  });
});

describe('a file on disk', () => {
  test('is read', async () => {
    writeFileSync(path('t.csv'), table(200_000));
    const dataset = await readDataset(await fileSource('t.csv', path('t.csv')));
    expect(dataset.rows).toBe(200_000);
    expect(lines(dataset).at(-1)).toBe(200_001);
  });

  test('that is a folder, or is not there, is refused', async () => {
    expect(await complaint(fileSource('f', folder))).toBe('f is a folder; choose a CSV or JSON file in it.');
    expect(await complaint(fileSource('no.csv', path('no.csv')))).toBe('no.csv does not exist (any more).');
  });

  test.skipIf(process.platform === 'win32')('that may not be read is refused', async () => {
    const readAt = async (file: string) => readDataset(await fileSource(file, path(file)));
    writeFileSync(path('open.csv'), table(3));
    writeFileSync(path('secret.csv'), table(3));
    chmodSync(folder, 0o755);
    chmodSync(path('secret.csv'), 0);
    await asNobody(async () => {
      expect((await readAt('open.csv')).rows).toBe(3);
      expect(await complaint(readAt('secret.csv'))).toBe(
        'secret.csv may not be read: its permissions do not allow it.',
      );
    });
  });

  test('that becomes shorter or vanishes while it is read is refused', async () => {
    writeFileSync(path('shrinks.csv'), table(500_000));
    const shrinking = await fileSource('shrinks.csv', path('shrinks.csv'));
    const read = readDataset(shrinking, { onProgress: () => truncateSync(path('shrinks.csv'), 1000) });
    expect(await complaint(read)).toBe(
      'shrinks.csv became shorter while it was read; try again when it is written.',
    );

    writeFileSync(path('vanishes.csv'), table(10));
    const vanishing = await fileSource('vanishes.csv', path('vanishes.csv'));
    rmSync(path('vanishes.csv'));
    expect(await complaint(readDataset(vanishing))).toBe('vanishes.csv does not exist (any more).');
  });

  test('that grows is read as far as it went', async () => {
    writeFileSync(path('grows.csv'), table(10));
    const source = await fileSource('grows.csv', path('grows.csv'));
    writeFileSync(path('grows.csv'), table(20));
    expect((await readDataset(source)).rows).toBe(10);
  });
});
