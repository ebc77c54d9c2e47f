import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileWhole } from '../../../src/process/nodeFiles';

describe('a file of the disk that is written whole or not at all', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'whole-'));
    path = join(folder, 'report.json');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const content = () => readFileSync(path, 'utf8');

  it('is there whole for whoever reads it meanwhile', async () => {
    const large = Buffer.alloc(2 ** 22, 'a');
    await writeFileWhole(path, large);
    const state = { isWriting: true };
    const written = (async () => {
      for (let round = 0; round < 20; round++) await writeFileWhole(path, Buffer.alloc(2 ** 22, 98 + round));
      state.isWriting = false;
    })();
    const seen = new Set<number>();
    while (state.isWriting) {
      const found = readFileSync(path);
      expect(found.length).toBe(large.length);
      expect(found[0]).toBe(found.at(-1));
      seen.add(found[0] ?? 0);
      await new Promise(setImmediate);
    }
    await written;
    expect(seen.size).toBeGreaterThan(1);
    expect(readdirSync(folder)).toEqual(['report.json']);
  });

  it('leaves what was there where it is cancelled', async () => {
    writeFileSync(path, 'before');
    expect(await writeFileWhole(path, Buffer.from('after'), () => true)).toBe(false);
    expect(content()).toBe('before');
    expect(readdirSync(folder)).toEqual(['report.json']);
  });

  it('leaves what was there where there is no room for it, and no half file', async () => {
    writeFileSync(path, 'before');
    const bundle = join(folder, 'write.cjs');
    await build({
      stdin: {
        contents: `import { writeFileWhole } from './src/process/nodeFiles';
process.on('SIGXFSZ', () => undefined);
writeFileWhole(process.argv[2], Buffer.alloc(2 ** 22)).then(() => console.log('written'), (error) => console.log(error.code));`,
        resolveDir: process.cwd(),
        loader: 'ts',
      },
      bundle: true,
      platform: 'node',
      outfile: bundle,
    });
    // No file may be larger than 64 blocks: the write breaks off in the middle, as on a disk that is full.
    const told = execFileSync('sh', ['-c', `ulimit -f 64; exec "$0" "$@"`, process.execPath, bundle, path]);
    expect(told.toString().trim()).toBe('EFBIG');
    expect(content()).toBe('before');
    expect(readdirSync(folder).sort()).toEqual(['report.json', 'write.cjs']);
  });

  it('keeps its permissions, and a link stays one', async () => {
    writeFileSync(path, 'before');
    chmodSync(path, 0o600);
    await writeFileWhole(path, Buffer.from('after'));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const link = join(folder, 'link.json');
    symlinkSync(path, link);
    await writeFileWhole(link, Buffer.from('by the link'));
    expect(content()).toBe('by the link');
    expect(readdirSync(folder).sort()).toEqual(['link.json', 'report.json']);
  });

  it.runIf(process.platform === 'linux')('goes to a device as to a device', async () => {
    await expect(writeFileWhole('/dev/full', Buffer.from('x'))).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true);
  });
});
