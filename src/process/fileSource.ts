import { open, readFile, stat, type FileHandle } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { DatasetError } from '../dataset/dataset';
import { bytesSource, type ByteSource } from '../dataset/bytes/source';
import { reasonOf } from '../dataset/reasonOf';

const CHUNK_BYTES = 2 ** 20;

/**
 * A file on disk, as long as it is now: what is appended later is not read.
 * @throws DatasetError in a sentence where it cannot be read, from the methods of the source too
 */
export async function fileSource(name: string, path: string): Promise<ByteSource> {
  const facts = await inWords(name, () => stat(path));
  if (facts.isDirectory())
    throw new DatasetError(l10n.t('{0} is a folder; choose a CSV or JSON file in it.', name));
  // A pipe, which can be read once only.
  if (!facts.isFile()) return bytesSource(name, await inWords(name, () => readFile(path)));
  const { size } = facts;
  return {
    name,
    size,
    async *chunks() {
      const file = await inWords(name, () => open(path));
      try {
        for (let at = 0; at < size; at += CHUNK_BYTES)
          yield await read(name, file, at, Math.min(size, at + CHUNK_BYTES));
      } finally {
        await file.close();
      }
    },
    async slice(start, end) {
      const file = await inWords(name, () => open(path));
      try {
        return await read(name, file, start, Math.min(size, end));
      } finally {
        await file.close();
      }
    },
  };
}

async function read(name: string, file: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(end - start);
  for (let filled = 0; filled < bytes.length;) {
    const from = filled;
    const { bytesRead } = await inWords(name, () =>
      file.read(bytes, from, bytes.length - from, start + from),
    );
    if (bytesRead === 0)
      throw new DatasetError(
        l10n.t('{0} became shorter while it was read; try again when it is written.', name),
      );
    filled += bytesRead;
  }
  return bytes;
}

async function inWords<T>(name: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new DatasetError(unreadable(name, error), { cause: error });
  }
}

function unreadable(name: string, error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return l10n.t('{0} does not exist (any more).', name);
    case 'EACCES':
    case 'EPERM':
      return l10n.t('{0} may not be read: its permissions do not allow it.', name);
    default:
      return l10n.t('{0} could not be read: {1}.', name, reasonOf(error));
  }
}
