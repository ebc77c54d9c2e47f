import { randomUUID } from 'node:crypto';
import { lstat, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Writes a file of this machine's disk whole or not at all: beside its place first, then into it in one step. A link stays a
 * link and a device a device; where no file may be made beside it, it is written as it is.
 * @param content bytes, or text in pieces, which may be gone through twice
 * @param isCancelled asked when all is written, before it takes the file's place
 * @returns false where it was cancelled: nothing has changed then
 */
export async function writeFileWhole(
  path: string,
  content: Uint8Array | Iterable<string>,
  isCancelled: () => boolean = () => false,
): Promise<boolean> {
  const before = await lstat(path).catch(() => null);
  if (before && !before.isFile()) {
    await writeFile(path, content);
    return true;
  }
  const beside = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    await writeSynced(beside, content, before ? before.mode & 0o777 : 0o666);
    if (isCancelled()) {
      await rm(beside, { force: true });
      return false;
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    const { code } = error as NodeJS.ErrnoException;
    if (!before || (code !== 'EACCES' && code !== 'EPERM')) throw error;
    await writeFile(path, content);
  }
  return true;
}

/** A name that is moved into place before its bytes are on the disk may lose them with the power. */
async function writeSynced(
  path: string,
  content: Uint8Array | Iterable<string>,
  mode: number,
): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await writeFile(file, content);
    await file.sync();
  } finally {
    await file.close();
  }
}
