import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cellsHash } from '../../../../src/process/cluster/columnCells';
import { ContentsCache } from '../../../../src/process/cluster/contentsCache';

const KILOBYTE = 1000;
const contentsOf = (seed: number) => new Uint8Array(KILOBYTE).fill(seed);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mine-cache-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a worker's cache", () => {
  it('fetches once', async () => {
    const cache = new ContentsCache(folder);
    const bytes = contentsOf(1);
    let fetched = 0;
    const fetch = () => {
      fetched++;
      return Promise.resolve(bytes);
    };
    for (let time = 0; time < 3; time++)
      expect(Buffer.from(await cache.get(cellsHash(bytes), fetch)).equals(bytes)).toBe(true);
    expect(fetched).toBe(1);
  });

  it('fetches again what was meddled with', async () => {
    const cache = new ContentsCache(folder);
    const bytes = contentsOf(1);
    const hash = cellsHash(bytes);
    await cache.get(hash, () => Promise.resolve(bytes));
    writeFileSync(join(folder, hash), 'something else');
    expect(Buffer.from(await cache.get(hash, () => Promise.resolve(bytes))).equals(bytes)).toBe(true);
  });

  it('stays within its bound, and lets the least recently used go', async () => {
    const cache = new ContentsCache(folder, 5 * KILOBYTE);
    const hashes = [];
    for (let seed = 0; seed < 20; seed++) {
      const bytes = contentsOf(seed);
      const hash = cellsHash(bytes);
      hashes.push(hash);
      await cache.get(hash, () => Promise.resolve(bytes));
      const usedAt = new Date(Date.now() - 60_000 + seed * 1000);
      utimesSync(join(folder, hash), usedAt, usedAt);
    }
    await cache.tidy();
    const left = readdirSync(folder);
    expect(left.length).toBeLessThanOrEqual(5);
    expect(left).toContain(hashes.at(-1));
    expect(left).not.toContain(hashes[0]);
  });

  it('lets go what nobody has used for a day', async () => {
    const cache = new ContentsCache(folder);
    const bytes = contentsOf(1);
    await cache.get(cellsHash(bytes), () => Promise.resolve(bytes));
    const longAgo = new Date(Date.now() - 25 * 3600e3);
    utimesSync(join(folder, cellsHash(bytes)), longAgo, longAgo);
    await cache.tidy();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('works on where there is no room on the disk', async () => {
    const file = join(folder, 'a file in the way');
    writeFileSync(file, '');
    const bytes = contentsOf(1);
    const got = await new ContentsCache(join(file, 'cache')).get(cellsHash(bytes), () =>
      Promise.resolve(bytes),
    );
    expect(got).toBe(bytes);
  });
});
