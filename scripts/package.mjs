/* npm run package: builds for release and packs out/mutual-information.vsix. */
import { join } from 'node:path';
import { OUT, ROOT } from './paths.mjs';
import { run } from './run.mjs';
import { packageExtension } from './vscode/package.mjs';

await run(process.execPath, ['esbuild.mjs', '--production'], { cwd: ROOT });
await packageExtension(join(OUT, 'mutual-information.vsix'));
