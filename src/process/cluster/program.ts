import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the numbers come from: the code of the critics and their WebAssembly. */
const FILES = ['thread.js', 'series.wasm', 'kernel-fused.wasm', 'kernel-wide.wasm', 'kernel-plain.wasm'];

/**
 * Tells programs apart that would give other numbers.
 * @param folder folder that holds the bundles and the .wasm files
 * @param isPlain the machine runs the plain build of the kernel alone, whose last bits are others
 */
export function programName(folder: string, isPlain: boolean): string {
  const digest = createHash('sha256');
  for (const file of FILES) digest.update(readFileSync(join(folder, file)));
  return `${digest.digest('hex').slice(0, 12)}${isPlain ? '-plain' : ''}`;
}
