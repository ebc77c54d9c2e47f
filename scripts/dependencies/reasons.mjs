/* Fails where a package that package.json names has no reason in the README's table of dependencies. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../paths.mjs';

const [, table = ''] = readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n## Dependencies\n');
/** @type {Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string> | undefined>} */
const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
);
const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
// Types have one line for all.
const unexplained = names.filter((name) => !name.startsWith('@types/') && !table.includes(`\`${name}\``));
for (const name of unexplained) console.error(`${name} has no reason in the README's table of dependencies.`);
console.log(`reasons: ${names.length - unexplained.length} of ${names.length} packages have one`);
process.exitCode = unexplained.length > 0 ? 1 : 0;
