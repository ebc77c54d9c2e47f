import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cellsHash } from './columnCells';

/** Disk that a worker's cache takes, in bytes. */
const MOST_BYTES = 2e9;
/** Stored again on the server by then, if they are still of use. */
const KEPT_MS = 24 * 3600e3;

/** What was fetched from the server before, on a worker's disk: bounded, the least recently used goes first. */
export class ContentsCache {
  private written = 0;

  constructor(
    private readonly folder: string,
    private readonly mostBytes = MOST_BYTES,
  ) {}

  async get(hash: string, fetch: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const path = join(this.folder, hash);
    const known = await readFile(path).catch(() => null);
    // A file that was cut short, or meddled with, is fetched again.
    if (known && cellsHash(known) === hash) {
      const now = new Date();
      await utimes(path, now, now).catch(() => undefined);
      return known;
    }
    const bytes = await fetch();
    await this.keep(path, bytes);
    return bytes;
  }

  /** A disk that is full is no reason not to work: the bytes are at hand. */
  private async keep(path: string, bytes: Uint8Array): Promise<void> {
    const unfinished = `${path}.${process.pid}`;
    try {
      await mkdir(this.folder, { recursive: true });
      await writeFile(unfinished, bytes);
      await rename(unfinished, path);
      this.written += bytes.length;
      if (this.written > this.mostBytes / 10) await this.tidy();
    } catch {
      await rm(unfinished, { force: true }).catch(() => undefined);
    }
  }

  /** Removes what has not been used for a day, and of the rest what is beyond the bound. */
  async tidy(): Promise<void> {
    this.written = 0;
    const files: { readonly path: string; readonly size: number; readonly usedAt: number }[] = [];
    for (const name of await readdir(this.folder)) {
      const path = join(this.folder, name);
      const facts = await stat(path).catch(() => null);
      if (facts?.isFile()) files.push({ path, size: facts.size, usedAt: facts.mtimeMs });
    }
    let bytes = 0;
    for (const { path, size, usedAt } of files.sort((a, b) => b.usedAt - a.usedAt)) {
      bytes += size;
      if (bytes > this.mostBytes || Date.now() - usedAt > KEPT_MS) await rm(path, { force: true });
    }
  }
}

/** The folder for caches of this machine's user. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const base = env['XDG_CACHE_HOME'] ?? (process.platform === 'win32' ? env['LOCALAPPDATA'] : undefined);
  return join(base ?? join(homedir(), '.cache'), 'mine', 'columns');
}
