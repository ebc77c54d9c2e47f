import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { thirdPartyNotices } from '../dependencies/notices.mjs';
import { OUT, ROOT } from '../paths.mjs';

/**
 * Packs the built extension, as it lies in dist/, into a .vsix.
 * @param {string} packagePath
 */
export async function packageExtension(packagePath) {
  mkdirSync(dirname(packagePath), { recursive: true });
  const bundled = JSON.parse(readFileSync(join(OUT, 'bundled.json'), 'utf8'));
  writeFileSync(join(ROOT, 'dist/THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(bundled));
  await createVSIX({
    cwd: ROOT,
    packagePath,
    dependencies: false, // all that runs is bundled
    rewriteRelativeLinks: false,
  });
}
