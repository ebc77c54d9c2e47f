/*
 * npm run package: builds for release and packs out/mutual-information.vsix. There is one for all systems: all that computes is
 * WebAssembly. (@tensorflow/tfjs-node, which would differ from system to system, is optional and not shipped.)
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { OUT, ROOT } from './paths.mjs';
import { run } from './run.mjs';
import { packageExtension } from './vscode/package.mjs';

const file = join(OUT, 'mutual-information.vsix');
await run(process.execPath, ['esbuild.mjs', '--production'], { cwd: ROOT });
await packageExtension(file);
console.log(`${file}: ${(statSync(file).size / 2 ** 20).toFixed(2)} MB`);
