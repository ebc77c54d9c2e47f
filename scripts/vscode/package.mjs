import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { ROOT } from '../paths.mjs';

/**
 * Packs the built extension, as it lies in dist/, into a .vsix.
 * @param {string} packagePath
 */
export async function packageExtension(packagePath) {
  mkdirSync(dirname(packagePath), { recursive: true });
  await createVSIX({
    cwd: ROOT,
    packagePath,
    dependencies: false, // all that runs is bundled
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
}
