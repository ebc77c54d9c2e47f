import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** Folder of the project: where package.json is. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
/** What the runs leave for people: reports, screenshots, the package. Not in git. */
export const OUT = join(ROOT, 'out');
